package io.github.agc4j.info;

import java.io.IOException;

/** Takes the digests of the files that samples were read from. */
public interface FileVisitor {
  /**
   * A file.
   *
   * @param first the first sample that it is
   * @param last the last; the first unless samples are contigs of one file
   * @param sha256 the SHA-256 of its text, after decompression, as {@code sha256sum} prints it
   */
  void visit(long first, long last, String sha256) throws IOException;
}
