package io.github.agc4j.internal.write;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.EarlierGroups;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.lzdiff.DeltaText;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * The groups of an archive that is put together of others' sequences: these are added one by one,
 * and packs that are complete are compressed by all workers meanwhile. For one thread, which is
 * also the first worker.
 */
public final class CopiedGroups implements AutoCloseable {
  private static final long PENDING_BYTES_MAX = 16L << 20;
  private static final long PASSED_ON_BYTES = 1L << 20;

  private final References references;
  private final OpenPacks packs;

  /** Workers want a table; no group is looked for. */
  private final GroupTable noKeys;

  private final Workers workers;
  private final GroupStreams streams;
  private final SampleStorage storage;

  /** No groups; what they become goes to {@code archive}, which is borrowed. */
  public CopiedGroups(CreateOptions options, WriteBudgets budgets, ArchiveFileWriter archive) {
    this.references = budgets.newReferences(options);
    this.packs = budgets.newPacks(options);
    this.noKeys = new GroupTable(budgets.groups());
    this.workers =
        new Workers(
            options.threads(),
            () -> new Worker(options, null, noKeys, packs, references, null, budgets));
    this.streams = new GroupStreams(archive, options.keptText().symbols());
    this.storage =
        new SampleStorage(
            packs, references, EarlierGroups.NONE, streams, archive, budgets.openPacks());
    workers.startBackground(storage::writeNext);
  }

  /** The streams of the groups. */
  public GroupStreams streams() {
    return streams;
  }

  /** What parts are compressed with that belong to no group. */
  public PackWriter packWriter() {
    return workers.first().packWriter();
  }

  /** Makes room for groups numbered below {@code groups}. */
  public void ensureGroups(long groups) {
    packs.ensureGroups(groups);
    references.ensureGroups(groups);
    streams.addGroups(groups);
  }

  /** Lets the next pack of {@code group}, which has none open, begin with sequence {@code id}. */
  public void goOnAt(int group, long id) {
    packs.goOnAt(group, id);
  }

  /** Puts the item in front of a raw group that has no sequence yet, which nothing refers to. */
  public void startRaw(int group) {
    if (packs.nextId(group) == 0) {
      packs.addDummy(group, workers.first().sealed());
    }
  }

  /** Adds an item of another pack as it is; returns its in-group id. */
  public long addItem(int group, MemorySegment item) {
    return packs.addItem(group, item, workers.first().sealed());
  }

  /**
   * The same of a group that may have the sequence already: its id is that of the first equal one.
   *
   * @throws IOException when the format has no room for it
   */
  public long addEqual(int group, MemorySegment item) throws IOException {
    if (!packs.hasRoom(group, item.byteSize())) {
      throw new IOException("a pack would exceed 2 GB, or group " + group + " 2^31 sequences");
    }
    return group < StreamNames.RAW_GROUPS
        ? addItem(group, item)
        : packs.addDelta(group, item, workers.first().sealed());
  }

  /** Adds a sequence as a delta against the group's reference, which has to be known. */
  public long addText(int group, DeltaText text) throws IOException {
    return addEqual(group, workers.first().encode(text, group));
  }

  /** Keeps the codes of the reference of {@code group}, for sequences that are encoded anew. */
  public void keepReference(int group, MemorySegment codes, int length) {
    references.add(group, codes, length);
  }

  /** From now on the references of {@code earlier}, borrowed, are fetched when they are needed. */
  public void fetchFrom(EarlierGroups earlier) {
    references.fetchFrom(earlier);
  }

  /** Seals the open pack of {@code group}. */
  public void seal(int group) {
    packs.sealOpen(group, workers.first().sealed());
  }

  /** Gives sealed packs to the workers, many small ones at a time. */
  public void passOn() throws IOException {
    if (workers.first().sealed().bytes() >= PASSED_ON_BYTES) {
      storage.enqueue(packs.groups(), workers);
      storage.writeUntil(workers.all().size() == 1 ? 0 : PENDING_BYTES_MAX, workers.first());
    }
  }

  /** Writes all packs that are sealed, so that what is written next comes after them. */
  public void writeSealed() throws IOException {
    storage.enqueue(packs.groups(), workers);
    storage.writeUntil(0, workers.first());
  }

  /** Seals and writes all packs. */
  public void finish() throws IOException, InterruptedException {
    for (int group = 0; group < packs.groups(); group++) {
      seal(group);
      passOn();
    }
    writeSealed();
    workers.endBackground();
  }

  @Override
  public void close() {
    workers.close();
    storage.close();
    packs.close();
    references.close();
    noKeys.close();
  }
}
