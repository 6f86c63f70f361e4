package io.github.agc4j.internal.fasta.source;

import java.io.IOException;

/** Text that needs more of the heap to be decompressed than it may take. */
final class HeapLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int kibibytes;

  HeapLimitException(IOException cause, int kibibytes) {
    super(cause);
    this.kibibytes = kibibytes;
  }

  /** What it needs. */
  int kibibytes() {
    return kibibytes;
  }
}
