package io.github.agc4j.serve.internal.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The few threads that decode for all requests: what each of them needs for that is kept for the
 * next request, and those that only send are not kept waiting by computations. Safe for use by
 * several threads.
 */
final class DecodingThreads implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2 * Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("agc4j-decode-", 0).factory());

  /** Does {@code work}, and waits for it. */
  int run(Callable<Integer> work) throws IOException {
    Future<Integer> result = threads.submit(work);
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  private static IOException thrown(Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(cause);
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
