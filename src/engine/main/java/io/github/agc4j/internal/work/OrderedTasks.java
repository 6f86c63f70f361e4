package io.github.agc4j.internal.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Tasks that some threads work on, and whose results are taken in the order in which the tasks were
 * given. Given, taken and abandoned by one thread; with one thread tasks are done by that when they
 * are given.
 *
 * @param <T> what tasks come to
 */
public final class OrderedTasks<T> implements AutoCloseable {
  /** Null if whoever gives tasks does them. */
  private final ExecutorService workers;

  private final ArrayDeque<Future<T>> underWay = new ArrayDeque<>();

  /** Tasks that are not begun yet are left out. */
  private volatile boolean isAbandoned;

  /** No tasks, for {@code threads} threads that are called {@code name} and a number. */
  public OrderedTasks(String name, int threads) {
    this.workers =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(name + "-", 1).factory());
  }

  /** Gives a task; what it throws is thrown when its result is taken. */
  public void give(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(() -> isAbandoned ? null : task.call());
    underWay.add(future);
    if (workers == null) {
      future.run();
    } else {
      workers.execute(future);
    }
  }

  /** How many results were not taken yet. */
  public int underWay() {
    return underWay.size();
  }

  /**
   * Takes the result of the task that was given first; waits for it.
   *
   * @throws IOException what the task failed with, as it is, like its unchecked exceptions; {@link
   *     InterruptedIOException} when the waiting thread is interrupted: the result is then still to
   *     be taken
   */
  public T take() throws IOException {
    try {
      T result = underWay.element().get();
      underWay.remove();
      return result;
    } catch (ExecutionException e) {
      underWay.remove();
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case UncheckedIOException cause -> throw cause.getCause();
        case InterruptedException cause -> throw interrupted();
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  /** Takes all results. */
  public void takeAll() throws IOException {
    while (!underWay.isEmpty()) {
      take();
    }
  }

  /**
   * Begins no more tasks and waits for those that are under way, though interrupted: they may use
   * memory that is freed afterwards.
   *
   * @param unused gets the results that nobody took
   */
  public void abandon(Consumer<T> unused) {
    isAbandoned = true;
    boolean isInterrupted = false;
    while (!underWay.isEmpty()) {
      try {
        T result = underWay.element().get();
        underWay.remove();
        if (result != null) {
          unused.accept(result);
        }
      } catch (ExecutionException e) {
        // What came first is on its way to the caller.
        underWay.remove();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    isAbandoned = false;
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Abandons what is left, and ends the threads. */
  @Override
  public void close() {
    abandon(result -> {});
    if (workers != null) {
      workers.close();
    }
  }
}
