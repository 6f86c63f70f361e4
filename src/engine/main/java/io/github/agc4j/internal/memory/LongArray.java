package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A growable off-heap array of 64-bit words. Not safe for use by several threads at once. */
public final class LongArray implements AutoCloseable {
  /** Without a check of alignment, which blocks are always right in. */
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final long CAPACITY_MIN = 64;
  private static final long INSERTION_COUNT_MAX = 48;

  private final MemoryBudget budget;
  private Block block;
  private MemorySegment words = MemorySegment.NULL;
  private long count;
  private long capacity;

  /** An empty array. */
  public LongArray(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Number of words. */
  public long count() {
    return count;
  }

  /** The word at {@code index}. */
  public long get(long index) {
    return words.get(WORD, index << 3);
  }

  /** Replaces the word at {@code index}, which is below {@link #count}. */
  public void set(long index, long word) {
    words.set(WORD, index << 3, word);
  }

  /** Adds a word after the last and returns its index. */
  public long add(long word) {
    ensureCapacity(count + 1);
    words.set(WORD, count << 3, word);
    return count++;
  }

  /** Adds the first {@code added} of {@code source} after the last word. */
  public void addAll(long[] source, int added) {
    ensureCapacity(count + added);
    MemorySegment.copy(source, 0, words, WORD, count << 3, added);
    count += added;
  }

  /** Sets the number of words; new ones are {@code fill}. */
  public void resize(long newCount, long fill) {
    ensureCapacity(newCount);
    for (long i = count; i < newCount; i++) {
      words.set(WORD, i << 3, fill);
    }
    count = newCount;
  }

  /** Makes room for {@code capacity} words in all. */
  public void reserve(long capacity) {
    ensureCapacity(capacity);
  }

  /** Forgets all words and keeps the memory. */
  public void clear() {
    count = 0;
  }

  private void ensureCapacity(long wanted) {
    if (wanted > capacity) {
      grow(wanted);
    }
  }

  private void grow(long wanted) {
    long newCapacity = Math.max(CAPACITY_MIN, Math.max(wanted, count + count / 2));
    Block larger = Block.shared(newCapacity * Long.BYTES, budget);
    MemorySegment.copy(words, 0, larger.bytes(), 0, count * Long.BYTES);
    close();
    block = larger;
    words = larger.bytes();
    capacity = newCapacity;
  }

  /**
   * Sorts words {@code 0 … count−1} as unsigned numbers, and moves those of {@code companion}
   * along, stably. {@code companion} may be null; otherwise it has as many words.
   */
  public void sort(LongArray companion) {
    if (count <= INSERTION_COUNT_MAX) {
      insertionSort(companion);
      return;
    }
    long differing = differingBits();
    try (LongArray spare = new LongArray(budget);
        LongArray spareCompanion = new LongArray(budget)) {
      spare.resize(count, 0);
      if (companion != null) {
        spareCompanion.resize(count, 0);
      }
      for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
        if ((differing >>> shift & DIGITS - 1) != 0) {
          distribute(shift, spare, companion, spareCompanion);
          swap(spare);
          if (companion != null) {
            companion.swap(spareCompanion);
          }
        }
      }
    }
  }

  /** Sorts all words, unsigned, and keeps one of those that are equal. */
  public void sortDistinct() {
    sort((LongArray) null);
    long kept = 0;
    for (long i = 0; i < count; i++) {
      if (i == 0 || get(i) != get(i - 1)) {
        set(kept++, get(i));
      }
    }
    count = kept;
  }

  /** A strict order of words. */
  public interface Order {
    /** Negative, zero or positive as {@code a} stands before, beside or after {@code b}. */
    int compare(long a, long b);
  }

  /** Sorts all words by {@code order}, stably. */
  public void sort(Order order) {
    if (count <= INSERTION_COUNT_MAX) {
      insertionSort(order);
      return;
    }
    try (LongArray spare = new LongArray(budget)) {
      spare.resize(count, 0);
      for (long width = 1; width < count; width *= 2) {
        for (long from = 0; from < count; from += 2 * width) {
          merge(
              from, Math.min(from + width, count), Math.min(from + 2 * width, count), spare, order);
        }
        swap(spare);
      }
    }
  }

  private void merge(long from, long middle, long to, LongArray target, Order order) {
    long left = from;
    long right = middle;
    for (long i = from; i < to; i++) {
      boolean takeLeft =
          left < middle && (right == to || order.compare(get(left), get(right)) <= 0);
      target.set(i, get(takeLeft ? left++ : right++));
    }
  }

  private void insertionSort(Order order) {
    for (long i = 1; i < count; i++) {
      long word = get(i);
      long at = i;
      for (; at > 0 && order.compare(get(at - 1), word) > 0; at--) {
        set(at, get(at - 1));
      }
      set(at, word);
    }
  }

  private void insertionSort(LongArray companion) {
    for (long i = 1; i < count; i++) {
      long word = get(i);
      long carried = companion == null ? 0 : companion.get(i);
      long at = i;
      for (; at > 0 && Long.compareUnsigned(get(at - 1), word) > 0; at--) {
        set(at, get(at - 1));
        if (companion != null) {
          companion.set(at, companion.get(at - 1));
        }
      }
      set(at, word);
      if (companion != null) {
        companion.set(at, carried);
      }
    }
  }

  private long differingBits() {
    long differing = 0;
    for (long i = 1; i < count; i++) {
      differing |= get(i) ^ get(0);
    }
    return differing;
  }

  private void distribute(
      int shift, LongArray target, LongArray companion, LongArray companionTarget) {
    long[] next = new long[DIGITS];
    for (long i = 0; i < count; i++) {
      next[(int) (get(i) >>> shift) & DIGITS - 1]++;
    }
    long start = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      long size = next[digit];
      next[digit] = start;
      start += size;
    }
    for (long i = 0; i < count; i++) {
      long word = get(i);
      int digit = (int) (word >>> shift) & DIGITS - 1;
      target.set(next[digit], word);
      if (companion != null) {
        companionTarget.set(next[digit], companion.get(i));
      }
      next[digit]++;
    }
  }

  private void swap(LongArray other) {
    Block otherBlock = other.block;
    MemorySegment otherWords = other.words;
    long otherCapacity = other.capacity;
    other.block = block;
    other.words = words;
    other.capacity = capacity;
    block = otherBlock;
    words = otherWords;
    capacity = otherCapacity;
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
      words = MemorySegment.NULL;
      capacity = 0;
    }
  }
}
