package io.github.agc4j.internal.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The workers of one run: the caller's thread is the first, each further one has a thread. They
 * join in the phases that the caller runs, and do work that waits in the background in between; who
 * is busy with that when a phase begins joins it later or not at all.
 */
final class Workers implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private Phase phase;
  private long phaseNumber;
  private int inPhase;
  private Background background;
  private long announcements;
  private boolean backgroundLeft;
  private int inBackground;
  private Throwable failure;
  private boolean closed;

  /** A phase of the work, which those who join it share among themselves. */
  interface Phase {
    void work(Worker worker) throws IOException, InterruptedException;
  }

  /** Work that is done whenever a worker has nothing else to do. */
  interface Background {
    /** Does one piece; false if there is none. */
    boolean work(Worker worker) throws IOException;
  }

  Workers(int count, Supplier<Worker> make) {
    for (int i = 0; i < count; i++) {
      workers.add(make.get());
    }
    for (Worker worker : workers.subList(1, count)) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("agc4j-worker-", threads.size() + 1)
              .start(() -> serve(worker)));
    }
  }

  List<Worker> all() {
    return workers;
  }

  /** The caller's own worker. */
  Worker first() {
    return workers.get(0);
  }

  /**
   * Runs {@code joint} on this thread and on those that join, and returns when all have ended; the
   * first failure is thrown, one of the background's too.
   */
  void run(Phase joint) throws IOException, InterruptedException {
    synchronized (this) {
      phase = joint;
      phaseNumber++;
      notifyAll();
    }
    try {
      joint.work(first());
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      note(e);
    }
    endPhase();
    rethrow();
  }

  private synchronized void endPhase() {
    phase = null;
    awaitUninterrupted(() -> inPhase == 0);
  }

  /** From now on idle workers do {@code work}, as long as it has pieces. */
  synchronized void startBackground(Background work) {
    background = work;
  }

  /** Tells idle workers that there are new pieces of background work. */
  synchronized void announceBackground() {
    announcements++;
    backgroundLeft = true;
    notifyAll();
  }

  /** Waits for pieces that were begun, and begins no more; throws what failed. */
  void endBackground() throws IOException, InterruptedException {
    stopBackground();
    rethrow();
  }

  /** Waits for pieces that were begun, and begins no more. */
  synchronized void stopBackground() {
    background = null;
    awaitUninterrupted(() -> inBackground == 0);
  }

  private interface Condition {
    boolean holds();
  }

  /**
   * Waits for {@code condition} although interrupted: memory must not be freed while it is used.
   */
  private synchronized void awaitUninterrupted(Condition condition) {
    boolean interrupted = false;
    while (!condition.holds()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Worker worker) {
    long seen = 0;
    try {
      while (awaitWork(seen)) {
        Phase joined = join(seen);
        if (joined == null) {
          workInBackground(worker);
        } else {
          seen = phaseNumber();
          workInPhase(joined, worker);
        }
      }
    } catch (InterruptedException e) {
      note(e);
    }
  }

  /** Waits for something to do; false when there will be nothing any more. */
  private synchronized boolean awaitWork(long seen) throws InterruptedException {
    while (!closed && !isPhaseNew(seen) && !(backgroundLeft && background != null)) {
      wait();
    }
    return !closed;
  }

  private boolean isPhaseNew(long seen) {
    return phase != null && phaseNumber != seen;
  }

  private synchronized long phaseNumber() {
    return phaseNumber;
  }

  /** The phase, if it is another one than {@code seen}; it does not end before {@link #leave}. */
  private synchronized Phase join(long seen) {
    if (!isPhaseNew(seen)) {
      return null;
    }
    inPhase++;
    return phase;
  }

  private void workInPhase(Phase joined, Worker worker) {
    try {
      joined.work(worker);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      note(e);
    } finally {
      leave();
    }
  }

  private synchronized void leave() {
    inPhase--;
    notifyAll();
  }

  private void workInBackground(Worker worker) {
    Background work;
    long announced;
    synchronized (this) {
      if (background == null) {
        return;
      }
      inBackground++;
      work = background;
      announced = announcements;
    }
    boolean left = false;
    try {
      left = work.work(worker);
    } catch (IOException | RuntimeException | Error e) {
      note(e);
    } finally {
      leaveBackground(left, announced);
    }
  }

  private synchronized void leaveBackground(boolean left, long announced) {
    inBackground--;
    backgroundLeft = left || announcements != announced;
    notifyAll();
  }

  private synchronized void note(Throwable e) {
    failure = failure == null ? e : failure;
  }

  private synchronized void rethrow() throws IOException, InterruptedException {
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
    stopBackground();
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    workers.forEach(Worker::close);
  }
}
