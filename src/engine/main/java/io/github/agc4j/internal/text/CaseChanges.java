package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * Where letters of the contigs of a batch are in the other case than the references of their groups
 * tell. Gathered in any order by one thread, then written in that of the contigs.
 */
public final class CaseChanges implements AutoCloseable {
  private static final int CONTIG_SHIFT = 36;
  private static final long POSITION_MASK = (1L << CONTIG_SHIFT) - 1;

  /** Contig and first symbol of runs, and where each ends. */
  private final LongArray keys;

  private final LongArray ends;
  private long next;

  /** No changes. */
  public CaseChanges(MemoryBudget budget) {
    this.keys = new LongArray(budget);
    this.ends = new LongArray(budget);
  }

  /** Forgets all. */
  public void clear() {
    keys.clear();
    ends.clear();
    next = 0;
  }

  /** Adds symbols {@code [from, to)} of a contig, which no other run has. */
  public void add(int contig, long from, long to) {
    keys.add((long) contig << CONTIG_SHIFT | from);
    ends.add(to);
  }

  /** Adds all of {@code others}. */
  public void addAll(CaseChanges others) {
    for (long i = 0; i < others.keys.count(); i++) {
      keys.add(others.keys.get(i));
      ends.add(others.ends.get(i));
    }
  }

  /** Sorts what was added, to be written from the first contig on. */
  public void sort() {
    keys.sort(ends);
    next = 0;
  }

  /**
   * Copies the text of the contig that {@code text} is at, as {@link SampleText} has it, with the
   * changes instead of its runs in lower case.
   *
   * @param contig above those that were copied since {@link #sort}
   * @param runs room for the runs
   */
  public void copy(int contig, ByteReader text, GrowableBytes runs, GrowableBytes target) {
    target.putVarint(text.varint());
    text.slice(text.varint());
    runs.clear();
    long end = 0;
    while (next < keys.count() && keys.get(next) >>> CONTIG_SHIFT == contig) {
      long from = keys.get(next) & POSITION_MASK;
      long to = ends.get(next++);
      while (next < keys.count() && keys.get(next) == ((long) contig << CONTIG_SHIFT | to)) {
        to = ends.get(next++);
      }
      runs.putVarint(from - end);
      runs.putVarint(to - from - 1);
      end = to;
    }
    target.putVarint(runs.size());
    target.put(runs.written(), 0, runs.size());
    for (int section = 0; section < 2; section++) {
      long bytes = text.varint();
      target.putVarint(bytes);
      target.put(text.slice(bytes), 0, bytes);
    }
  }

  @Override
  public void close() {
    keys.close();
    ends.close();
  }
}
