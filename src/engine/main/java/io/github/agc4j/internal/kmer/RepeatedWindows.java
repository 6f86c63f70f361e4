package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * What one counter found out: the windows whose words occur elsewhere too, by region of 2^{@value
 * #REGION_BITS} windows. Windows that come one after the other in ascending or descending order
 * make one run. For one thread.
 */
final class RepeatedWindows implements AutoCloseable {
  static final int REGION_BITS = 25;

  private static final int CHUNK_BYTES = 4096;

  private final RunLists lists;
  private long first = -1;
  private int count;

  RepeatedWindows(long windows, MemoryBudget budget) {
    lists = new RunLists((int) (windows >>> REGION_BITS) + 1, CHUNK_BYTES, budget);
  }

  void add(long window) {
    if (count > 0 && window == first + count) {
      count++;
    } else if (count > 0 && window == first - 1) {
      first--;
      count++;
    } else {
      flush();
      first = window;
      count = 1;
    }
  }

  /** Stores the last run, cut where a region ends. */
  void flush() {
    while (count > 0) {
      int region = (int) (first >>> REGION_BITS);
      int within = (int) Math.min(count, (region + 1L << REGION_BITS) - first);
      lists.add(region, first, within);
      first += within;
      count -= within;
    }
  }

  RunLists lists() {
    return lists;
  }

  @Override
  public void close() {
    lists.close();
  }
}
