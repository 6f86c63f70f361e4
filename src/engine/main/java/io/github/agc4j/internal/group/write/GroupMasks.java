package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.dna.MarkBounds;
import io.github.agc4j.internal.group.EarlierGroups;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.RunVisitor;
import io.github.agc4j.internal.text.StoredRuns;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

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

  private final LongTable groups;
  private final BlockHeap cells;
  private EarlierGroups earlier = EarlierGroups.NONE;
  private volatile boolean isAny;

  /**
   * No masks.
   *
   * @param references what the runs are reserved from, as the references that they belong to
   */
  public GroupMasks(MemoryBudget groups, MemoryBudget references) {
    this.groups = new LongTable(COLUMNS, groups);
    this.cells = BlockHeap.committed(references);
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
    long bytes = MarkBounds.bytes(bounds.count());
    long cell = cells.allocate(bytes);
    MemorySegment room = cells.view(cell, bytes);
    for (long i = 0; i < bounds.count(); i++) {
      MarkBounds.set(room, i, bounds.get(i));
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

  /** Those of the runs of a group's reference, borrowed: see {@link MarkBounds}. */
  MemorySegment bounds(int group) {
    return cells.view(groups.get(group, CELL), MarkBounds.bytes(groups.get(group, BOUNDS)));
  }

  /** Shows the runs of a group's reference to {@code visitor}. */
  public void forEach(int group, RunVisitor visitor) throws IOException {
    if (has(group)) {
      MemorySegment bounds = bounds(group);
      for (long run = 0; run < MarkBounds.stretches(bounds); run++) {
        visitor.visit(MarkBounds.start(bounds, run), MarkBounds.end(bounds, run), 0);
      }
    }
  }

  @Override
  public void close() {
    groups.close();
    cells.close();
  }
}
