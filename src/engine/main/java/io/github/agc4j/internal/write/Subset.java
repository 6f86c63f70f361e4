package io.github.agc4j.internal.write;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.group.ArchivedGroups;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.group.SequenceSelection;
import io.github.agc4j.internal.group.write.OpenPacks;
import io.github.agc4j.internal.group.write.SealedPacks;
import io.github.agc4j.internal.text.TextWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Writes an archive of some samples of another one. Deltas stay what they are; references, and in
 * each group the packs in front of the first one that is short or of which not all is used, are
 * copied; what is left of the other packs is packed anew. For one thread, which is also the first
 * worker.
 */
public final class Subset implements AutoCloseable {
  private static final long PENDING_BYTES_MAX = 16L << 20;
  private static final long PASSED_ON_BYTES = 1L << 20;

  private final SourceArchive source;
  private final CreateOptions options;
  private final WriteBudgets budgets;
  private final ArchiveFileWriter archive;
  private final ArchivedGroups groups;
  private final SequenceSelection used;
  private final References references;
  private final OpenPacks packs;
  private final CatalogWriter catalog;
  private final DigestWriter digests;
  private final TextWriter texts;
  private final Workers workers;

  /** Workers want a table; no group is looked for. */
  private final GroupTable noKeys;

  private final GroupStreams streams;

  public Subset(
      SourceArchive source,
      CreateOptions options,
      WriteBudgets budgets,
      ArchiveFileWriter archive) {
    this.source = source;
    this.options = options;
    this.budgets = budgets;
    this.archive = archive;
    this.groups = source.groups();
    this.used = new SequenceSelection(budgets.groups());
    this.noKeys = new GroupTable(budgets.groups());
    this.references = budgets.newReferences(options);
    this.packs = budgets.newPacks(options);
    this.catalog = budgets.newCatalog(options);
    this.digests = new DigestWriter(false, budgets.catalog());
    this.texts = new TextWriter(options.keptText(), budgets.catalog());
    this.workers =
        new Workers(
            options.threads(),
            () -> new Worker(options, null, noKeys, packs, references, null, budgets));
    this.streams = new GroupStreams(archive, options.keptText().symbols());
  }

  /**
   * Writes everything.
   *
   * @param samples ascending
   * @param progress called after each sample
   */
  public void write(SampleIndexes samples, LongConsumer progress)
      throws IOException, InterruptedException {
    for (long sample : samples) {
      source.forEachSegment(sample, used::add);
    }
    used.number(groups.groups());
    writeGroups();
    for (long sample : samples) {
      source.texts().copySample(sample, catalog.samples(), texts);
      source.copySample(sample, used::newGroup, used::newId, catalog);
      source.copyDigests(sample, digests);
      if (catalog.isBatchFull()) {
        writeCatalogBatch();
      } else if (texts.isFull()) {
        writeTexts();
      }
      progress.accept(catalog.samples());
    }
    writeCatalogBatch();
    texts.finish(archive, GroupStreams.TEXTS, workers.first().packWriter());
    writeSmallStreams();
  }

  private void writeTexts() throws IOException {
    texts.write(archive, GroupStreams.TEXTS, workers.first().packWriter());
  }

  private void writeCatalogBatch() throws IOException {
    writeTexts();
    catalog.writeBatch(
        archive, GroupStreams.CONTIGS, GroupStreams.DETAILS, workers.first().packWriter());
    digests.writeBatch(archive, GroupStreams.DIGESTS);
  }

  private void writeGroups() throws IOException, InterruptedException {
    try (SampleStorage storage =
        new SampleStorage(packs, references, null, streams, archive, budgets.openPacks())) {
      workers.startBackground(storage::writeNext);
      try {
        for (int group = 0; group < groups.groups(); group++) {
          if (used.stays(group)) {
            source.texts().copyMask(group, used.newGroup(group), texts);
            writeGroup(group, used.newGroup(group), storage);
          }
        }
        storage.enqueue(packs.groups(), workers);
        storage.writeUntil(0, workers.first());
        workers.endBackground();
      } finally {
        workers.stopBackground();
      }
    }
  }

