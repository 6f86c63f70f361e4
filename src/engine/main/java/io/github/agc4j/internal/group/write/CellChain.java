package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.memory.BlockHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Cells that are linked from the last one filled back to the first, so that nothing is copied when
 * more is added, and less is wasted than by a cell that grows.
 *
 * <pre>
 * cell := long(previous) int(size) int(used) byte*
 * </pre>
 */
final class CellChain {
  /** Where a cell's content begins. */
  static final int HEADER_BYTES = 16;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final int SIZE_OFFSET = 8;
  private static final int USED_OFFSET = 12;
  private static final long CELL_BYTES_MIN = 96;
  private static final long CELL_BYTES_MAX = 4096;

  private final BlockHeap cells;

  CellChain(BlockHeap cells) {
    this.cells = cells;
  }

  /** A cell, from its header to the end of what is used. */
  MemorySegment used(long cell) {
    MemorySegment bytes = whole(cell);
    return bytes.asSlice(0, bytes.get(INT, USED_OFFSET));
  }

  private MemorySegment whole(long cell) {
    return cells.view(cell, cells.view(cell, HEADER_BYTES).get(INT, SIZE_OFFSET));
  }

  /** The cell that was filled before, or {@link BlockHeap#NONE}. */
  long previous(long cell) {
    return cells.view(cell, HEADER_BYTES).get(LONG, 0);
  }

  /**
   * Room for {@code bytes} more bytes after all others of the chain that ends with the head's last
   * cell. Cells follow the size of the pack, so that both small and large packs waste little.
   */
  MemorySegment append(PackHead head, long bytes) {
    long last = head.lastCell();
    if (last != BlockHeap.NONE) {
      MemorySegment cell = whole(last);
      int used = cell.get(INT, USED_OFFSET);
      if (used + bytes <= cell.byteSize()) {
        cell.set(INT, USED_OFFSET, Math.toIntExact(used + bytes));
        return cell.asSlice(used, bytes);
      }
    }
    long wanted = Math.clamp(head.contentBytes() / 4, CELL_BYTES_MIN, CELL_BYTES_MAX);
    MemorySegment added = add(head, Math.max(wanted, HEADER_BYTES + bytes));
    added.set(INT, USED_OFFSET, Math.toIntExact(HEADER_BYTES + bytes));
    return added.asSlice(HEADER_BYTES, bytes);
  }

  private MemorySegment add(PackHead head, long wanted) {
    long size = BlockHeap.cellBytes(wanted);
    long cell = cells.allocate(size);
    MemorySegment bytes = cells.view(cell, size);
    bytes.set(LONG, 0, head.lastCell());
    bytes.set(INT, SIZE_OFFSET, Math.toIntExact(size));
    head.setLastCell(cell);
    return bytes;
  }

  /** Takes the content of the cells. */
  interface Taker {
    /** Takes what is used of a cell, borrowed until return. */
    void take(MemorySegment content);
  }

  /** Gives the content of all cells to {@code taker}, the first cell first, and frees them. */
  void takeAll(long last, Taker taker) {
    long cell = reversed(last);
    while (cell != BlockHeap.NONE) {
      MemorySegment bytes = whole(cell);
      taker.take(bytes.asSlice(HEADER_BYTES, bytes.get(INT, USED_OFFSET) - HEADER_BYTES));
      long next = bytes.get(LONG, 0);
      cells.free(cell, bytes.byteSize());
      cell = next;
    }
  }

  /** Links the cells the other way round; returns the first. */
  private long reversed(long last) {
    long after = BlockHeap.NONE;
    long cell = last;
    while (cell != BlockHeap.NONE) {
      MemorySegment header = cells.view(cell, HEADER_BYTES);
      long previous = header.get(LONG, 0);
      header.set(LONG, 0, after);
      after = cell;
      cell = previous;
    }
    return after;
  }
}
