package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.dna.CaseMarks;
import io.github.agc4j.internal.group.EarlierGroups;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.RunVisitor;
import io.github.agc4j.internal.text.StoredRuns;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where the references of groups are in lower case, as they are stored. Several threads may put
 * those of different groups.
 */
public final class GroupMasks implements AutoCloseable {
  private static final int CELL = 0;
  private static final int BOUNDS = 1;

  /** Column of the reference's length; 0 if it is in an archive and was not asked for yet. */
  private static final int LENGTH = 2;

  private static final int COLUMNS = 3;
  private static final ValueLayout.OfInt BOUND = ValueLayout.JAVA_INT_UNALIGNED;

  private final LongTable groups;
  private final BlockHeap cells;
  private EarlierGroups earlier = EarlierGroups.NONE;
  private volatile boolean isAny;

  /** No masks. */
  public GroupMasks(MemoryBudget budget) {
    this.groups = new LongTable(COLUMNS, budget);
    this.cells = BlockHeap.committed(budget);
  }

  /** Takes those of an archive that is extended. */
  public void resume(EarlierGroups newEarlier, StoredRuns masks, MemoryBudget budget)
      throws IOException {
    earlier = newEarlier;
    try (LongArray bounds = new LongArray(budget)) {
      long[] group = {-1};
      masks.forEachRun(
          newEarlier.groups(),
          (ofGroup, from, to) -> {
            if (ofGroup != group[0]) {
              put(group[0], 0, bounds);
              bounds.clear();
              group[0] = ofGroup;
            }
            bounds.add(from);
            bounds.add(to);
          });
      put(group[0], 0, bounds);
    }
  }

  /** Makes room for groups below {@code count}. */
  public void ensureGroups(long count) {
    if (groups.rows() < count) {
      groups.resize(count);
    }
  }

  private void put(long group, long length, LongArray bounds) {
    if (group >= 0) {
      ensureGroups(group + 1);
      put((int) group, length, bounds);
    }
  }

  /** The reference of {@code group}, of {@code length} symbols, has runs with these bounds. */
  void put(int group, long length, LongArray bounds) {
    if (bounds.count() == 0) {
      return;
    }
    long bytes = bounds.count() * Integer.BYTES;
    long cell = cells.allocate(bytes);
    MemorySegment room = cells.view(cell, bytes);
    for (long i = 0; i < bounds.count(); i++) {
      room.set(BOUND, i * Integer.BYTES, (int) bounds.get(i));
    }
    groups.set(group, CELL, cell);
    groups.set(group, BOUNDS, bounds.count());
    groups.set(group, LENGTH, length);
    isAny = true;
  }

  /** Whether any reference is in lower case somewhere. */
  public boolean isAny() {
    return isAny;
  }

  /** Whether that of {@code group} is. */
  boolean has(int group) {
    return groups.get(group, BOUNDS) != 0;
  }

  /** Number of symbols of the reference of a group that has a mask; for one thread at a time. */
  long length(int group) throws IOException {
    if (groups.get(group, LENGTH) == 0) {
      groups.set(group, LENGTH, earlier.referenceLength(group));
    }
    return groups.get(group, LENGTH);
  }

  /** Marks those of symbols {@code [from, to)} of a group's reference that are in lower case. */
  void mark(int group, long from, long to, MemorySegment target, long at) {
    long count = groups.get(group, BOUNDS);
    MemorySegment bounds = cells.view(groups.get(group, CELL), count * Integer.BYTES);
    for (long i = firstBehind(bounds, count, from); i < count; i += 2) {
      long start = bounds.get(BOUND, i * Integer.BYTES);
      if (start >= to) {
        return;
      }
      long end = Math.min(to, bounds.get(BOUND, (i + 1) * Integer.BYTES));
      CaseMarks.set(target, at + Math.max(from, start) - from, at + end - from);
    }
  }

  private static long firstBehind(MemorySegment bounds, long count, long position) {
    long low = 0;
    long high = count / 2;
    while (low < high) {
      long middle = low + high >>> 1;
      if (bounds.get(BOUND, (2 * middle + 1) * Integer.BYTES) > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return 2 * low;
  }

  /** Shows the runs of a group's reference to {@code visitor}. */
  public void forEach(int group, RunVisitor visitor) throws IOException {
    long count = groups.get(group, BOUNDS);
    if (count > 0) {
      MemorySegment bounds = cells.view(groups.get(group, CELL), count * Integer.BYTES);
      for (long at = 0; at < bounds.byteSize(); at += 2 * Integer.BYTES) {
        visitor.visit(bounds.get(BOUND, at), bounds.get(BOUND, at + Integer.BYTES), 0);
      }
    }
  }

  @Override
  public void close() {
    groups.close();
    cells.close();
  }
}
