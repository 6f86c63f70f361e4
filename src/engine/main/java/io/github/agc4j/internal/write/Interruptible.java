package io.github.agc4j.internal.write;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/** Work on a file that may be interrupted. */
interface Interruptible {
  /** Does it. */
  void run() throws IOException, InterruptedException;

  /** Runs {@code work}, and tells it in one way if the thread was interrupted meanwhile. */
  static void run(Path file, Interruptible work) throws IOException {
    try {
      work.run();
    } catch (InterruptedException e) {
      throw interrupted(file);
    } catch (UncheckedIOException e) {
      // Temporary data could not be kept, deep in what only knows of memory.
      throw told(file, new IOException(e.getMessage(), e.getCause()));
    } catch (IOException e) {
      throw told(file, e);
    }
  }

  private static IOException told(Path file, IOException e) {
    boolean isClosed =
        e instanceof ClosedChannelException || e.getCause() instanceof ClosedChannelException;
    return isClosed && Thread.currentThread().isInterrupted() ? interrupted(file) : e;
  }

  private static InterruptedIOException interrupted(Path file) {
    Thread.currentThread().interrupt();
    return new InterruptedIOException(file + ": interrupted");
  }
}
