package io.github.agc4j.internal.write.extend;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.collection.SegmentPlacement;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.DigestWriter;
import io.github.agc4j.internal.digest.HashingChannel;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.group.SequencePlaces;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.SampleComparison;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.query.FullName;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * What an archive that is extended, or of which some samples are taken, has of names, places of
 * segments, and digests.
 *
 * @param reader borrowed
 * @param isInBatches whether they lie in batches as archives that are written have them
 */
public record SourceSamples(ArchiveReader reader, boolean isInBatches) {
  private ArchiveFile archive() {
    return reader.archive();
  }

  private long samples() {
    return reader.samples();
  }

  private int cardinality() {
    return reader.parameters().packCardinality();
  }

  /** Adds the names of all samples to {@code names}. */
  public void addNames(SampleNameSet names) {
    for (long sample = 0; sample < samples(); sample++) {
      names.add(reader.catalog().sampleName(sample));
    }
  }

  /**
   * Keeps the metadata of all full batches, and gives the samples of the last one to {@code
   * catalog}; of older formats those of all.
   */
  public void keepCatalog(
      ArchiveFileWriter out, CatalogWriter catalog, DigestWriter digests, PackWriter writer)
      throws IOException {
    long kept = keepBatches(out, samples() / cardinality() * cardinality());
    for (long sample = 0; sample < kept; sample++) {
      catalog.skipSample(sampleName(sample));
    }
    for (long sample = kept; sample < samples(); sample++) {
      copySample(sample, catalog);
      copyDigests(sample, digests);
      if (catalog.isBatchFull()) {
        catalog.writeBatch(out, GroupStreams.CONTIGS, GroupStreams.DETAILS, writer);
        digests.writeBatch(out, GroupStreams.DIGESTS);
      }
    }
  }

  /**
   * Keeps the metadata and digests of all batches of which all samples are below {@code end}.
   *
   * @return number of their samples
   */
  public long keepBatches(ArchiveFileWriter out, long end) throws IOException {
    if (!isInBatches) {
      return 0;
    }
    long batches = end == samples() ? Math.ceilDiv(end, cardinality()) : end / cardinality();
    for (long batch = 0; batch < batches; batch++) {
      out.keep(
          GroupStreams.CONTIGS,
          archive(),
          archive().directory().stream(StreamNames.CONTIGS),
          batch);
      out.keep(
          GroupStreams.DETAILS,
          archive(),
          archive().directory().stream(StreamNames.DETAILS),
          batch);
      keepDigests(out, batch);
    }
    return Math.min(end, batches * cardinality());
  }

  private void keepDigests(ArchiveFileWriter out, long batch) throws IOException {
    int stream = archive().directory().stream(StreamNames.DIGESTS);
    if (batch < archive().directory().parts(stream)) {
      out.keep(GroupStreams.DIGESTS, archive(), stream, batch);
    } else {
      out.write(GroupStreams.DIGESTS, 0, MemorySegment.NULL);
    }
  }

  /** Gives the digests of a sample to {@code digests}, as far as the archive has them. */
  public void copyDigests(long sample, DigestWriter digests) throws IOException {
    boolean isKnown = reader.withStoredDigests(sample, known -> digests.addRecord(known.record()));
    if (!isKnown) {
      digests.addUnknown();
    }
  }

  /**
   * The same; digests that nobody knows are computed.
   *
   * @param threads how many threads decode for it
   */
  public void copyAllDigests(long sample, int threads, DigestWriter digests) throws IOException {
    if (!reader.withStoredDigests(sample, known -> digests.addRecord(known.record()))) {
      SampleIndexes one = SampleIndexes.of(sample);
      ContigDigests computed = reader.contigDigests(one, (of, contig) -> true, true, threads);
      long[] contig = {0};
      digests.startSample();
      reader.forEachContigBytes(
          sample,
          (name, length) ->
              digests.addContig(
                  FullName.firstWord(name), digest(computed, sample, contig[0]++), length.get()));
      digests.endSample();
    }
  }

  private ContigDigest digest(ContigDigests computed, long sample, long contig) throws IOException {
    ContigDigest known = computed.get(sample, contig);
    if (known != null) {
      return known;
    }
    try (HashingChannel letters = new HashingChannel(true)) {
      reader.writeLetters(sample, contig, 0, Long.MAX_VALUE, Restored.SYMBOLS, letters);
      return letters.finish();
    }
  }

  /** Whether a sample is the same text as one of another archive. */
  public boolean isSame(long sample, SourceSamples other, long otherSample) throws IOException {
    return new SampleComparison(reader, other.reader).areSame(sample, otherSample);
  }

  private void copySample(long sample, CatalogWriter catalog) throws IOException {
    copySample(sample, sampleName(sample), SequencePlaces.SAME, catalog);
  }

  /** What {@link #forEachSegment} calls. */
  public interface SequenceVisitor {
    void visit(int group, int id);
  }

  /** Visits the sequence of each segment of a sample. */
  public void forEachSegment(long sample, SequenceVisitor visitor) throws IOException {
    try (SampleQuery query = reader.query(sample)) {
      for (long contig = 0; contig < query.contigs(); contig++) {
        for (long i = 0; i < query.segments(contig); i++) {
          SegmentPlacement segment = query.placement(contig, i);
          visitor.visit(segment.group(), segment.id());
        }
      }
    }
  }

  /** The name of a sample as it is stored. */
  public byte[] sampleName(long sample) {
    return reader.catalog().sampleName(sample);
  }

  /**
   * Gives a sample to {@code catalog}, with another name, and where its sequences are from now on.
   */
  public void copySample(long sample, byte[] name, SequencePlaces places, CatalogWriter catalog)
      throws IOException {
    try (SampleQuery query = reader.query(sample)) {
      long contigs = query.contigs();
      catalog.startSample(name, contigs);
      ContigNames names = query.names();
      for (long contig = 0; contig < contigs; contig++) {
        long segments = query.segments(contig);
        addContig(sample, names.next(), segments, catalog);
        for (long i = 0; i < segments; i++) {
          SegmentPlacement segment = query.placement(contig, i);
          catalog.addSegment(
              places.newGroup(segment.group()),
              places.newId(segment.group(), segment.id()),
              segment.strand() == Strand.REVERSE != places.isTurned(segment.group()),
              query.segmentLength(contig, i));
        }
      }
    }
  }

  private void addContig(long sample, byte[] name, long segments, CatalogWriter catalog)
      throws IOException {
    try {
      catalog.addContig(name, segments);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          archive().path()
              + ": sample "
              + reader.sampleName(sample)
              + ": contig "
              + ArchiveReader.text(name)
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
