package io.github.agc4j.internal.read.open;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the queries under way, so that closing can wait for them and refuse further ones. Threads
 * count in different cells, so that they do not wait for each other's writes.
 */
public final class QueryGate {
  /** Number of cells. */
  static final int CELLS = 16;

  /** Cells lie in cache lines of their own. */
  private static final int CELL_STEP = 32;

  private static final long LOOK_AGAIN_NANOS = 1_000_000;

  private final AtomicIntegerArray underWay = new AtomicIntegerArray(CELLS * CELL_STEP);
  private volatile boolean closed;
  private volatile Thread closing;

  /** Which of {@link #CELLS} cells the current thread uses. */
  public static int cell() {
    return (int) (Thread.currentThread().threadId() & CELLS - 1);
  }

  /** Begins a query; false if it is refused. Otherwise the query ends with {@link #leave}. */
  public boolean enter(int cell) {
    underWay.incrementAndGet(cell * CELL_STEP);
    // Looked at after the count: whoever closes sees the count, or is seen here.
    if (closed) {
      leave(cell);
      return false;
    }
    return true;
  }

  /** Ends a query that counts in {@code cell}. */
  public void leave(int cell) {
    underWay.decrementAndGet(cell * CELL_STEP);
    if (closed) {
      LockSupport.unpark(closing);
    }
  }

  /** Refuses queries from now on and waits until none is under way. For one thread. */
  public void close() {
    closing = Thread.currentThread();
    closed = true;
    boolean interrupted = false;
    for (int cell = 0; cell < CELLS; cell++) {
      while (underWay.get(cell * CELL_STEP) != 0) {
        LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        interrupted |= Thread.interrupted();
      }
    }
    closing = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
