package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.memory.BlockHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What is known of an open pack: a view of its head, borrowed as long as the pack is open.
 *
 * <pre>
 * head := long(last cell of the tail) long(last chunk) long(table) long(bytes of content)
 *         int(items) int(slots of the table) int(bytes of the tail)
 * </pre>
 *
 * <p>The <em>tail</em> are the items that were added last, as they will be in the content; those in
 * front of them may lie in <em>chunks</em>, compressed in haste. The <em>table</em> finds items by
 * their digests.
 */
final class PackHead {
  /** Bytes of a head. */
  static final long BYTES = 44;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final long LAST_CELL = 0;
  private static final long LAST_CHUNK = 8;
  private static final long TABLE = 16;
  private static final long CONTENT_BYTES = 24;
  private static final long ITEMS = 32;
  private static final long TABLE_SLOTS = 36;
  private static final long TAIL_BYTES = 40;

  private final MemorySegment head;

  PackHead(MemorySegment head) {
    this.head = head;
  }

  /** Makes it the head of a pack without items. */
  PackHead clear() {
    head.fill((byte) 0);
    setLastCell(BlockHeap.NONE);
    setLastChunk(BlockHeap.NONE);
    head.set(LONG, TABLE, BlockHeap.NONE);
    return this;
  }

  long lastCell() {
    return head.get(LONG, LAST_CELL);
  }

  void setLastCell(long cell) {
    head.set(LONG, LAST_CELL, cell);
  }

  long lastChunk() {
    return head.get(LONG, LAST_CHUNK);
  }

  void setLastChunk(long chunk) {
    head.set(LONG, LAST_CHUNK, chunk);
  }

  /** The cell of the table, or {@link BlockHeap#NONE}. */
  long table() {
    return head.get(LONG, TABLE);
  }

  /** Number of slots of the table, a power of two; 0 without one. */
  int tableSlots() {
    return head.get(INT, TABLE_SLOTS);
  }

  void setTable(long cell, int slots) {
    head.set(LONG, TABLE, cell);
    head.set(INT, TABLE_SLOTS, slots);
  }

  /** Bytes of all items with their separators. */
  long contentBytes() {
    return head.get(LONG, CONTENT_BYTES);
  }

  int items() {
    return head.get(INT, ITEMS);
  }

  /** Bytes of the items in the tail with their separators. */
  int tailBytes() {
    return head.get(INT, TAIL_BYTES);
  }

  /** Counts an item of {@code bytes} bytes without its separator, which is in the tail. */
  void count(long bytes) {
    head.set(LONG, CONTENT_BYTES, contentBytes() + bytes + 1);
    head.set(INT, ITEMS, items() + 1);
    head.set(INT, TAIL_BYTES, Math.toIntExact(tailBytes() + bytes + 1));
  }

  /** All items of the tail are in a chunk now. */
  void clearTail() {
    head.set(INT, TAIL_BYTES, 0);
    setLastCell(BlockHeap.NONE);
  }
}
