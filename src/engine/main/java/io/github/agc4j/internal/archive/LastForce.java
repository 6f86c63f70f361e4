package io.github.agc4j.internal.archive;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * Brings a file or folder to the disk whose new state counts already: there is no way back, so an
 * interrupt does not end it, and a failure is told as what it is.
 */
final class LastForce {
  private LastForce() {}

  /**
   * Forces {@code path}.
   *
   * @param access what a file may be opened for
   * @param archive what messages are about
   */
  static void of(Path path, OpenOption access, Path archive) throws IOException {
    boolean interrupted = false;
    try {
      while (!force(path, access)) {
        interrupted |= Thread.interrupted();
      }
    } catch (IOException e) {
      throw failed(archive, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean force(Path path, OpenOption access) throws IOException {
    try (FileChannel file = FileChannel.open(path, access)) {
      file.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  /** How it is told that the new archive counts, but is not known to be on the disk. */
  static IOException failed(Path archive, IOException cause) {
    return new IOException(
        archive + ": is complete, but may not survive a power failure: " + cause.getMessage(),
        cause);
  }
}
