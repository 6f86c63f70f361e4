package io.github.agc4j.query;

import java.util.Arrays;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Indexes of samples, 0-based, in an order: a range of them, which takes no room, or eight bytes
 * for each. Immutable.
 */
public final class SampleIndexes implements Iterable<Long> {
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

  /** The indexes {@code indexes}, which are copied. */
  public static SampleIndexes of(long... indexes) {
    return new SampleIndexes(indexes.clone(), 0, indexes.length);
  }

  /**
   * The indexes {@code from} … {@code to − 1}.
   *
   * @throws ArithmeticException when these are 2^31 or more
   */
  public static SampleIndexes range(long from, long to) {
    return new SampleIndexes(null, from, Math.toIntExact(Math.max(0, to - from)));
  }

  /** The index that stands at {@code place}, from 0 on. */
  public long get(int place) {
    Objects.checkIndex(place, size);
    return indexes == null ? first + place : indexes[place];
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** All of them in their order. */
  public LongStream stream() {
    return IntStream.range(0, size).mapToLong(this::get);
  }

  @Override
  public PrimitiveIterator.OfLong iterator() {
    return stream().iterator();
  }

  /** Those at the places {@code from} … {@code to − 1}. */
  public SampleIndexes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    return indexes == null
        ? new SampleIndexes(null, first + from, to - from)
        : new SampleIndexes(Arrays.copyOfRange(indexes, from, to), 0, to - from);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampleIndexes that
        && Arrays.equals(stream().toArray(), that.stream().toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(stream().toArray());
  }

  @Override
  public String toString() {
    return Arrays.toString(stream().toArray());
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
    public void addAll(SampleIndexes others) {
      for (int i = 0; i < others.size(); i++) {
        add(others.get(i));
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
