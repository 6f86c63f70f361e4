package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * For each fallback minimizer the pairs of splitters between which it was seen, in the orientation
 * in which the minimizer is its own canonical word (AGC compression, section 4). Off-heap, about 45
 * bytes per pair.
 *
 * <p>What is noted takes effect with {@link #merge}; until then any thread may look up.
 */
public final class FallbackMinimizers implements AutoCloseable {
  /** No entry. */
  static final int NONE = -1;

  private static final long SLOTS_MIN = 1 << 8;
  private static final int ENTRY_WORDS = 3;

  private final MinimizerFilter filter;
  private final LongArray noted;

  /** Word, first and second splitter of each entry. */
  private final LongArray entries;

  /** For each entry the next one of the same slot. */
  private final IntArray next;

  private final IntArray slots;

  /** No pairs yet, for the minimizers that pass {@code filter}. */
  public FallbackMinimizers(MinimizerFilter filter, MemoryBudget budget) {
    this.filter = filter;
    noted = new LongArray(budget);
    entries = new LongArray(budget);
    next = new IntArray(budget);
    slots = new IntArray(budget);
    slots.resize(SLOTS_MIN, NONE);
  }

  /** Which words are minimizers. */
  public MinimizerFilter filter() {
    return filter;
  }

  /** Notes that {@code word} was seen between two splitters, of which one may be missing. */
  void note(long word, long first, long second) {
    noted.add(word);
    noted.add(first);
    noted.add(second);
  }

  /** Makes what was noted known to look-ups. */
  public void merge() {
    for (long i = 0; i < noted.count(); i += ENTRY_WORDS) {
      add(noted.get(i), noted.get(i + 1), noted.get(i + 2));
    }
    noted.clear();
  }

  private void add(long word, long first, long second) {
    // A pair without both splitters names no group.
    if (first == Kmers.NONE || second == Kmers.NONE || isKnown(word, first, second)) {
      return;
    }
    if (next.count() >= slots.count()) {
      grow();
    }
    int entry = Math.toIntExact(next.count());
    entries.add(word);
    entries.add(first);
    entries.add(second);
    next.resize(entry + 1L, NONE);
    link(entry);
  }

  private boolean isKnown(long word, long first, long second) {
    for (int entry = firstOf(word); entry != NONE; entry = nextOf(entry)) {
      if (first(entry) == first && second(entry) == second) {
        return true;
      }
    }
    return false;
  }

  private void link(int entry) {
    long slot = slotOf(entries.get((long) entry * ENTRY_WORDS));
    next.set(entry, slots.get(slot));
    slots.set(slot, entry);
  }

  private void grow() {
    slots.restart(slots.count() * 2, NONE);
    for (int entry = 0; entry < next.count(); entry++) {
      link(entry);
    }
  }

  private long slotOf(long word) {
    long hash = Kmers.spread(word);
    return (hash ^ hash >>> 32) & slots.count() - 1;
  }

  /** The first entry of {@code word}, or {@link #NONE}. */
  int firstOf(long word) {
    return entryOf(word, slots.get(slotOf(word)));
  }

  /** The next entry of the same word, or {@link #NONE}. */
  int nextOf(int entry) {
    return entryOf(entries.get((long) entry * ENTRY_WORDS), next.get(entry));
  }

  private int entryOf(long word, int candidate) {
    int entry = candidate;
    while (entry != NONE && entries.get((long) entry * ENTRY_WORDS) != word) {
      entry = next.get(entry);
    }
    return entry;
  }

  long first(int entry) {
    return entries.get((long) entry * ENTRY_WORDS + 1);
  }

  long second(int entry) {
    return entries.get((long) entry * ENTRY_WORDS + 2);
  }

  @Override
  public void close() {
    noted.close();
    entries.close();
    next.close();
    slots.close();
  }
}
