package io.github.agc4j.internal.group;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SegmentKey;

/**
 * The groups by segment key, and for each splitter the partners with which it bounds a group.
 * Off-heap: about 90 bytes per group.
 *
 * <p>One thread adds groups while nobody looks any up; then any thread may look up.
 */
public final class GroupTable implements AutoCloseable {
  /** No such group, splitter or partner. */
  public static final long NONE = -1;

  private static final int EMPTY = -1;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;
  private static final long SLOTS_MIN = 1 << 8;

  /** Keys per slot at most: {@value} of 4. */
  private static final long LOAD_QUARTERS = 3;

  private static final long FIRST_KEYED = StreamNames.RAW_GROUPS - 1;

  /** Columns of the keys. */
  private static final int FIRST = 0;

  private static final int SECOND = 1;
  private static final int COLUMNS = 2;

  /** Key 0 is that of the raw groups, key i ≥ 1 that of group 15 + i. */
  private final LongTable keys;

  /** By hash of the key: its index. */
  private final IntArray keySlots;

  /**
   * For each word of each key, if both are splitters: the next key end with the same splitter, in
   * ascending order of the other word. A key end is a key's index·2, + 1 for the second word; the
   * partner that it stands for is the other word.
   */
  private final IntArray nextEnds;

  /** By hash of a splitter: the first of its key ends. */
  private final IntArray endSlots;

  private long splitters;
  private final MemoryBudget budget;

  /** A table that knows only the raw group 0. */
  public GroupTable(MemoryBudget budget) {
    this.budget = budget;
    keys = new LongTable(COLUMNS, budget);
    keySlots = new IntArray(budget);
    nextEnds = new IntArray(budget);
    endSlots = new IntArray(budget);
    keySlots.resize(SLOTS_MIN, EMPTY);
    endSlots.resize(SLOTS_MIN, EMPTY);
    add(SegmentKey.RAW, 0);
  }

  /** Number of keys. */
  public long keys() {
    return keys.rows();
  }

  private static long groupOf(long key) {
    return key == 0 ? 0 : FIRST_KEYED + key;
  }

  /** The group of {@code key}, or {@link #NONE}. */
  public long group(SegmentKey key) {
    return group(key.first(), key.second());
  }

  /** The group of the key of two words in this order, or {@link #NONE}. */
  public long group(long first, long second) {
    int key = keySlots.get(keySlot(first, second));
    return key == EMPTY ? NONE : groupOf(key);
  }

  /** The key of {@code group}, from 16 on. */
  public SegmentKey key(int group) {
    long row = group - FIRST_KEYED;
    return new SegmentKey(keys.get(row, FIRST), keys.get(row, SECOND));
  }

  /**
   * Adds a key that is not there yet, and its words as partners if it has two. Groups come in
   * ascending order, from 16 on.
   */
  public void add(SegmentKey key, int group) {
    if (group != groupOf(keys())) {
      throw new IllegalArgumentException("group=" + group + " after " + keys() + " keys");
    }
    if (keys() * 4 >= keySlots.count() * LOAD_QUARTERS) {
      growKeySlots();
    }
    int index = Math.toIntExact(keys());
    keySlots.set(keySlot(key.first(), key.second()), index);
    keys.add();
    keys.set(index, FIRST, key.first());
    keys.set(index, SECOND, key.second());
    nextEnds.resize(2L * index + 2, EMPTY);
    if (key.isTwoSided()) {
      addEnd(2 * index);
      if (key.first() != key.second()) {
        addEnd(2 * index + 1);
      }
    }
  }

  private void growKeySlots() {
    keySlots.restart(keySlots.count() * 2, EMPTY);
    for (int key = 0; key < keys(); key++) {
      keySlots.set(keySlot(keys.get(key, FIRST), keys.get(key, SECOND)), key);
    }
  }

  private long keySlot(long first, long second) {
    long hash = (first * SPREAD ^ second) * SPREAD;
    long slot = (hash ^ hash >>> 32) & keySlots.count() - 1;
    while (true) {
      long key = keySlots.get(slot);
      if (key == EMPTY || keys.get(key, FIRST) == first && keys.get(key, SECOND) == second) {
        return slot;
      }
      slot = slot + 1 & keySlots.count() - 1;
    }
  }

  /** The splitter at a key end. */
  private long word(long end) {
    return keys.get(end >>> 1, (int) end & 1);
  }

  private void addEnd(int end) {
    if (splitters * 4 >= endSlots.count() * LOAD_QUARTERS) {
      growEndSlots();
    }
    long slot = endSlot(word(end));
    int next = endSlots.get(slot);
    splitters += next == EMPTY ? 1 : 0;
    int before = EMPTY;
    while (next != EMPTY && Long.compareUnsigned(partnerWord(next), partnerWord(end)) <= 0) {
      before = next;
      next = nextEnds.get(next);
    }
    nextEnds.set(end, next);
    if (before == EMPTY) {
      endSlots.set(slot, end);
    } else {
      nextEnds.set(before, end);
    }
  }

  private void growEndSlots() {
    try (IntArray heads = new IntArray(budget)) {
      long found = 0;
      heads.resize(splitters, EMPTY);
      for (long slot = 0; slot < endSlots.count(); slot++) {
        if (endSlots.get(slot) != EMPTY) {
          heads.set(found++, endSlots.get(slot));
        }
      }
      endSlots.restart(endSlots.count() * 2, EMPTY);
      for (long i = 0; i < found; i++) {
        endSlots.set(endSlot(word(heads.get(i))), heads.get(i));
      }
    }
  }

  private long endSlot(long word) {
    long hash = (word ^ word >>> 29) * SPREAD;
    long slot = (hash ^ hash >>> 32) & endSlots.count() - 1;
    while (endSlots.get(slot) != EMPTY && word(endSlots.get(slot)) != word) {
      slot = slot + 1 & endSlots.count() - 1;
    }
    return slot;
  }

  /**
   * The partner of splitter {@code word} with the smallest word, unsigned; {@link #NONE} if it has
   * none.
   */
  public long firstPartner(long word) {
    return endSlots.get(endSlot(word));
  }

  /** The next partner of the same splitter, in ascending order, or {@link #NONE}. */
  public long nextPartner(long partner) {
    return nextEnds.get(partner);
  }

  /** The word of a partner. */
  public long partnerWord(long partner) {
    return word(partner ^ 1);
  }

  /** The group between the splitter and this partner of it. */
  public int partnerGroup(long partner) {
    return (int) groupOf(partner >>> 1);
  }

  /** What {@link #forEachKey} calls. */
  public interface KeyVisitor {
    /** Called for each key and its group. */
    void visit(long first, long second, int group);
  }

  /** Visits all keys in ascending unsigned order of the first, then of the second word. */
  public void forEachKey(KeyVisitor visitor) {
    try (LongArray words = new LongArray(budget);
        LongArray order = new LongArray(budget)) {
      for (long entry = 0; entry < keys(); entry++) {
        order.add(entry);
        words.add(keys.get(entry, SECOND));
      }
      words.sort(order);
      for (long i = 0; i < keys(); i++) {
        words.set(i, keys.get(order.get(i), FIRST));
      }
      words.sort(order);
      for (long i = 0; i < keys(); i++) {
        long entry = order.get(i);
        visitor.visit(keys.get(entry, FIRST), keys.get(entry, SECOND), (int) groupOf(entry));
      }
    }
  }

  @Override
  public void close() {
    keys.close();
    keySlots.close();
    nextEnds.close();
    endSlots.close();
  }
}
