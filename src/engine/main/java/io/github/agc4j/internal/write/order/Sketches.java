package io.github.agc4j.internal.write.order;

import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * The sketches of some genomes, off-heap: up to {@link #SIZE} hashes of each. Several threads may
 * store sketches of different genomes, or compare what is stored.
 */
final class Sketches implements AutoCloseable {
  /** Hashes of a genome. */
  static final int SIZE = 1024;

  /** What genomes with the same hashes have in common. */
  static final int EQUAL = 1 << 20;

  private final LongArray hashes;
  private final IntArray sizes;

  /** Empty sketches of {@code genomes} genomes. */
  Sketches(int genomes, MemoryBudget budget) {
    hashes = new LongArray(budget);
    hashes.resize((long) genomes * SIZE, 0);
    sizes = new IntArray(budget);
    sizes.resize(genomes, 0);
  }

  /** Stores the first hashes of {@code found}, which are ascending and distinct. */
  void store(int genome, LongArray found) {
    int size = (int) Math.min(SIZE, found.count());
    for (int i = 0; i < size; i++) {
      hashes.set((long) genome * SIZE + i, found.get(i));
    }
    sizes.set(genome, size);
  }

  /**
   * How much of their k-mers two genomes have in common: from 0 to {@link #EQUAL}, by the smallest
   * hashes of both together.
   */
  int similarity(int one, int other) {
    long a = (long) one * SIZE;
    long b = (long) other * SIZE;
    long aEnd = a + sizes.get(one);
    long bEnd = b + sizes.get(other);
    int all = 0;
    int common = 0;
    while (all < SIZE && (a < aEnd || b < bEnd)) {
      int order =
          a == aEnd ? 1 : b == bEnd ? -1 : Long.compareUnsigned(hashes.get(a), hashes.get(b));
      common += order == 0 ? 1 : 0;
      a += order <= 0 ? 1 : 0;
      b += order >= 0 ? 1 : 0;
      all++;
    }
    return all == 0 ? 0 : (int) ((long) common * EQUAL / all);
  }

  @Override
  public void close() {
    hashes.close();
    sizes.close();
  }
}
