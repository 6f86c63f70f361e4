package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Rows of small numbers, off-heap, each column as many bits wide as its largest number needs: one
 * or two words are looked at for each. Filled by one thread, then any thread may read.
 */
public final class PackedTable implements AutoCloseable {
  /** A number begins at any bit of a byte, and lies in one word. */
  private static final int WIDTH_MAX = Long.SIZE - Byte.SIZE + 1;

  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final long rows;
  private final int[] widths;
  private final int[] offsets;
  private final int rowBits;
  private final MovableBytes room;

  /** The bytes of {@link #room}. */
  private MemorySegment bits;

  /**
   * A table of {@code rows} rows of zeroes.
   *
   * @param largest for each column its largest number, 0 … 2^57 − 1
   */
  public PackedTable(long rows, MemoryBudget budget, long... largest) {
    this.rows = rows;
    widths = new int[largest.length];
    offsets = new int[largest.length];
    int offset = 0;
    for (int column = 0; column < largest.length; column++) {
      offsets[column] = offset;
      widths[column] = Long.SIZE - Long.numberOfLeadingZeros(largest[column]);
      if (widths[column] > WIDTH_MAX) {
        throw new IllegalArgumentException("number too large: " + largest[column]);
      }
      offset += widths[column];
    }
    rowBits = offset;
    room = new MovableBytes((rows * rowBits >>> 3) + 2 * Long.BYTES, budget);
    bits = room.bytes();
    bits.fill((byte) 0);
  }

  /** Puts a number where a zero is. */
  public void put(long row, int column, long number) {
    long bit = row * rowBits + offsets[column];
    long word = bits.get(WORD, bit >>> 3);
    bits.set(WORD, bit >>> 3, word | number << (bit & 7));
  }

  /** The number in a row and column. */
  public long get(long row, int column) {
    long bit = row * rowBits + offsets[column];
    return bits.get(WORD, bit >>> 3) >>> (bit & 7) & (1L << widths[column]) - 1;
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Moves the numbers to {@code heap}; see {@link MovableBytes#moveTo}. */
  public void moveTo(BlockHeap heap) {
    room.moveTo(heap);
    bits = room.bytes();
  }

  @Override
  public void close() {
    room.close();
  }
}