  private void writeGroup(int group, int newGroup, SampleStorage storage) throws IOException {
    SealedPacks sealed = workers.first().sealed();
    packs.ensureGroups(newGroup + 1L);
    streams.addGroups(newGroup + 1L);
    boolean raw = group < StreamNames.RAW_GROUPS;
    if (groups.referenceStream(group) != StreamDirectory.NONE) {
      source.keep(archive, streams.reference(newGroup), groups.referenceStream(group), 0);
    }
    long done = keepPacks(group, newGroup);
    if (raw && packs.nextId(newGroup) == 0) {
      packs.addDummy(newGroup, sealed);
    }
    while (done < used.packed(group)) {
      done = repack(group, newGroup, done, sealed);
      passOn(storage, sealed);
    }
    packs.sealOpen(newGroup, sealed);
    passOn(storage, sealed);
  }

  /** Gives sealed packs to the workers, many small ones at a time. */
  private void passOn(SampleStorage storage, SealedPacks sealed) throws IOException {
    if (sealed.bytes() >= PASSED_ON_BYTES) {
      storage.enqueue(packs.groups(), workers);
      storage.writeUntil(workers.all().size() == 1 ? 0 : PENDING_BYTES_MAX, workers.first());
    }
  }

  /**
   * Keeps the packs at the start of {@code group} of which every sequence is used, unless they are
   * short ones that had better be joined; returns how many sequences these are.
   */
  private long keepPacks(int group, int newGroup) throws IOException {
    long first = group < StreamNames.RAW_GROUPS ? 0 : 1;
    long pack = 0;
    long done = 0;
    while (pack < groups.packs(group)) {
      long end = endOfPack(group, done, pack, first);
      if (end == done || !isKept(group, pack, end - done, first)) {
        break;
      }
      source.keep(archive, streams.delta(newGroup), groups.deltaStream(group), pack);
      for (; done < end; done++) {
        used.setNewId(group, done, used.oldId(group, done));
      }
      pack++;
    }
    packs.goOnAt(newGroup, first + pack * options.packCardinality());
    return done;
  }

  /** Behind the last used sequence of pack {@code pack}, from the used one {@code from} on. */
  private long endOfPack(int group, long from, long pack, long first) {
    long end = from;
    while (end < used.packed(group)
        && (used.oldId(group, end) - first) / options.packCardinality() == pack) {
      end++;
    }
    return end;
  }

  private boolean isKept(int group, long pack, long usedItems, long first) throws IOException {
    // A raw group starts with an item that nothing refers to.
    long items = usedItems + (first == 0 && pack == 0 ? 1 : 0);
    boolean isLast = pack == groups.packs(group) - 1;
    boolean isLong =
        isLast
            || items == options.packCardinality()
            || groups.contentBytes(group, pack) >= options.modes().packBytes() / 2;
    return isLong && (items == options.packCardinality() || items == groups.items(group, pack));
  }

  /** Adds the used items of one old pack to the open one; returns how many are done then. */
  private long repack(int group, int newGroup, long from, SealedPacks sealed) throws IOException {
    long shift = group < StreamNames.RAW_GROUPS ? 0 : 1;
    long pack = (used.oldId(group, from) - shift) / options.packCardinality();
    long[] next = {from};
    groups.forEachItem(
        group,
        pack,
        (index, item) -> {
          long id = pack * options.packCardinality() + index + shift;
          if (next[0] < used.packed(group) && used.oldId(group, next[0]) == id) {
            used.setNewId(group, next[0]++, packs.addItem(newGroup, item, sealed));
          }
        });
    if (next[0] == from) {
      throw source.corrupt(group, used.oldId(group, from));
    }
    return next[0];
  }

  private void writeSmallStreams() throws IOException {
    try (SingleStreams small = new SingleStreams(archive, budgets.catalog())) {
      small.writeParameters(options);
      small.writeSplitters(records -> source.forEachSplitter(records::addWord));
      small.writeKeys(
          records ->
              source.forEachKey(
                  (first, second, group) -> {
                    if (used.stays(group)) {
                      records.addKey(first, second, used.newGroup(group));
                    }
                  }));
      small.writeTypeInfo(source.typeInfo());
    }
    catalog.writeSampleNames(archive, GroupStreams.SAMPLES, workers.first().packWriter());
  }

  @Override
  public void close() {
    workers.close();
    catalog.close();
    digests.close();
    texts.close();
    packs.close();
    references.close();
    noKeys.close();
    used.close();
  }
}
