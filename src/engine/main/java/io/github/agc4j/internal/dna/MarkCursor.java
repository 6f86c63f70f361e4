package io.github.agc4j.internal.dna;

import java.lang.foreign.MemorySegment;

/**
 * Marks codes as {@link MarkBounds} tell, stretch after stretch, mostly from left to right. For one
 * thread.
 */
public final class MarkCursor {
  /** Stretches that are looked at one by one before the others are searched. */
  private static final int STEPS_MAX = 8;

  private MemorySegment bounds = MemorySegment.NULL;
  private long count;

  /** The stretch that was asked for last. */
  private long last;

  /** Goes to other bounds, which are borrowed. */
  public void goTo(MemorySegment newBounds) {
    bounds = newBounds;
    count = MarkBounds.stretches(newBounds);
    last = 0;
  }

  /** Marks the codes from {@code at} on, which are those of {@code [from, from + symbols)}. */
  public void mark(long from, long symbols, MemorySegment codes, long at) {
    long to = from + symbols;
    last = firstBehind(from);
    for (long i = last; i < count && MarkBounds.start(bounds, i) < to; i++) {
      CaseMarks.set(
          codes,
          at + Math.max(from, MarkBounds.start(bounds, i)) - from,
          at + Math.min(to, MarkBounds.end(bounds, i)) - from);
    }
  }

  private long firstBehind(long position) {
    if (last > 0 && MarkBounds.end(bounds, last - 1) > position) {
      return MarkBounds.firstBehind(bounds, position);
    }
    long near = Math.min(count, last + STEPS_MAX);
    for (long stretch = last; stretch < near; stretch++) {
      if (MarkBounds.end(bounds, stretch) > position) {
        return stretch;
      }
    }
    return near == count ? count : MarkBounds.firstBehind(bounds, position);
  }
}
