package io.github.agc4j.internal.collection;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.Expansion;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the metadata of an archive of any format: sample names at once, batches when they are
 * needed. Keeps the batch used last, and every batch that somebody holds. Safe for use by several
 * threads.
 */
public final class CatalogReader implements AutoCloseable {
  private static final int VERSION_2 = 2000;
  private static final int VERSION_3 = 3000;
  private static final int VERSION_END = 4000;

  private final MemoryBudget budget;
  private final ZstdContexts contexts;
  private final StoredCatalog stored;
  private final Expansion expansion;
  private final Set<CatalogBatch> decoded = new HashSet<>();
  private final AtomicLong decodedBatches = new AtomicLong();
  private CatalogBatch latest;

  /**
   * Reads the sample names of {@code archive}, which stays the caller's.
   *
   * @param names what they are reserved from
   * @param batches what batches are reserved from
   * @throws CorruptArchiveException when they are damaged, or the format is later than 3
   */
  public CatalogReader(
      ArchiveFile archive, ArchiveParameters parameters, MemoryBudget names, MemoryBudget batches)
      throws IOException {
    this.budget = batches;
    this.contexts = new ZstdContexts(batches);
    this.expansion = archive.expansion();
    try {
      this.stored = open(archive, parameters, names);
    } catch (IOException | RuntimeException e) {
      contexts.close();
      throw e;
    }
  }

  private StoredCatalog open(ArchiveFile archive, ArchiveParameters parameters, MemoryBudget names)
      throws IOException {
    int version = parameters.version();
    if (version >= VERSION_END) {
      throw new CorruptArchiveException(
          archive.name(), "archive format " + version / 1000 + " is not supported");
    }
    if (version >= VERSION_3) {
      return new Format3Catalog(archive, parameters, contexts, names);
    }
    return version >= VERSION_2
        ? new Format2Catalog(archive, contexts, names)
        : new Format1Catalog(archive, parameters, contexts, names);
  }

  /** Number of samples. */
  public long samples() {
    return stored.samples().count();
  }

  /** The name of sample {@code index}, in the archive's order. */
  public byte[] sampleName(long index) {
    return stored.samples().name(index);
  }

  /** The indexes of all samples by their names, bytewise; the caller's to close. */
  public LongArray samplesByName(MemoryBudget order) {
    LongArray indexes = new LongArray(order);
    indexes.reserve(samples());
    for (long index = 0; index < samples(); index++) {
      indexes.add(index);
    }
    indexes.sort(stored.samples()::compare);
    return indexes;
  }

  /** The index of the sample called {@code name}, or −1. */
  public long sampleIndex(byte[] name) {
    return stored.samples().indexOf(name);
  }

  /** The commands that made the archive, the oldest first; none in format 3. */
  public List<RecordedCommand> commands() {
    return stored.commands();
  }

  /** Whether raw lengths are stored as they are, as in formats 1 and 2. */
  public boolean hasPlainLengths() {
    return stored.expectedLength() == 0;
  }

  /** The batch that holds sample {@code sample}, to be closed by the caller. */
  public synchronized CatalogBatch batch(long sample) throws IOException {
    long index = sample / stored.batchSamples();
    if (latest == null || latest.index() != index) {
      CatalogBatch read = read(index);
      CatalogBatch old = latest;
      latest = read;
      decoded.add(read);
      freeIfUnused(old);
    }
    latest.pins().pin();
    return latest;
  }

  /** Number of batches that were decoded, each time that they were. */
  public long decodedBatches() {
    return decodedBatches.get();
  }

  /** The place of sample {@code sample} in its batch. */
  public int placeInBatch(long sample) {
    return (int) (sample % stored.batchSamples());
  }

  synchronized void release(CatalogBatch batch) {
    batch.pins().unpin();
    freeIfUnused(batch);
  }

  CorruptArchiveException corruptNames(long batch, MalformedBytesException cause) {
    return stored.corruptNames(batch, cause);
  }

  private void freeIfUnused(CatalogBatch batch) {
    if (batch != null && batch != latest && batch.pins().retire()) {
      decoded.remove(batch);
      batch.free();
    }
  }

  private CatalogBatch read(long index) throws IOException {
    long first = index * stored.batchSamples();
    CatalogBatch batch = new CatalogBatch(this, index, stored.expectedLength(), expansion, budget);
    try {
      stored.read(batch, first, Math.min(stored.batchSamples(), samples() - first));
      batch.pack();
      decodedBatches.incrementAndGet();
      return batch;
    } catch (IOException | RuntimeException e) {
      batch.free();
      throw e;
    }
  }

  /** Frees everything; no batch may be pinned any more. */
  @Override
  public synchronized void close() {
    decoded.forEach(CatalogBatch::free);
    decoded.clear();
    latest = null;
    stored.close();
    contexts.close();
  }
}
