package io.github.agc4j.internal.collection;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.file.ByteRanges;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The metadata of format 3: sample names in one stream, and of each batch a part with contig names
 * and one with places of segments (AGC format, section 4.3). Surplus parts are ignored.
 */
final class Format3Catalog implements StoredCatalog {
  private final ArchiveFile archive;
  private final ArchiveParameters parameters;
  private final ZstdContexts contexts;
  private final MemoryBudget budget;
  private final PackReader packs;
  private final InGroupIds ids;
  private final FrameContent names;
  private final NameTable samples;

  /** Reads the sample names; {@code archive} and {@code contexts} stay the caller's. */
  Format3Catalog(
      ArchiveFile archive, ArchiveParameters parameters, ZstdContexts contexts, MemoryBudget budget)
      throws IOException {
    this.archive = archive;
    this.parameters = parameters;
    this.contexts = contexts;
    this.budget = budget;
    this.packs = new PackReader(contexts, budget);
    this.ids = new InGroupIds(budget);
    this.names = new FrameContent(archive, StreamNames.SAMPLES, contexts, budget);
    try {
      this.samples = samples(names.content(), budget);
    } catch (MalformedBytesException e) {
      names.close();
      throw archive.corrupt(StreamNames.SAMPLES, 0, e);
    }
  }

  private static NameTable samples(MemorySegment content, MemoryBudget budget) {
    ByteReader in = new ByteReader(content);
    long count = CatalogInteger.read(in);
    verify(count <= in.remaining(), 0, "more names than bytes");
    NameTable samples = new NameTable(content, budget);
    try {
      for (long i = 0; i < count; i++) {
        samples.add(in);
      }
      verify(in.remaining() == 0, in.position(), "bytes after the last name");
      return samples;
    } catch (MalformedBytesException e) {
      samples.close();
      throw e;
    }
  }

  @Override
  public NameTable samples() {
    return samples;
  }

  @Override
  public long batchSamples() {
    return parameters.packCardinality();
  }

  @Override
  public long expectedLength() {
    return (long) parameters.segmentSize() + parameters.kmerLength();
  }

  @Override
  public List<RecordedCommand> commands() {
    return List.of();
  }

  @Override
  public CorruptArchiveException corruptNames(long batch, MalformedBytesException cause) {
    return archive.corrupt(StreamNames.CONTIGS, batch, cause);
  }

  @Override
  public void read(CatalogBatch batch, long first, long count) throws IOException {
    long index = first / batchSamples();
    String stream = StreamNames.CONTIGS;
    fetch(index);
    try {
      try (PartCopy part = archive.part(ParameterReader.require(archive, stream), index)) {
        archive.expansion().verifyMetadataFrame(part.metadata());
        batch.readNames(packs.frame(part.data(), part.metadata()), count);
      }
      stream = StreamNames.DETAILS;
      try (PartCopy part = archive.part(ParameterReader.require(archive, stream), index)) {
        readDetails(part.data(), batch);
      }
    } catch (MalformedBytesException e) {
      throw archive.corrupt(stream, index, e);
    }
  }

  /** Both parts together, if the archive is far. */
  private void fetch(long index) throws IOException {
    if (archive.aheadBytes() > 0) {
      ByteRanges places = new ByteRanges();
      archive.addPlace(archive.directory().stream(StreamNames.CONTIGS), index, places);
      archive.addPlace(archive.directory().stream(StreamNames.DETAILS), index, places);
      archive.willRead(places);
    }
  }

  private void readDetails(MemorySegment data, CatalogBatch batch) {
    ByteReader in = new ByteReader(data);
    long[] sizes = new long[10];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = CatalogInteger.read(in);
      archive.expansion().verifyMetadataFrame(sizes[i]);
    }
    batch.readCounts(packs.frame(in.slice(sizes[1]), sizes[0]));
    PackReader[] readers = new PackReader[4];
    ByteReader[] streams = new ByteReader[4];
    try {
      for (int i = 0; i < 4; i++) {
        readers[i] = new PackReader(contexts, budget);
        streams[i] = new ByteReader(readers[i].frame(in.slice(sizes[2 * i + 3]), sizes[2 * i + 2]));
      }
      verify(in.remaining() == 0, in.position(), "bytes after the details");
      readSegments(streams, batch);
    } finally {
      for (PackReader reader : readers) {
        if (reader != null) {
          reader.close();
        }
      }
    }
  }

  private void readSegments(ByteReader[] streams, CatalogBatch batch) {
    long count = batch.segmentCount();
    verify(count <= streams[0].remaining(), 0, "more segments than the details hold");
    batch.reserveSegments();
    long groups = archive.directory().groups();
    ids.start(groups);
    for (long i = 0; i < count; i++) {
      readSegment(streams, groups, batch);
    }
    for (ByteReader stream : streams) {
      verify(stream.remaining() == 0, stream.position(), "bytes after the last segment");
    }
  }

  /** A method of its own, so that it is compiled long before the loop around it would be. */
  private void readSegment(ByteReader[] streams, long groups, CatalogBatch batch) {
    long group = CatalogInteger.read(streams[0]);
    verify(group < groups, streams[0].position(), "unknown group");
    long id = ids.id((int) group, CatalogInteger.read(streams[1]));
    long length = CatalogInteger.read(streams[2]);
    long orientation = CatalogInteger.read(streams[3]);
    verify(orientation <= 1, streams[3].position(), "unknown orientation");
    batch.addSegment(group, id, length, orientation == 1);
  }

  @Override
  public void close() {
    samples.close();
    names.close();
    ids.close();
    packs.close();
  }
}
