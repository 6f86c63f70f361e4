package io.github.agc4j.serve.internal.digest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Rows of a prefix and a contig, off the heap. Grows by copying; the caller's arena owns all
 * copies. For one thread.
 */
final class IndexRows {
  static final int ROW_BYTES = 16;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int SMALL = 16;

  private final MemorySegment rows;
  private final long count;

  /** The {@code count} rows that {@code rows} begins with. */
  IndexRows(MemorySegment rows, long count) {
    this.rows = rows;
    this.count = count;
  }

  /** Room for rows that come one by one. */
  static final class Builder {
    private final Arena arena;
    private MemorySegment rows;
    private long count;

    Builder(Arena arena) {
      this(arena, 1 << 8);
    }

    /** With room for {@code expected} rows at first. */
    Builder(Arena arena, long expected) {
      this.arena = arena;
      this.rows = arena.allocate(Math.max(1, expected) * ROW_BYTES, Long.BYTES);
    }

    void add(long prefix, long sample, long contig) {
      if ((count + 1) * ROW_BYTES > rows.byteSize()) {
        MemorySegment larger = arena.allocate(2 * rows.byteSize(), Long.BYTES);
        MemorySegment.copy(rows, 0, larger, 0, count * ROW_BYTES);
        rows = larger;
      }
      rows.set(LONG, count * ROW_BYTES, prefix);
      rows.set(INT, count * ROW_BYTES + Long.BYTES, Math.toIntExact(sample));
      rows.set(INT, count * ROW_BYTES + Long.BYTES + Integer.BYTES, Math.toIntExact(contig));
      count++;
    }

    IndexRows sorted() {
      IndexRows all = new IndexRows(rows, count);
      all.sort(0, count);
      return all;
    }
  }

  long count() {
    return count;
  }

  /** All rows, one after the other. */
  MemorySegment bytes() {
    return rows.asSlice(0, count * ROW_BYTES);
  }

  long prefix(long row) {
    return rows.get(LONG, row * ROW_BYTES);
  }

  long sample(long row) {
    return rows.get(INT, row * ROW_BYTES + Long.BYTES);
  }

  long contig(long row) {
    return rows.get(INT, row * ROW_BYTES + Long.BYTES + Integer.BYTES);
  }

  private long place(long row) {
    return rows.get(LONG, row * ROW_BYTES + Long.BYTES);
  }

  /** The first row whose prefix is not below {@code prefix}. */
  long first(long prefix) {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (Long.compareUnsigned(prefix(middle), prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Quicksort: digests are as random as pivots could wish, and equal ones differ by their place.
   */
  private void sort(long from, long to) {
    long low = from;
    long high = to;
    while (high - low > SMALL) {
      long middle = partition(low, high);
      // The smaller part by recursion, which then is no deeper than the logarithm.
      if (middle - low < high - middle) {
        sort(low, middle);
        low = middle;
      } else {
        sort(middle, high);
        high = middle;
      }
    }
    for (long row = low + 1; row < high; row++) {
      for (long at = row; at > low && compare(at - 1, at) > 0; at--) {
        swap(at - 1, at);
      }
    }
  }

  private long partition(long from, long to) {
    long pivot = (from + to) >>> 1;
    long prefix = prefix(pivot);
    long place = place(pivot);
    long low = from - 1;
    long high = to;
    while (true) {
      do {
        low++;
      } while (compare(low, prefix, place) < 0);
      do {
        high--;
      } while (compare(high, prefix, place) > 0);
      if (low >= high) {
        return high + 1;
      }
      swap(low, high);
    }
  }

  private int compare(long row, long other) {
    return compare(row, prefix(other), place(other));
  }

  private int compare(long row, long prefix, long place) {
    int order = Long.compareUnsigned(prefix(row), prefix);
    return order == 0 ? Long.compare(place(row), place) : order;
  }

  private void swap(long row, long other) {
    long prefix = prefix(row);
    long place = place(row);
    rows.set(LONG, row * ROW_BYTES, prefix(other));
    rows.set(LONG, row * ROW_BYTES + Long.BYTES, place(other));
    rows.set(LONG, other * ROW_BYTES, prefix);
    rows.set(LONG, other * ROW_BYTES + Long.BYTES, place);
  }
}
