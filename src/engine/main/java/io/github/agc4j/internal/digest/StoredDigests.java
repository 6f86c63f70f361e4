package io.github.agc4j.internal.digest;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;

/**
 * The digests that an archive has. The part of the batch that was asked for last is kept, and where
 * its samples begin in it, so that all samples in their order take one pass. Safe for use by
 * several threads.
 */
public final class StoredDigests implements AutoCloseable {
  private static final long NONE = -1;

  /** Copies of records up to this size use the same memory again. */
  private static final long RECORD_BYTES = 4 << 10;

  private final ArchiveFile archive;
  private final BlockPool records;
  private final Scratch scratch;

  /** Where the first samples of the batch begin in its part. */
  private final LongArray starts;

  private long batch = NONE;
  private MemorySegment part;

  /** The digests of {@code archive}, which is borrowed. */
  public StoredDigests(ArchiveFile archive, MemoryBudget budget) {
    this.archive = archive;
    this.records = new BlockPool(RECORD_BYTES, budget);
    this.scratch = new Scratch(budget);
    this.starts = new LongArray(budget);
  }

  /** Looks at the digests of a sample. */
  public interface Visitor {
    /** Called once, if there are any; {@code digests} are borrowed meanwhile. */
    void visit(DigestReader digests) throws IOException;
  }

  /**
   * Shows the digests of one sample; false if there are none.
   *
   * @param ofBatch the sample's batch of metadata
   * @param place its place in the batch
   * @param contigs how many contigs it has by the metadata
   * @throws CorruptArchiveException when they are damaged
   */
  public boolean show(long ofBatch, int place, long contigs, Visitor visitor) throws IOException {
    if (!hasPart(ofBatch)) {
      return false;
    }
    try (BlockPool.Loan record = copyOf(ofBatch, place)) {
      if (record == null) {
        return false;
      }
      DigestReader digests = DigestReader.ofRecord(record.bytes());
      MalformedBytesException.verify(
          digests.contigs() == contigs, 0, "not one digest for each contig");
      visitor.visit(digests);
      return true;
    } catch (MalformedBytesException e) {
      throw archive.corrupt(StreamNames.DIGESTS, ofBatch, e);
    }
  }

  private boolean hasPart(long ofBatch) {
    int stream = archive.directory().stream(StreamNames.DIGESTS);
    return ofBatch < archive.directory().parts(stream);
  }

  /** A copy of a sample's record, which other threads do not wait for; null if there is none. */
  private synchronized BlockPool.Loan copyOf(long ofBatch, int place) throws IOException {
    load(ofBatch);
    if (part.byteSize() == 0) {
      return null;
    }
    while (starts.count() <= place) {
      long last = starts.count() - 1;
      starts.add(
          last < 0 ? 0 : starts.get(last) + DigestReader.recordBytes(part, starts.get(last)));
    }
    long start = starts.get(place);
    long bytes = DigestReader.recordBytes(part, start);
    if (bytes == DigestReader.UNKNOWN_BYTES) {
      return null;
    }
    BlockPool.Loan record = records.lend(bytes);
    MemorySegment.copy(part, start, record.bytes(), 0, bytes);
    return record;
  }

  private void load(long ofBatch) throws IOException {
    if (batch == ofBatch) {
      return;
    }
    batch = NONE;
    starts.clear();
    part = archive.read(archive.directory().stream(StreamNames.DIGESTS), ofBatch, scratch).data();
    batch = ofBatch;
  }

  /**
   * Gives the places of those of the first {@code samples} samples of a batch that have digests to
   * {@code known}, as far as the part is undamaged: what has them was written by this library.
   */
  public void showKnown(long ofBatch, int samples, IntConsumer known) throws IOException {
    if (!hasPart(ofBatch)) {
      return;
    }
    int stream = archive.directory().stream(StreamNames.DIGESTS);
    try (PartCopy whole = archive.part(stream, ofBatch)) {
      DigestReader.showKnown(whole.data(), samples, known);
    } catch (MalformedBytesException | CorruptArchiveException e) {
      // Whoever wants the digests themselves is told.
      return;
    }
  }

  @Override
  public synchronized void close() {
    batch = NONE;
    scratch.close();
    starts.close();
    records.close();
  }
}
