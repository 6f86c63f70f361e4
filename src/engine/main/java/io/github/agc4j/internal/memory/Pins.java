package io.github.agc4j.internal.memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who uses something that may be evicted: it is retired only while nobody has it pinned, and from
 * then on it cannot be pinned any more. Also whether it was of use of late. Safe for use by several
 * threads.
 */
public final class Pins {
  private static final int RETIRED = -1;

  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean isRecent;

  /** Pins it; false if it is retired. */
  public boolean pin() {
    for (int now = count.get(); now != RETIRED; now = count.get()) {
      if (count.compareAndSet(now, now + 1)) {
        if (!isRecent) {
          isRecent = true;
        }
        return true;
      }
    }
    return false;
  }

  /** Ends the use that a {@link #pin} began. */
  public void unpin() {
    count.decrementAndGet();
  }

  /** Whether anybody has it pinned. */
  public boolean isPinned() {
    return count.get() > 0;
  }

  /** Whether it was pinned since this was asked last. */
  public boolean wasPinned() {
    boolean was = isRecent;
    isRecent = false;
    return was;
  }

  /** Retires it; false if somebody has it pinned, or it is retired already. */
  public boolean retire() {
    return count.compareAndSet(0, RETIRED);
  }

  /** Undoes a {@link #retire}: it stays after all. */
  public void restore() {
    count.set(0);
  }
}
