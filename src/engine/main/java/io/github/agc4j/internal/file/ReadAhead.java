package io.github.agc4j.internal.file;

import java.util.Arrays;

/**
 * How much to fetch at once: what is asked for, and twice as much as before where somebody reads
 * on. Safe for use by several threads.
 */
final class ReadAhead {
  /** So many may read on at different places. */
  private static final int READERS = 16;

  /** Somebody reads on who passes over so many blocks at most. */
  private static final int GAP = 2;

  private final int blocksMax;
  private final long[] ends = new long[READERS];
  private final int[] lengths = new int[READERS];
  private int oldest;

  /** At most {@code blocksMax} blocks are fetched beyond what is asked for. */
  ReadAhead(int blocksMax) {
    this.blocksMax = blocksMax;
    Arrays.fill(ends, Long.MIN_VALUE);
  }

  /** How many blocks to fetch from {@code first} on, of which {@code needed} are asked for. */
  synchronized int blocks(long first, int needed) {
    for (int i = 0; i < READERS; i++) {
      if (first >= ends[i] && first <= ends[i] + GAP) {
        lengths[i] = Math.max(needed, Math.min(2 * lengths[i], blocksMax));
        ends[i] = first + lengths[i];
        return lengths[i];
      }
    }
    ends[oldest] = first + needed;
    lengths[oldest] = needed;
    oldest = (oldest + 1) % READERS;
    return needed;
  }
}
