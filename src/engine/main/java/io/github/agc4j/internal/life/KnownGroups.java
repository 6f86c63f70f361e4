package io.github.agc4j.internal.life;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SegmentKey;

/**
 * The groups of an archive that is put together of several: by their keys, and by what tells that
 * another archive's group has the same reference. Off-heap: about 200 bytes a group. For one
 * thread.
 */
final class KnownGroups implements AutoCloseable {
  /** No such group. */
  static final int NONE = (int) GroupTable.NONE;

  private final GroupTable keys;

  /** The same groups by the words of their {@link GroupIdentity}. */
  private final GroupTable identities;

  /** For each keyed group 1 if its reference has letters in lower case, otherwise 0. */
  private final IntArray masked;

  /** The raw groups alone. */
  KnownGroups(MemoryBudget budget) {
    keys = new GroupTable(budget);
    identities = new GroupTable(budget);
    masked = new IntArray(budget);
  }

  /** Groups are numbered below this. */
  int count() {
    return Math.toIntExact(StreamNames.RAW_GROUPS + masked.count());
  }

  /** The group with this reference, or {@link #NONE}. */
  int same(GroupIdentity identity) {
    return (int) identities.group(identity.first(), identity.second());
  }

  /** A group of this key, or {@link #NONE}. */
  int ofKey(SegmentKey key) {
    return (int) keys.group(key);
  }

  /** Whether the reference of a keyed group has letters in lower case. */
  boolean isMasked(int group) {
    return masked.get(group - StreamNames.RAW_GROUPS) != 0;
  }

  /**
   * Adds a group and returns its number. If another one has its key already it gets one that no
   * segment has, made of its identity: programs that extend the archive want one group for each.
   */
  int add(SegmentKey key, GroupIdentity identity) {
    int group = count();
    boolean isTaken = ofKey(key) != NONE;
    keys.add(isTaken ? SegmentKey.ordered(identity.first(), identity.second()) : key, group);
    identities.add(new SegmentKey(identity.first(), identity.second()), group);
    masked.resize(masked.count() + 1, identity.isMasked() ? 1 : 0);
    return group;
  }

  /** Visits all keys in their order. */
  void forEachKey(GroupTable.KeyVisitor visitor) {
    keys.forEachKey(visitor);
  }

  @Override
  public void close() {
    keys.close();
    identities.close();
    masked.close();
  }
}
