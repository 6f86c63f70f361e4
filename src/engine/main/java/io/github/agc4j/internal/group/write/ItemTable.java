package io.github.agc4j.internal.group.write;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Items of a pack by their {@link ItemDigest}s: a view of slots that lie in a row, each with a
 * digest and the number of an item, of which three quarters at most are used.
 */
final class ItemTable {
  /** What is found of a digest that is not there. */
  static final int NONE = -1;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int SLOT_BYTES = 16;
  private static final long NUMBER_MASK = 0xffff_ffffL;

  private final MemorySegment slots;
  private final int mask;

  /** A table of {@code count} slots, a power of two, in {@code slots}. */
  ItemTable(MemorySegment slots, int count) {
    this.slots = slots;
    this.mask = count - 1;
  }

  /** The bytes that {@code count} slots take. */
  static long bytes(int count) {
    return (long) count * SLOT_BYTES;
  }

  /** Whether one more than {@code items} items are too many for {@code count} slots. */
  static boolean isFull(int count, int items) {
    return items >= count / 4 * 3;
  }

  void clear() {
    slots.fill((byte) 0);
  }

  private long first(int slot) {
    return slots.get(LONG, (long) slot * SLOT_BYTES);
  }

  /** The digest's second part, and the number of the item + 1; 0 if the slot is not used. */
  private long second(int slot) {
    return slots.get(LONG, (long) slot * SLOT_BYTES + Long.BYTES);
  }

  /** The slot of a digest, or the one that is free for it. */
  private int slot(long first, long second) {
    int slot = (int) first & mask;
    while (second(slot) != 0
        && (first(slot) != first || ((second(slot) ^ second) & ~NUMBER_MASK) != 0)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** The number of the item with this digest, or {@link #NONE}. */
  int find(ItemDigest digest) {
    return (int) second(slot(digest.first(), digest.second())) - 1;
  }

  /** Adds an item, unless one with its digest is there; there is room. */
  void add(ItemDigest digest, int item) {
    add(digest.first(), digest.second() & ~NUMBER_MASK | item + 1);
  }

  private void add(long first, long second) {
    int slot = slot(first, second);
    if (second(slot) == 0) {
      slots.set(LONG, (long) slot * SLOT_BYTES, first);
      slots.set(LONG, (long) slot * SLOT_BYTES + Long.BYTES, second);
    }
  }

  /** Adds all items to a larger table. */
  void copyTo(ItemTable larger) {
    for (int slot = 0; slot <= mask; slot++) {
      if (second(slot) != 0) {
        larger.add(first(slot), second(slot));
      }
    }
  }
}
