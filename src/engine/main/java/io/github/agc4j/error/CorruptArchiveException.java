package io.github.agc4j.error;

import java.io.IOException;

/** A file that is not a (whole) archive; the message names file, stream and part. */
public final class CorruptArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  /** {@code file} as a whole is not usable because of {@code reason}. */
  public CorruptArchiveException(String file, String reason) {
    super(file + ": not an archive, or damaged: " + reason);
  }

  /** Part {@code part} of {@code stream} in {@code file} is damaged. */
  public CorruptArchiveException(String file, String stream, long part, Throwable cause) {
    super(
        file + ": damaged: part " + part + " of stream " + stream + ": " + cause.getMessage(),
        cause);
  }
}
