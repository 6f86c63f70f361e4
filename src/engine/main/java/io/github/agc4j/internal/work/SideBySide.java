package io.github.agc4j.internal.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Tasks that wait more than they work, such as for a server: many at a time cost nothing. */
public final class SideBySide {
  private SideBySide() {}

  /** Something that waits. */
  public interface Task {
    /** Does it. */
    void run() throws IOException;
  }

  /**
   * Runs all {@code tasks}, {@code atATime} of them at a time, and returns when all have ended.
   *
   * @throws IOException what the first task that failed did
   * @throws InterruptedIOException when the thread is interrupted; tasks are told so, too
   */
  public static void run(List<Task> tasks, int atATime) throws IOException {
    if (tasks.size() == 1) {
      tasks.getFirst().run();
      return;
    }
    Semaphore turns = new Semaphore(atATime);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (Task task : tasks) {
        running.add(threads.submit(() -> runInTurn(task, turns)));
      }
      for (Future<?> each : running) {
        await(each, threads);
      }
    }
  }

  private static Void runInTurn(Task task, Semaphore turns)
      throws IOException, InterruptedException {
    turns.acquire();
    try {
      task.run();
      return null;
    } finally {
      turns.release();
    }
  }

  /** Others need not go on once one has failed. */
  private static void await(Future<?> running, ExecutorService threads) throws IOException {
    try {
      running.get();
    } catch (ExecutionException e) {
      threads.shutdownNow();
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IOException(e.getCause());
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while others work");
    }
  }
}
