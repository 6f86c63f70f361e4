package io.github.agc4j.internal.group.read;

import io.github.agc4j.internal.dna.CaseMarks;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.StoredRuns;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/** Where the reference of one group is in lower case, as it is stored. For one thread. */
final class GroupMask implements AutoCloseable {
  private static final int NONE = -1;

  /** Symbols whose runs are loaded beyond those that are wanted, which deltas may leave out. */
  private static final long MARGIN = 1 << 8;

  private static final int STEPS_MAX = 8;

  private final StoredRuns masks;

  /** Beginnings and ends of runs in turn, ascending, of a stretch of the reference. */
  private final LongArray bounds;

  private long loadedFrom;
  private long loadedTo;
  private long last;
  private long loadedMin;
  private int group = NONE;

  GroupMask(StoredRuns masks, MemoryBudget budget) {
    this.masks = masks;
    this.bounds = new LongArray(budget);
  }

  /**
   * Goes to a group of whose sequences {@code symbols} in a row are wanted next; whether its
   * reference may be in lower case somewhere.
   */
  boolean goTo(int newGroup, long symbols) {
    loadedMin = symbols + MARGIN;
    if (group != newGroup) {
      group = newGroup;
      loadedTo = loadedFrom;
    }
    return !masks.isEmpty();
  }

  /** Loads the runs that {@code [from, to)} of the reference has, and some after them. */
  private void load(long from, long to) {
    if (from >= loadedFrom && to <= loadedTo) {
      return;
    }
    loadedTo = loadedFrom;
    bounds.clear();
    last = 0;
    long end = Math.max(to, from + loadedMin);
    try {
      masks.addBounds(group, 0, from, end, bounds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    loadedFrom = from;
    loadedTo = end;
  }

  /** The group's reference with marks, or, if they are not wanted, without. */
  ReferenceSymbols beside(ReferenceSymbols reference, boolean isWanted) {
    return new Masked(this, reference, isWanted);
  }

  /** Marks codes that are those of {@code [from, to)} of the reference. */
  void mark(MemorySegment codes, long from, long to, Strand strand) {
    if (strand == Strand.FORWARD) {
      mark(from, to - from, codes, 0);
      return;
    }
    load(from, to);
    for (long i = firstBehind(from); i < bounds.count() && bounds.get(i) < to; i += 2) {
      long first = to - Math.min(to, bounds.get(i + 1));
      CaseMarks.set(codes, first, to - Math.max(from, bounds.get(i)));
    }
  }

  private void mark(long from, long count, MemorySegment target, long at) {
    long to = from + count;
    load(from, to);
    for (long i = firstBehind(from); i < bounds.count() && bounds.get(i) < to; i += 2) {
      CaseMarks.set(
          target,
          at + Math.max(from, bounds.get(i)) - from,
          at + Math.min(to, bounds.get(i + 1)) - from);
    }
  }

  /**
   * Where the bounds of the first run are that ends after {@code position}: mostly a few runs after
   * the last one that was asked for, since deltas copy from left to right.
   */
  private long firstBehind(long position) {
    long run = last;
    if (run > 0 && bounds.get(2 * run - 1) > position) {
      run = search(position);
    } else {
      long near = Math.min(bounds.count() / 2, run + STEPS_MAX);
      while (run < near && bounds.get(2 * run + 1) <= position) {
        run++;
      }
      run = run == near ? search(position) : run;
    }
    last = run;
    return 2 * run;
  }

  private long search(long position) {
    long low = 0;
    long high = bounds.count() / 2;
    while (low < high) {
      long middle = low + high >>> 1;
      if (bounds.get(2 * middle + 1) > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** A reference of which some is in lower case. */
  private record Masked(GroupMask mask, ReferenceSymbols symbols, boolean isMarked)
      implements ReferenceSymbols {
    @Override
    public long length() {
      return symbols.length();
    }

    @Override
    public void copy(long from, long count, MemorySegment target, long at) {
      symbols.copy(from, count, target, at);
    }

    @Override
    public void mark(long from, long count, MemorySegment target, long at) {
      mask.mark(from, count, target, at);
    }

    @Override
    public ReferenceSymbols marked() {
      mask.loadedMin = symbols.length();
      return new Masked(mask, symbols, true);
    }
  }

  @Override
  public void close() {
    bounds.close();
  }
}
