package io.github.agc4j.internal.memory;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;

/** Says which file it is that an operation failed for: the system says only why. */
public final class FileFailure {
  private FileFailure() {}

  /**
   * {@code cause} with what {@code file} is called in front; as it is if it names a file already or
   * tells of an interrupt.
   *
   * @param what what failed, as in "cannot be read"
   */
  public static IOException of(Object file, String what, IOException cause) {
    boolean isToldAlready =
        cause instanceof FileSystemException
            || cause instanceof ClosedChannelException
            || String.valueOf(cause.getMessage()).startsWith(file + ": ");
    return isToldAlready
        ? cause
        : new IOException(file + ": " + what + ": " + cause.getMessage(), cause);
  }
}
