package io.github.agc4j.internal.life;

import io.github.agc4j.internal.annotation.AnnotationWriter;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.SequencePlaces;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.ZstdContexts;
import io.github.agc4j.internal.text.TextWriter;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.internal.write.SingleStreams;
import io.github.agc4j.internal.write.WriteBudgets;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;

/**
 * Writes a state of an archive in which samples are gone, have other names or are described
 * otherwise: sequences stay where they are, used or not, and so do the metadata of the batches in
 * front of the first sample that goes. In format 3 a sample's batch is told by its index, so all
 * behind it are written anew.
 *
 * @param changes what goes, new names, and annotations
 */
public record ChangedMetadata(ArchiveChanges changes) implements ArchiveWriter.Rewriting {
  @Override
  public long write(SourceArchive source, ArchiveFileWriter out, ArchiveWriter.Run run)
      throws IOException {
    ChangedSamples samples =
        new ChangedSamples(
            source, changes.kept(source.samples()), changes, run.budgets().catalog());
    CreateOptions options = source.options(run.options());
    try (Writing writing = new Writing(source, samples, options, out, run.budgets())) {
      writing.run();
    }
    return samples.kept().size();
  }

  /** One run of it. */
  private static final class Writing implements AutoCloseable {
    private final SourceArchive source;
    private final ChangedSamples samples;
    private final CreateOptions options;
    private final ArchiveFileWriter out;
    private final WriteBudgets budgets;
    private final CatalogWriter catalog;
    private final DigestWriter digests;
    private final TextWriter texts;
    private final AnnotationWriter annotations;
    private final ZstdContexts contexts;
    private final PackWriter packWriter;

    private Writing(
        SourceArchive source,
        ChangedSamples samples,
        CreateOptions options,
        ArchiveFileWriter out,
        WriteBudgets budgets) {
      this.source = source;
      this.samples = samples;
      this.options = options;
      this.out = out;
      this.budgets = budgets;
      this.catalog = budgets.newCatalog(options);
      this.digests = new DigestWriter(false, budgets.catalog());
      this.texts = new TextWriter(options.keptText(), budgets.catalog());
      this.annotations = new AnnotationWriter(budgets.catalog());
      this.contexts = new ZstdContexts(budgets.zstd());
      this.packWriter = new PackWriter(contexts, PackWriter.Effort.AGC);
    }

    private void run() throws IOException {
      try (SingleStreams small = new SingleStreams(out, budgets.catalog())) {
        small.announce(options, samples.typeInfo());
      }
      GroupStreams streams = new GroupStreams(out, options.keptText().symbols());
      streams.addGroups(source.groups().groups());
      source.keepGroups(out, streams);
      boolean areTextsKept = samples.firstDropped() == source.samples();
      if (areTextsKept) {
        source.texts().keep(out);
      } else {
        source.texts().keepMasks(out);
      }
      long kept = source.metadata().keepBatches(out, samples.firstDropped());
      annotations.setArchive(samples.annotations());
      for (long sample : samples.kept()) {
        annotations.add(catalog.samples(), samples.annotations(sample), packWriter);
        if (!areTextsKept) {
          source.texts().copySample(sample, catalog.samples(), texts);
        }
        if (sample < kept) {
          catalog.skipSample(samples.of(sample));
        } else {
          source.metadata().copySample(sample, samples.of(sample), SequencePlaces.SAME, catalog);
          source.metadata().copyDigests(sample, digests);
        }
        writeFull();
      }
      writeBatch();
      texts.finish(out, GroupStreams.TEXTS, packWriter);
      writeSmallStreams();
    }

    private void writeFull() throws IOException {
      if (catalog.isBatchFull()) {
        writeBatch();
      } else if (texts.isFull()) {
        texts.write(out, GroupStreams.TEXTS, packWriter);
      }
    }

    private void writeBatch() throws IOException {
      texts.write(out, GroupStreams.TEXTS, packWriter);
      catalog.writeBatch(out, GroupStreams.CONTIGS, GroupStreams.DETAILS, packWriter);
      digests.writeBatch(out, GroupStreams.DIGESTS);
      out.announceSamples(catalog.newNames());
      out.waypoint();
    }

    private void writeSmallStreams() throws IOException {
      source.keepStream(out, StreamNames.SPLITTERS);
      source.keepStream(out, StreamNames.SEGMENT_SPLITTERS);
      try (SingleStreams small = new SingleStreams(out, budgets.catalog())) {
        small.writeParameters(options);
        small.writeTypeInfo(samples.typeInfo(), annotations, packWriter);
      }
      catalog.writeSampleNames(out, GroupStreams.SAMPLES, packWriter);
    }

    @Override
    public void close() {
      catalog.close();
      digests.close();
      texts.close();
      annotations.close();
      contexts.close();
    }
  }
}
