package io.github.agc4j.group;

import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.segment.SegmentKey;

/**
 * The groups by segment key, and for each splitter the partners with which it bounds a group.
 * Off-heap: about 90 bytes per group.
 *
 * <p>One thread adds groups while nobody looks any up; then any thread may look up.
 */
public final class GroupTable implements AutoCloseable {
  /** No such group, splitter or partner. */
  public static final long NONE = -1;

  private static final long SPREAD = 0x9e3779b97f4a7c15L;
  private static final long SLOTS_MIN = 1 << 8;

  /** Three words per key: both words of the key, and the group. */
  private final LongArray keys;

  private final LongArray keySlots;

  /**
   * Three words per partner: its word, the group of both, and the next partner of the same
   * splitter.
   */
  private final LongArray partners;

  /** Two words per splitter: its word and its first partner. */
  private final LongArray heads;

  private final LongArray headSlots;
  private final MemoryBudget budget;

  /** A table that knows only the raw group 0. */
  public GroupTable(MemoryBudget budget) {
    this.budget = budget;
    keys = new LongArray(budget);
    keySlots = new LongArray(budget);
    partners = new LongArray(budget);
    heads = new LongArray(budget);
    headSlots = new LongArray(budget);
    keySlots.resize(SLOTS_MIN, NONE);
    headSlots.resize(SLOTS_MIN, NONE);
    add(SegmentKey.RAW, 0);
  }

  /** Number of keys. */
  public long keys() {
    return keys.count() / 3;
  }

  /** The group of {@code key}, or {@link #NONE}. */
  public long group(SegmentKey key) {
    return group(key.first(), key.second());
  }

  /** The group of the key of two words in this order, or {@link #NONE}. */
  public long group(long first, long second) {
    long entry = keySlots.get(keySlot(first, second));
    return entry == NONE ? NONE : keys.get(entry * 3 + 2);
  }

  /** Adds a key that is not there yet, and its words as partners if it has two. */
  public void add(SegmentKey key, int group) {
    if (keys() * 2 >= keySlots.count()) {
      growKeySlots();
    }
    keySlots.set(keySlot(key.first(), key.second()), keys());
    keys.add(key.first());
    keys.add(key.second());
    keys.add(group);
    if (key.isTwoSided()) {
      addPartner(key.first(), key.second(), group);
      if (key.first() != key.second()) {
        addPartner(key.second(), key.first(), group);
      }
    }
  }

  private void growKeySlots() {
    long slots = keySlots.count() * 2;
    keySlots.clear();
    keySlots.resize(slots, NONE);
    for (long entry = 0; entry < keys(); entry++) {
      keySlots.set(keySlot(keys.get(entry * 3), keys.get(entry * 3 + 1)), entry);
    }
  }

  private long keySlot(long first, long second) {
    long hash = (first * SPREAD ^ second) * SPREAD;
    long slot = (hash ^ hash >>> 32) & keySlots.count() - 1;
    while (true) {
      long entry = keySlots.get(slot);
      if (entry == NONE || keys.get(entry * 3) == first && keys.get(entry * 3 + 1) == second) {
        return slot;
      }
      slot = slot + 1 & keySlots.count() - 1;
    }
  }

  private void addPartner(long word, long partner, int group) {
    if (heads.count() >= headSlots.count()) {
      growHeadSlots();
    }
    long slot = headSlot(word);
    if (headSlots.get(slot) == NONE) {
      headSlots.set(slot, heads.count() / 2);
      heads.add(word);
      heads.add(NONE);
    }
    long head = headSlots.get(slot);
    long before = NONE;
    long next = heads.get(head * 2 + 1);
    while (next != NONE && Long.compareUnsigned(partnerWord(next), partner) <= 0) {
      before = next;
      next = nextPartner(next);
    }
    long added = partners.count() / 3;
    partners.add(partner);
    partners.add(group);
    partners.add(next);
    if (before == NONE) {
      heads.set(head * 2 + 1, added);
    } else {
      partners.set(before * 3 + 2, added);
    }
  }

  private void growHeadSlots() {
    long slots = headSlots.count() * 2;
    headSlots.clear();
    headSlots.resize(slots, NONE);
    for (long head = 0; head * 2 < heads.count(); head++) {
      headSlots.set(headSlot(heads.get(head * 2)), head);
    }
  }

  private long headSlot(long word) {
    long hash = (word ^ word >>> 29) * SPREAD;
    long slot = (hash ^ hash >>> 32) & headSlots.count() - 1;
    while (headSlots.get(slot) != NONE && heads.get(headSlots.get(slot) * 2) != word) {
      slot = slot + 1 & headSlots.count() - 1;
    }
    return slot;
  }

  /**
   * The partner of splitter {@code word} with the smallest word, unsigned; {@link #NONE} if it has
   * none.
   */
  public long firstPartner(long word) {
    long head = headSlots.get(headSlot(word));
    return head == NONE ? NONE : heads.get(head * 2 + 1);
  }

  /** The next partner of the same splitter, in ascending order, or {@link #NONE}. */
  public long nextPartner(long partner) {
    return partners.get(partner * 3 + 2);
  }

  /** The word of a partner. */
  public long partnerWord(long partner) {
    return partners.get(partner * 3);
  }

  /** The group between the splitter and this partner of it. */
  public int partnerGroup(long partner) {
    return (int) partners.get(partner * 3 + 1);
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
        words.add(keys.get(entry * 3 + 1));
      }
      words.sort(order);
      for (long i = 0; i < keys(); i++) {
        words.set(i, keys.get(order.get(i) * 3));
      }
      words.sort(order);
      for (long i = 0; i < keys(); i++) {
        long entry = order.get(i);
        visitor.visit(keys.get(entry * 3), keys.get(entry * 3 + 1), (int) keys.get(entry * 3 + 2));
      }
    }
  }

  @Override
  public void close() {
    keys.close();
    keySlots.close();
    partners.close();
    heads.close();
    headSlots.close();
  }
}
