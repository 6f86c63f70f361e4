package io.github.agc4j.internal.collection;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.util.List;

/** The metadata of format 1: all in one frame (AGC format, section 4.1). */
final class Format1Catalog implements StoredCatalog {
  private final long batchSamples;
  private final OldFormatNames main;
  private final PredictedSegments segments;

  /** Reads the frame; {@code archive} and {@code contexts} stay the caller's. */
  Format1Catalog(
      ArchiveFile archive, ArchiveParameters parameters, ZstdContexts contexts, MemoryBudget budget)
      throws IOException {
    // The format has no batches, but decoding one sample for each query would be slow.
    batchSamples = parameters.packCardinality();
    main = new OldFormatNames(archive, StreamNames.DESCRIPTION, true, contexts, budget);
    segments =
        new PredictedSegments(
            archive.directory().groups(), (code, before) -> before + CatalogInteger.signed(code));
  }

  @Override
  public NameTable samples() {
    return main.samples();
  }

  @Override
  public long batchSamples() {
    return batchSamples;
  }

  @Override
  public long expectedLength() {
    return 0;
  }

  @Override
  public void read(CatalogBatch batch, long first, long count) throws IOException {
    try {
      main.read(
          batch,
          first,
          count,
          (in, number) -> segments.read(new ByteReader[] {in, in, in, in}, number, batch));
    } catch (MalformedBytesException e) {
      throw main.corrupt(e);
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
  }
}
