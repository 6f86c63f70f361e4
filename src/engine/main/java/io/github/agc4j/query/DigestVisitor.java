package io.github.agc4j.query;

import io.github.agc4j.info.SampleDigest;
import java.io.IOException;

/** Takes the digests of samples. */
public interface DigestVisitor {
  /**
   * Called once for each sample.
   *
   * @param digests borrowed meanwhile; null if the archive has none of that sample
   */
  void visit(long sample, SampleDigest digests) throws IOException;
}
