package io.github.agc4j.internal.read.open;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What the work of another thread comes to. */
public final class WorkerResult {
  private WorkerResult() {}

  /**
   * Waits for the result of {@code work}.
   *
   * @throws IOException what the work failed with, as it is, like its unchecked exceptions; {@link
   *     InterruptedIOException} when the waiting thread is interrupted
   */
  public static <T> T of(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case UncheckedIOException cause -> throw cause.getCause();
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
