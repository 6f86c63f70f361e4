package io.github.agc4j.internal.life;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.ArchivedGroups;
import io.github.agc4j.internal.group.EarlierGroups;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;

/**
 * The references of the groups that the first of several archives brought, under their new numbers:
 * fetched from it when something is encoded against them. Safe for use by several threads once all
 * are added.
 */
final class FirstGroups implements EarlierGroups, AutoCloseable {
  private final ArchivedGroups archived;
  private final IntArray old;

  /** No groups yet of those of {@code archived}, which is borrowed. */
  FirstGroups(ArchivedGroups archived, MemoryBudget budget) {
    this.archived = archived;
    this.old = new IntArray(budget);
  }

  /** Adds the next group, from 16 on, which had the number {@code oldGroup}. */
  void add(int oldGroup) {
    old.resize(old.count() + 1, oldGroup);
  }

  private int old(int group) {
    return old.get(group - StreamNames.RAW_GROUPS);
  }

  @Override
  public int groups() {
    return Math.toIntExact(StreamNames.RAW_GROUPS + old.count());
  }

  @Override
  public boolean has(int group) {
    return group >= StreamNames.RAW_GROUPS && group < groups();
  }

  @Override
  public int referenceLength(int group) throws IOException {
    return archived.referenceLength(old(group));
  }

  @Override
  public void reference(int group, ReferenceUse use) throws IOException {
    archived.reference(old(group), use);
  }

  @Override
  public void lastPack(int group, PackVisitor visitor) {
    throw new UnsupportedOperationException("packs were copied");
  }

  @Override
  public boolean keepLastPack(int group, ArchiveFileWriter out, int stream) {
    throw new UnsupportedOperationException("packs were copied");
  }

  @Override
  public void close() {
    old.close();
  }
}
