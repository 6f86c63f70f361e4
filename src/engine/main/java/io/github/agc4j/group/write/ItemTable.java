package io.github.agc4j.group.write;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Items of a pack by their hashes: a view of slots that lie in a row, each with hash and number + 1
 * of an item, of which three quarters at most are used. Equal hashes follow each other in the order
 * in which they were added.
 */
final class ItemTable {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private final MemorySegment slots;
  private final int mask;

  /** A table of {@code count} slots, a power of two, in {@code slots}. */
  ItemTable(MemorySegment slots, int count) {
    this.slots = slots;
    this.mask = count - 1;
  }

  /** The bytes that {@code count} slots take. */
  static long bytes(int count) {
    return (long) count * Long.BYTES;
  }

  /** Whether one more than {@code items} items are too many for {@code count} slots. */
  static boolean isFull(int count, int items) {
    return items >= count / 4 * 3;
  }

  void clear() {
    slots.fill((byte) 0);
  }

  /** The hash of an item. */
  static int hash(MemorySegment item) {
    long bytes = item.byteSize();
    long hash = bytes * FACTOR;
    long at = 0;
    for (; at + Long.BYTES <= bytes; at += Long.BYTES) {
      hash = mixed(hash, item.get(LONG, at));
    }
    long rest = 0;
    for (; at < bytes; at++) {
      rest = rest << Byte.SIZE | item.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }
    return (int) (mixed(hash, rest) >>> Integer.SIZE);
  }

  private static long mixed(long hash, long word) {
    long mixed = (hash ^ word) * FACTOR;
    return mixed ^ mixed >>> Integer.SIZE;
  }

  /** The slot where items with this hash begin. */
  int first(int hash) {
    return hash & mask;
  }

  int next(int slot) {
    return slot + 1 & mask;
  }

  private long word(int slot) {
    return slots.get(LONG, (long) slot * Long.BYTES);
  }

  boolean isUsed(int slot) {
    return word(slot) != 0;
  }

  int hash(int slot) {
    return (int) (word(slot) >>> Integer.SIZE);
  }

  /** The number of the item in a slot that is used, 0-based. */
  int item(int slot) {
    return (int) word(slot) - 1;
  }

  /** Adds an item; there is room. */
  void add(int hash, int item) {
    int slot = first(hash);
    while (isUsed(slot)) {
      slot = next(slot);
    }
    slots.set(LONG, (long) slot * Long.BYTES, (long) hash << Integer.SIZE | item + 1);
  }

  /** Adds all items to a larger table. */
  void copyTo(ItemTable larger) {
    // From behind an unused slot on, so that equal hashes keep their order.
    int start = 0;
    while (isUsed(start)) {
      start++;
    }
    for (int i = 1; i <= mask; i++) {
      int slot = start + i & mask;
      if (isUsed(slot)) {
        larger.add(hash(slot), item(slot));
      }
    }
  }
}
