package io.github.agc4j.collection;

import static io.github.agc4j.memory.MalformedBytesException.verify;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.ArchiveParameters;
import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.archive.PartLease;
import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.memory.ByteReader;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.pack.PackReader;
import io.github.agc4j.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the metadata of an archive of format 3: sample names at once, batches when they are needed.
 * Keeps the batch used last, and every batch that somebody holds. Safe for use by several threads.
 */
public final class CatalogReader implements AutoCloseable {
  private final ArchiveFile archive;
  private final ArchiveParameters parameters;
  private final MemoryBudget budget;
  private final ZstdContexts contexts;
  private final PackReader packs;
  private final InGroupIds ids;
  private final NameTable samples;
  private final Map<CatalogBatch, Integer> holders = new HashMap<>();
  private CatalogBatch latest;

  /** Reads the sample names of {@code archive}, which stays the caller's. */
  public CatalogReader(ArchiveFile archive, ArchiveParameters parameters, MemoryBudget budget)
      throws IOException {
    this.archive = archive;
    this.parameters = parameters;
    this.budget = budget;
    this.contexts = new ZstdContexts(budget);
    this.packs = new PackReader(contexts, budget);
    this.ids = new InGroupIds(budget);
    int stream = ArchiveParameters.require(archive, StreamNames.SAMPLES);
    try (PartLease part = archive.part(stream, 0)) {
      ByteReader in = new ByteReader(packs.frame(part.data(), part.metadata()));
      this.samples = new NameTable(in, CatalogInteger.read(in), budget);
    } catch (MalformedBytesException e) {
      packs.close();
      contexts.close();
      throw archive.corrupt(StreamNames.SAMPLES, 0, e);
    }
  }

  /** Number of samples. */
  public long samples() {
    return samples.count();
  }

  /** The name of sample {@code index}, in the order of addition. */
  public byte[] sampleName(long index) {
    return samples.name(index);
  }

  /** The index of the sample called {@code name}, or −1. */
  public long sampleIndex(byte[] name) {
    return samples.indexOf(name);
  }

  /** The batch that holds sample {@code sample}, to be closed by the caller. */
  public synchronized CatalogBatch batch(long sample) throws IOException {
    long index = sample / parameters.packCardinality();
    if (latest == null || latest.index() != index) {
      CatalogBatch read = read(index);
      CatalogBatch old = latest;
      latest = read;
      holders.put(read, 0);
      freeIfUnused(old);
    }
    holders.merge(latest, 1, Integer::sum);
    return latest;
  }

  /** The place of sample {@code sample} in its batch. */
  public int placeInBatch(long sample) {
    return (int) (sample % parameters.packCardinality());
  }

  synchronized void release(CatalogBatch batch) {
    holders.merge(batch, -1, Integer::sum);
    freeIfUnused(batch);
  }

  CorruptArchiveException corruptNames(long batch, MalformedBytesException cause) {
    return archive.corrupt(StreamNames.CONTIGS, batch, cause);
  }

  private void freeIfUnused(CatalogBatch batch) {
    if (batch != null && batch != latest && holders.get(batch) == 0) {
      holders.remove(batch);
      batch.free();
    }
  }

  private CatalogBatch read(long index) throws IOException {
    long first = index * parameters.packCardinality();
    long count = Math.min(parameters.packCardinality(), samples() - first);
    CatalogBatch batch =
        new CatalogBatch(
            this, index, (long) parameters.segmentSize() + parameters.kmerLength(), budget);
    String stream = StreamNames.CONTIGS;
    try {
      try (PartLease part = archive.part(ArchiveParameters.require(archive, stream), index)) {
        batch.readNames(packs.frame(part.data(), part.metadata()), count);
      }
      stream = StreamNames.DETAILS;
      try (PartLease part = archive.part(ArchiveParameters.require(archive, stream), index)) {
        readDetails(part.data(), batch);
      }
      return batch;
    } catch (MalformedBytesException e) {
      batch.free();
      throw archive.corrupt(stream, index, e);
    } catch (IOException | RuntimeException e) {
      batch.free();
      throw e;
    }
  }

  private void readDetails(MemorySegment data, CatalogBatch batch) {
    ByteReader in = new ByteReader(data);
    long[] sizes = new long[10];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = CatalogInteger.read(in);
    }
    batch.readCounts(packs.frame(in.slice(sizes[1]), sizes[0]));
    PackReader[] readers = new PackReader[4];
    ByteReader[] streams = new ByteReader[4];
    try {
      for (int i = 0; i < 4; i++) {
        readers[i] = new PackReader(contexts, budget);
        streams[i] = new ByteReader(readers[i].frame(in.slice(sizes[2 * i + 3]), sizes[2 * i + 2]));
      }
      verify(in.remaining() == 0, in.position(), "bytes behind the details");
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
    ids.start(archive.directory().groups());
    for (long i = 0; i < count; i++) {
      long group = CatalogInteger.read(streams[0]);
      verify(group < archive.directory().groups(), streams[0].position(), "unknown group");
      long id = ids.id((int) group, CatalogInteger.read(streams[1]));
      long length = CatalogInteger.read(streams[2]);
      long orientation = CatalogInteger.read(streams[3]);
      verify(orientation <= 1, streams[3].position(), "unknown orientation");
      batch.addSegment(group, id, length, orientation == 1);
    }
    for (ByteReader stream : streams) {
      verify(stream.remaining() == 0, stream.position(), "bytes behind the last segment");
    }
  }

  /** Frees everything; no batch may be held any more. */
  @Override
  public synchronized void close() {
    for (CatalogBatch batch : holders.keySet()) {
      batch.free();
    }
    holders.clear();
    latest = null;
    samples.close();
    ids.close();
    packs.close();
    contexts.close();
  }
}
