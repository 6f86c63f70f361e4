package io.github.agc4j.internal.life;

import io.github.agc4j.internal.annotation.AnnotationWriter;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.SequenceSelection;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.text.TextWriter;
import io.github.agc4j.internal.write.CopiedGroups;
import io.github.agc4j.internal.write.SingleStreams;
import io.github.agc4j.internal.write.WriteBudgets;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes an archive of samples of others: what each of them has, one after the other, and then what
 * an archive has once. Sequences stay what they are in their archives, see {@link GroupTransfer};
 * what is kept in memory are the tables of the groups and the packs that are not complete. For one
 * thread, which is also the first worker.
 */
public final class Transfer implements AutoCloseable {
  private final CreateOptions options;

  /** Whether digests that nobody knows are computed. */
  private final boolean completesDigests;

  private final WriteBudgets budgets;
  private final ArchiveFileWriter archive;
  private final KnownGroups known;
  private final CopiedGroups groups;
  private final CatalogWriter catalog;
  private final DigestWriter digests;
  private final TextWriter texts;
  private final LongArray splitters;

  private final AddedReferences added;
  private final AnnotationWriter annotations;

  /** Null until the first of several archives is added. */
  private FirstGroups first;

  /**
   * An archive without samples.
   *
   * @param completesDigests whether digests that an archive does not have are computed
   * @param archive what it is written to, borrowed
   */
  public Transfer(
      CreateOptions options,
      boolean completesDigests,
      WriteBudgets budgets,
      ArchiveFileWriter archive) {
    this.options = options;
    this.completesDigests = completesDigests;
    this.budgets = budgets;
    this.archive = archive;
    this.known = new KnownGroups(budgets.groups());
    this.groups = new CopiedGroups(options, budgets, archive);
    this.catalog = budgets.newCatalog(options);
    this.digests = new DigestWriter(false, budgets.catalog());
    this.texts = new TextWriter(options.keptText(), budgets.catalog());
    this.added = new AddedReferences(budgets.groups());
    this.annotations = new AnnotationWriter(budgets.catalog());
    this.splitters = new LongArray(budgets.splitters());
  }

  /** Tells what the archive will be, for the case that its end gets lost. */
  public void announce(Map<String, String> typeInfo) {
    try (SingleStreams small = new SingleStreams(archive, budgets.catalog())) {
      small.announce(options, typeInfo);
    }
  }

  /** What samples are called in the new archive, and what is told of them. */
  public interface Names {
    /** The name of a sample, by its index in the old one. */
    byte[] of(long sample);

    /** The annotations of a sample, by its index in the old one. */
    Map<String, String> annotations(long sample) throws IOException;
  }

  /**
   * Adds samples of an archive.
   *
   * @param source borrowed; the first of several until this is closed
   * @param samples ascending
   * @param isOnly whether no other archive is added: what a group has is written at once then
   * @param progress called after each sample with the number of samples so far
   */
  public void add(
      SourceArchive source,
      SampleIndexes samples,
      Names names,
      boolean isOnly,
      LongConsumer progress)
      throws IOException {
    try (SequenceSelection used = new SequenceSelection(budgets.groups())) {
      for (long sample : samples) {
        source.metadata().forEachSegment(sample, used::add);
      }
      used.index(source.groups().groups());
      texts.startArchive();
      boolean isFirst = first == null && !isOnly;
      if (isFirst) {
        first = new FirstGroups(source.groups(), budgets.groups());
      }
      try (GroupTransfer transfer =
          new GroupTransfer(
              source,
              used,
              known,
              added,
              isFirst ? first : null,
              isOnly,
              groups,
              archive,
              options,
              budgets)) {
        transfer.run(texts);
      }
      if (isFirst) {
        groups.fetchFrom(first);
      }
      source.forEachSplitter(splitters::add);
      splitters.sortDistinct();
      for (long sample : samples) {
        annotations.add(catalog.samples(), names.annotations(sample), groups.packWriter());
        describe(source, sample, names.of(sample), used);
        progress.accept(catalog.samples());
      }
    }
  }

  private void describe(SourceArchive source, long sample, byte[] name, SequenceSelection used)
      throws IOException {
    source.texts().copySample(sample, catalog.samples(), texts);
    source.metadata().copySample(sample, name, used, catalog);
    if (completesDigests) {
      source.metadata().copyAllDigests(sample, options.threads(), digests);
    } else {
      source.metadata().copyDigests(sample, digests);
    }
    if (catalog.isBatchFull()) {
      writeBatch();
    } else if (texts.isFull()) {
      writeTexts();
    }
  }

  private void writeTexts() throws IOException {
    groups.writeSealed();
    texts.write(archive, GroupStreams.TEXTS, groups.packWriter());
  }

  private void writeBatch() throws IOException {
    writeTexts();
    catalog.writeBatch(archive, GroupStreams.CONTIGS, GroupStreams.DETAILS, groups.packWriter());
    digests.writeBatch(archive, GroupStreams.DIGESTS);
    archive.announceSamples(catalog.newNames());
    archive.waypoint();
  }

  /**
   * Writes all that is left.
   *
   * @param typeInfo the archive's pairs about itself, sorted
   */
  public void finish(Map<String, String> typeInfo) throws IOException, InterruptedException {
    groups.finish();
    writeBatch();
    texts.finish(archive, GroupStreams.TEXTS, groups.packWriter());
    try (SingleStreams small = new SingleStreams(archive, budgets.catalog())) {
      small.writeParameters(options);
      small.writeSplitters(
          records -> {
            for (long i = 0; i < splitters.count(); i++) {
              records.addWord(splitters.get(i));
            }
          });
      small.writeKeys(records -> known.forEachKey(records::addKey));
      small.writeTypeInfo(typeInfo, annotations, groups.packWriter());
    }
    catalog.writeSampleNames(archive, GroupStreams.SAMPLES, groups.packWriter());
  }

  /** Sets the archive's own annotations. */
  public void setAnnotations(Map<String, String> pairs) {
    annotations.setArchive(pairs);
  }

  /** Number of samples so far. */
  public long samples() {
    return catalog.samples();
  }

  @Override
  public void close() {
    groups.close();
    known.close();
    catalog.close();
    digests.close();
    texts.close();
    splitters.close();
    added.close();
    annotations.close();
    if (first != null) {
      first.close();
    }
  }
}
