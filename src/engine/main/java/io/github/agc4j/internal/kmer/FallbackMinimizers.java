package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongTable;
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

  /** Columns: a word, and the two splitters around it. */
  private static final int WORD = 0;

  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final int COLUMNS = 3;

  private final MinimizerFilter filter;
  private final LongTable noted;
  private final LongTable entries;

  /** For each entry the next one of the same slot. */
  private final IntArray next;

  private final IntArray slots;

  /** No pairs yet, for the minimizers that pass {@code filter}. */
  public FallbackMinimizers(MinimizerFilter filter, MemoryBudget budget) {
    this.filter = filter;
    noted = new LongTable(COLUMNS, budget);
    entries = new LongTable(COLUMNS, budget);
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
    add(noted, word, first, second);
  }

  /** Makes what was noted known to look-ups. */
  public void merge() {
    for (long row = 0; row < noted.rows(); row++) {
      add(noted.get(row, WORD), noted.get(row, FIRST), noted.get(row, SECOND));
    }
    noted.clear();
  }

  private static void add(LongTable table, long word, long first, long second) {
    long row = table.add();
    table.set(row, WORD, word);
    table.set(row, FIRST, first);
    table.set(row, SECOND, second);
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
    add(entries, word, first, second);
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
    long slot = slotOf(entries.get(entry, WORD));
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
    return entryOf(entries.get(entry, WORD), next.get(entry));
  }

  private int entryOf(long word, int candidate) {
    int entry = candidate;
    while (entry != NONE && entries.get(entry, WORD) != word) {
      entry = next.get(entry);
    }
    return entry;
  }

  long first(int entry) {
    return entries.get(entry, FIRST);
  }

  long second(int entry) {
    return entries.get(entry, SECOND);
  }

  @Override
  public void close() {
    noted.close();
    entries.close();
    next.close();
    slots.close();
  }
}
