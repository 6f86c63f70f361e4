package io.github.agc4j.internal.group.read;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.StoredRuns;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Where the reference of one group is in lower case, as it is stored. For one thread. */
final class GroupMask implements AutoCloseable {
  private static final int NONE = -1;

  private final StoredRuns masks;

  /** Beginnings and ends of runs in turn, ascending. */
  private final LongArray bounds;

  private int group = NONE;

  GroupMask(StoredRuns masks, MemoryBudget budget) {
    this.masks = masks;
    this.bounds = new LongArray(budget);
  }

  /** Goes to a group; whether any of its reference is in lower case. */
  boolean goTo(int newGroup) throws IOException {
    if (masks.isEmpty()) {
      return false;
    }
    if (group != newGroup) {
      group = NONE;
      bounds.clear();
      masks.forEach(
          newGroup,
          0,
          0,
          Long.MAX_VALUE,
          (from, to, value) -> {
            bounds.add(from);
            bounds.add(to);
          });
      group = newGroup;
    }
    return bounds.count() > 0;
  }

  /** Whether any of a group's reference may be in lower case, where it does not matter which. */
  boolean mayHave(int ofGroup) throws IOException {
    try {
      return goTo(ofGroup);
    } catch (CorruptArchiveException e) {
      // The symbols can be read without.
      return true;
    }
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
    for (long i = firstBehind(from); i < bounds.count() && bounds.get(i) < to; i += 2) {
      long first = to - Math.min(to, bounds.get(i + 1));
      mark(codes, first, to - Math.max(from, bounds.get(i)));
    }
  }

  private void mark(long from, long count, MemorySegment target, long at) {
    long to = from + count;
    for (long i = firstBehind(from); i < bounds.count() && bounds.get(i) < to; i += 2) {
      mark(
          target,
          at + Math.max(from, bounds.get(i)) - from,
          at + Math.min(to, bounds.get(i + 1)) - from);
    }
  }

  private static void mark(MemorySegment codes, long from, long to) {
    long at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = codes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      codes.set(
          ValueLayout.JAVA_LONG_UNALIGNED, at, eight | Nucleotides.LOWER * 0x0101010101010101L);
    }
    for (; at < to; at++) {
      byte code = codes.get(ValueLayout.JAVA_BYTE, at);
      codes.set(ValueLayout.JAVA_BYTE, at, (byte) (code | Nucleotides.LOWER));
    }
  }

  /** Where the bounds of the first run are that ends after {@code position}. */
  private long firstBehind(long position) {
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
    return 2 * low;
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
      if (isMarked) {
        mask.mark(from, count, target, at);
      }
    }

    @Override
    public void mark(long from, long count, MemorySegment target, long at) {
      mask.mark(from, count, target, at);
    }

    @Override
    public boolean staysBesideDeltas() {
      return true;
    }
  }

  @Override
  public void close() {
    bounds.close();
  }
}
