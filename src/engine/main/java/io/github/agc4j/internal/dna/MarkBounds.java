package io.github.agc4j.internal.dna;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Where marked stretches of codes begin and end, in turn and ascending, as 32-bit numbers. */
public final class MarkBounds {
  private static final ValueLayout.OfInt BOUND = ValueLayout.JAVA_INT_UNALIGNED;

  private MarkBounds() {}

  /** Bytes that {@code bounds} bounds take. */
  public static long bytes(long bounds) {
    return bounds * BOUND.byteSize();
  }

  /** Number of stretches with these bounds. */
  public static long stretches(MemorySegment bounds) {
    return bounds.byteSize() / bytes(2);
  }

  /** Where a stretch begins. */
  public static int start(MemorySegment bounds, long stretch) {
    return bounds.get(BOUND, bytes(2 * stretch));
  }

  /** Where a stretch ends, exclusive. */
  public static int end(MemorySegment bounds, long stretch) {
    return bounds.get(BOUND, bytes(2 * stretch + 1));
  }

  /** Sets a bound. */
  public static void set(MemorySegment bounds, long index, long bound) {
    bounds.set(BOUND, bytes(index), (int) bound);
  }

  /** The first stretch that ends after {@code position}. */
  public static long firstBehind(MemorySegment bounds, long position) {
    long low = 0;
    for (long left = stretches(bounds); left > 0; ) {
      long half = left + 1 >>> 1;
      low += end(bounds, low + half - 1) <= position ? half : 0;
      left -= half;
    }
    return low;
  }
}
