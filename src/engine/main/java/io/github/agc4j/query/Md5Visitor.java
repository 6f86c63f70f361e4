package io.github.agc4j.query;

import java.io.IOException;

/** Takes the MD5s of the contigs of samples. */
public interface Md5Visitor {
  /** Tells the MD5s of a sample's contigs. */
  interface Md5s {
    /**
     * That of contig {@code contig} in 32 hexadecimal digits; computed if the archive does not have
     * it.
     *
     * @throws io.github.agc4j.error.CorruptArchiveException when letters are not what they were
     */
    String of(long contig) throws IOException;
  }

  /**
   * Called once for each sample.
   *
   * @param md5s borrowed meanwhile; null if the archive has no digests of that sample
   */
  void visit(long sample, Md5s md5s) throws IOException;
}
