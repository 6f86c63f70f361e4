package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A growable off-heap array of 32-bit numbers, for what millions of groups need. Not safe for use
 * by several threads at once.
 */
public final class IntArray implements AutoCloseable {
  private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT_UNALIGNED;
  private static final long CAPACITY_MIN = 64;

  private final MemoryBudget budget;
  private Block block;
  private MemorySegment numbers = MemorySegment.NULL;
  private long count;

  /** An empty array. */
  public IntArray(MemoryBudget budget) {
    this.budget = budget;
  }

  /** How many numbers there are. */
  public long count() {
    return count;
  }

  /** The number at {@code index}. */
  public int get(long index) {
    return numbers.get(NUMBER, index << 2);
  }

  /** Replaces the number at {@code index}, which is below {@link #count}. */
  public void set(long index, int number) {
    numbers.set(NUMBER, index << 2, number);
  }

  /** Sets how many numbers there are; new ones are {@code fill}. */
  public void resize(long newCount, int fill) {
    ensureCapacity(newCount);
    for (long i = count; i < newCount; i++) {
      set(i, fill);
    }
    count = newCount;
  }

  /** Sets how many numbers there are, all of them {@code fill}. */
  public void restart(long newCount, int fill) {
    count = 0;
    resize(newCount, fill);
  }

  private void ensureCapacity(long wanted) {
    if (block != null && wanted * Integer.BYTES <= block.size()) {
      return;
    }
    long capacity = Math.max(CAPACITY_MIN, Math.max(wanted, count + count / 4));
    Block larger = Block.shared(capacity * Integer.BYTES, budget);
    MemorySegment.copy(numbers, 0, larger.bytes(), 0, count * Integer.BYTES);
    close();
    block = larger;
    numbers = larger.bytes();
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
      numbers = MemorySegment.NULL;
    }
  }
}
