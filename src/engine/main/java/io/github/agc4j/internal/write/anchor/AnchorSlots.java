package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A share of the anchors in a hash table with open addressing: eight bytes per slot, 4/3 to 5/3
 * slots for each anchor. It is copied when it grows, which is why there are several shares: one
 * that is growing takes little beside what all have.
 */
final class AnchorSlots implements AutoCloseable {
  /** What an empty slot holds, and what is found of a tag that is not there. */
  static final long EMPTY = 0;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  /** As much as the command has the C library map: what grows leaves no holes in its heap. */
  private static final long SLOTS_MIN = 1 << 13;

  private final int tagBits;
  private final MemoryBudget budget;

  /** A place in the low half, in the high half an odd tag, whose bits tell the slot. */
  private Block block;

  private MemorySegment slots;
  private long count;
  private long used;

  /** A table without anchors, whose tags are told apart by their lowest {@code tagBits} bits. */
  AnchorSlots(int tagBits, MemoryBudget budget) {
    this.tagBits = tagBits;
    this.budget = budget;
    allocate(SLOTS_MIN);
  }

  private void allocate(long newCount) {
    block = Block.lazy(newCount * Long.BYTES, budget);
    slots = block.bytes().fill((byte) 0);
    count = newCount;
  }

  /** Adds an anchor; of those with equal tags the lowest place stays. */
  void add(long tag, long place) {
    if (used * 4 >= count * 3) {
      grow();
    }
    long slot = slot(tag);
    long found = get(slot);
    // The lowest place, in whatever order they come: a reference is read on either strand.
    if (found == EMPTY || place < (found & AnchorTable.PLACE_MASK)) {
      slots.set(WORD, slot << 3, tag << Integer.SIZE | place);
    }
    used += found == EMPTY ? 1 : 0;
  }

  private void grow() {
    Block old = block;
    long oldCount = count;
    allocate(oldCount + oldCount / 4);
    for (long i = 0; i < oldCount; i++) {
      long entry = old.bytes().get(WORD, i << 3);
      if (entry != EMPTY) {
        slots.set(WORD, slot(entry >>> Integer.SIZE) << 3, entry);
      }
    }
    old.close();
  }

  /** What is in the first slot that may have {@code tag}. */
  long first(long tag) {
    return get(home(tag));
  }

  /**
   * What is in the slot of {@code tag}: the tag and its place, or {@link #EMPTY}.
   *
   * @param first what {@link #first} gave
   */
  long find(long tag, long first) {
    return first == EMPTY || first >>> Integer.SIZE == tag ? first : get(slot(tag));
  }

  private long get(long slot) {
    return slots.get(WORD, slot << 3);
  }

  private long home(long tag) {
    // Tags are odd; their other bits spread over all slots in their order.
    return ((tag & (1L << tagBits) - 1) >>> 1) * count >>> tagBits - 1;
  }

  /** The slot that has {@code tag}, or the free one where it would be. */
  private long slot(long tag) {
    long slot = home(tag);
    while (get(slot) != EMPTY && get(slot) >>> Integer.SIZE != tag) {
      slot = slot + 1 == count ? 0 : slot + 1;
    }
    return slot;
  }

  @Override
  public void close() {
    block.close();
  }
}
