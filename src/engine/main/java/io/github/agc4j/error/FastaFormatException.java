package io.github.agc4j.error;

import java.io.IOException;
import java.nio.file.Path;

/** Input that is not FASTA of the format's alphabet; the message names file and line. */
public final class FastaFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** In {@code file} the {@code reason} holds. */
  public FastaFormatException(Path file, String reason) {
    super(file + ": " + reason);
  }

  /** In {@code file}, 1-based {@code line}, the {@code reason} holds. */
  public FastaFormatException(Path file, long line, String reason) {
    super(file + ":" + line + ": " + reason);
  }
}
