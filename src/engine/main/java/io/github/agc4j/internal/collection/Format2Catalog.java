package io.github.agc4j.internal.collection;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The metadata of format 2: names in one frame, and of each batch a part with places of segments
 * (AGC format, section 4.2). Surplus parts are ignored.
 */
final class Format2Catalog implements StoredCatalog {
  private static final int BLOCKS = 4;

  private final ArchiveFile archive;
  private final OldFormatNames main;
  private final PackReader packs;
  private final PredictedSegments segments;

  /** Reads the names; {@code archive} and {@code contexts} stay the caller's. */
  Format2Catalog(ArchiveFile archive, ZstdContexts contexts, MemoryBudget budget)
      throws IOException {
    this.archive = archive;
    this.packs = new PackReader(contexts, budget);
    this.main = new OldFormatNames(archive, StreamNames.MAIN, false, contexts, budget);
    this.segments = new PredictedSegments(archive.directory().groups(), CatalogInteger::value);
    if (main.batchSamples() < 1) {
      main.close();
      throw main.corrupt(new MalformedBytesException(0, "batches of no samples"));
    }
  }

  @Override
  public NameTable samples() {
    return main.samples();
  }

  @Override
  public long batchSamples() {
    return main.batchSamples();
  }

  @Override
  public long expectedLength() {
    return 0;
  }

  @Override
  public void read(CatalogBatch batch, long first, long count) throws IOException {
    try {
      main.read(batch, first, count, (in, number) -> {});
    } catch (MalformedBytesException e) {
      throw main.corrupt(e);
    }
    long index = first / batchSamples();
    String stream = StreamNames.DETAILS;
    try (PartCopy part = archive.part(ParameterReader.require(archive, stream), index)) {
      archive.expansion().verifyMetadataFrame(part.metadata());
      readSegments(packs.frame(part.data(), part.metadata()), batch);
    } catch (MalformedBytesException e) {
      throw archive.corrupt(stream, index, e);
    }
  }

  /** Each block holds one kind of number for all segments, and starts where the one before ends. */
  private void readSegments(MemorySegment content, CatalogBatch batch) {
    verify(
        batch.segmentCount() <= content.byteSize() / BLOCKS,
        0,
        "more segments than the details hold");
    ByteReader[] blocks = new ByteReader[BLOCKS];
    long start = 0;
    for (int i = 0; i < BLOCKS; i++) {
      blocks[i] = new ByteReader(content.asSlice(start));
      ByteReader skipped = new ByteReader(content.asSlice(start));
      CatalogInteger.skip(skipped, batch.segmentCount());
      start += skipped.position();
    }
    verify(start == content.byteSize(), start, "bytes after the last segment");
    for (int sample = 0; sample < batch.samples(); sample++) {
      for (long contig = 0; contig < batch.contigs(sample); contig++) {
        segments.read(blocks, batch.segments(sample, contig), batch);
      }
    }
  }

  @Override
  public CorruptArchiveException corruptNames(long batch, MalformedBytesException cause) {
    return main.corrupt(cause);
  }

  @Override
  public List<RecordedCommand> commands() {
    return main.commands();
  }

  @Override
  public void close() {
    main.close();
    packs.close();
  }
}
