package io.github.agc4j.query;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Indexes of samples, 0-based, as a list that takes little of the heap for however many: a range of
 * them, or eight bytes for each. Immutable.
 */
public final class SampleIndexes extends AbstractList<Long> implements RandomAccess {
  private static final int CAPACITY_MIN = 16;

  /** Null for a range. */
  private final long[] indexes;

  private final long first;
  private final int size;

  private SampleIndexes(long[] indexes, long first, int size) {
    this.indexes = indexes;
    this.first = first;
    this.size = size;
  }

  /**
   * The indexes {@code from} … {@code to − 1}.
   *
   * @throws ArithmeticException when these are 2^31 or more
   */
  public static SampleIndexes range(long from, long to) {
    return new SampleIndexes(null, from, Math.toIntExact(Math.max(0, to - from)));
  }

  @Override
  public Long get(int index) {
    Objects.checkIndex(index, size);
    return indexes == null ? first + index : indexes[index];
  }

  @Override
  public int size() {
    return size;
  }

  /** Gathers indexes. For one thread. */
  public static final class Builder {
    private long[] gathered = new long[CAPACITY_MIN];
    private int count;

    /** Adds an index. */
    public void add(long index) {
      if (count == gathered.length) {
        gathered = Arrays.copyOf(gathered, count + count / 2);
      }
      gathered[count++] = index;
    }

    /** Adds all of {@code others}. */
    public void addAll(List<Long> others) {
      for (long index : others) {
        add(index);
      }
    }

    /** Whether there is none so far. */
    public boolean isEmpty() {
      return count == 0;
    }

    /** All indexes in the order in which they were added. */
    public SampleIndexes inOrder() {
      return new SampleIndexes(Arrays.copyOf(gathered, count), 0, count);
    }

    /** All indexes in ascending order, each once. */
    public SampleIndexes ascending() {
      Arrays.sort(gathered, 0, count);
      int distinct = 0;
      for (int i = 0; i < count; i++) {
        if (distinct == 0 || gathered[i] != gathered[distinct - 1]) {
          gathered[distinct++] = gathered[i];
        }
      }
      count = distinct;
      return inOrder();
    }
  }
}
