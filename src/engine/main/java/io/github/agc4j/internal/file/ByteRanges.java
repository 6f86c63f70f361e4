package io.github.agc4j.internal.file;

import java.util.Arrays;

/** Ranges of a file's bytes, in any order; used again and again. For one thread. */
public final class ByteRanges {
  private static final int FIRST = 16;

  private long[] bounds = new long[2 * FIRST];
  private int count;

  /** Forgets all. */
  public void clear() {
    count = 0;
  }

  /** Adds {@code length} bytes from {@code offset} on. */
  public void add(long offset, long length) {
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = offset;
    bounds[2 * count + 1] = offset + length;
    count++;
  }

  /** Number of ranges. */
  public int count() {
    return count;
  }

  /** The first byte of range {@code index}. */
  public long start(int index) {
    return bounds[2 * index];
  }

  /** The byte after range {@code index}. */
  public long end(int index) {
    return bounds[2 * index + 1];
  }
}
