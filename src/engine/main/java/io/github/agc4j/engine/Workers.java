package io.github.agc4j.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The workers of one run: the caller's thread is the first, each further one has a thread. */
final class Workers implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();
  private final ExecutorService threads;

  /** A phase of the work, run by all workers at once. */
  interface Phase {
    void work(Worker worker) throws IOException, InterruptedException;
  }

  Workers(int count, Supplier<Worker> make) {
    for (int i = 0; i < count; i++) {
      workers.add(make.get());
    }
    threads =
        count == 1
            ? null
            : Executors.newFixedThreadPool(
                count - 1, Thread.ofPlatform().daemon().name("agc4j-worker-", 1).factory());
  }

  List<Worker> all() {
    return workers;
  }

  /** The caller's own worker. */
  Worker first() {
    return workers.get(0);
  }

  /**
   * Runs {@code phase} on every worker, and returns when all have ended; the first failure is
   * thrown.
   */
  void run(Phase phase) throws IOException, InterruptedException {
    List<Future<?>> others = new ArrayList<>();
    for (Worker worker : workers.subList(1, workers.size())) {
      others.add(
          threads.submit(
              () -> {
                phase.work(worker);
                return null;
              }));
    }
    Throwable failure = null;
    try {
      phase.work(first());
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      failure = e;
    }
    for (Future<?> other : others) {
      failure = await(other, failure);
    }
    rethrow(failure);
  }

  private static Throwable await(Future<?> other, Throwable before) {
    boolean interrupted = false;
    Throwable failure = before;
    for (boolean ended = false; !ended; ) {
      try {
        other.get();
        ended = true;
      } catch (ExecutionException e) {
        failure = before == null ? e.getCause() : before;
        ended = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  private static void rethrow(Throwable failure) throws IOException, InterruptedException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
    workers.forEach(Worker::close);
  }
}
