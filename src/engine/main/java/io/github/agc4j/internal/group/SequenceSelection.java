package io.github.agc4j.internal.group;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * Which stored sequences some samples use, and the groups and in-group ids that they get in another
 * archive. Off-heap; filled, then {@link #index}ed, then told the new numbers, then asked.
 */
public final class SequenceSelection implements SequencePlaces, AutoCloseable {
  private static final int NO_GROUP = -1;
  private static final long SORT_MIN = 1 << 16;
  private static final long ID_MASK = 0xffff_ffffL;

  /** Group·2^32 + id, ascending once they are numbered. */
  private final LongArray used;

  /** For each old group where its sequences start; one more for the end. */
  private final LongArray starts;

  /** For each group its new number·2, + 1 if its sequences are turned. */
  private final IntArray newGroups;

  /** For each group the new in-group id of its reference. */
  private final IntArray referenceIds;

  /** For each packed sequence its new in-group id. */
  private final IntArray newIds;

  private long sorted;

  public SequenceSelection(MemoryBudget budget) {
    used = new LongArray(budget);
    starts = new LongArray(budget);
    newGroups = new IntArray(budget);
    referenceIds = new IntArray(budget);
    newIds = new IntArray(budget);
  }

  /** Adds the sequence of a segment. */
  public void add(int group, int id) {
    used.add((long) group << 32 | id);
    // Most sequences are used by many samples.
    if (used.count() >= Math.max(SORT_MIN, 2 * sorted)) {
      used.sortDistinct();
      sorted = used.count();
    }
  }

  /** Orders what was added, of {@code groups} groups. */
  public void index(int groups) {
    used.sortDistinct();
    newGroups.resize(groups, NO_GROUP);
    referenceIds.resize(groups, 0);
    long at = 0;
    for (int group = 0; group < groups; group++) {
      starts.add(at);
      while (at < used.count() && used.get(at) >>> 32 == group) {
        at++;
      }
    }
    starts.add(at);
    newIds.resize(at, 0);
  }

  /** Whether any sequence of {@code group} is used, or it is a raw group. */
  public boolean stays(int group) {
    return starts.get(group + 1L) > starts.get(group) || group < StreamNames.RAW_GROUPS;
  }

  /** Gives {@code group}, which stays, its new number. */
  public void setNewGroup(int group, int newGroup) {
    newGroups.set(group, newGroup << 1);
  }

  /** Tells that the sequences of {@code group}, which has its new number, are turned there. */
  public void turn(int group) {
    newGroups.set(group, newGroups.get(group) | 1);
  }

  @Override
  public int newGroup(int group) {
    return newGroups.get(group) >> 1;
  }

  @Override
  public boolean isTurned(int group) {
    return (newGroups.get(group) & 1) != 0;
  }

  /** Whether the reference of {@code group} is used itself. */
  public boolean usesReference(int group) {
    long start = starts.get(group);
    return group >= StreamNames.RAW_GROUPS
        && start < starts.get(group + 1L)
        && (used.get(start) & ID_MASK) == 0;
  }

  /** Gives the reference of {@code group}, which is none any more, its new in-group id. */
  public void setReferenceId(int group, long id) {
    referenceIds.set(group, Math.toIntExact(id));
  }

  /** Index of the first used sequence of {@code group} that lies in a pack. */
  private long firstPacked(int group) {
    return starts.get(group) + (usesReference(group) ? 1 : 0);
  }

  /** Number of sequences of {@code group} that are used and lie in packs. */
  public long packed(int group) {
    return starts.get(group + 1L) - firstPacked(group);
  }

  /** The old in-group id of packed sequence {@code index} of {@code group}, ascending. */
  public int oldId(int group, long index) {
    return (int) used.get(firstPacked(group) + index);
  }

  /** Gives packed sequence {@code index} of {@code group} its new in-group id. */
  public void setNewId(int group, long index, long id) {
    newIds.set(firstPacked(group) + index, Math.toIntExact(id));
  }

  /**
   * The new in-group id of a used sequence: the one that it was given, 0 of a reference that was
   * given none.
   */
  @Override
  public long newId(int group, int id) {
    if (group >= StreamNames.RAW_GROUPS && id == 0) {
      return referenceIds.get(group);
    }
    long low = firstPacked(group);
    long high = starts.get(group + 1L) - 1;
    long wanted = (long) group << 32 | id;
    while (low < high) {
      long middle = low + high >>> 1;
      if (used.get(middle) < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return newIds.get(low);
  }

  @Override
  public void close() {
    used.close();
    starts.close();
    newGroups.close();
    referenceIds.close();
    newIds.close();
  }
}
