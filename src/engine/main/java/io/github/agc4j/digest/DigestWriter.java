package io.github.agc4j.digest;

import io.github.agc4j.archive.PartClaim;
import io.github.agc4j.archive.PartSink;
import io.github.agc4j.memory.GrowableBytes;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Collects the digests of a batch of samples, off-heap, and writes its part. For one thread. */
public final class DigestWriter implements AutoCloseable {
  static final byte UNKNOWN = 0;
  static final byte KNOWN = 1;

  /** A sample of one contig, whose name and digest tell the collection's. */
  static final byte SINGLE = 2;

  /** The same with only the beginning of an MD5. */
  static final byte CHECK = 3;

  /** Contigs below that are decoded in no time. */
  static final long CHECK_SYMBOLS_MAX = 1 << 16;

  /** Where a sample's collection is behind its first byte, and where its contigs are. */
  static final long COLLECTION = 1 + Integer.BYTES;

  static final long CONTIGS = COLLECTION + CollectionHasher.BYTES;

  private final GrowableBytes records;
  private final CollectionHasher collection = new CollectionHasher();
  private long start;
  private long contigs;
  private long symbols;
  private int samples;
  private boolean isAnyKnown;

  /** No samples yet; what is collected is reserved from {@code budget}. */
  public DigestWriter(MemoryBudget budget) {
    this.records = new GrowableBytes(budget);
  }

  /** Starts a sample of which all contigs follow. */
  public void startSample() {
    start = records.size();
    contigs = 0;
    symbols = 0;
    samples++;
    isAnyKnown = true;
    records.reserve(CONTIGS);
    records.advance(CONTIGS);
  }

  /**
   * Adds the sample's next contig.
   *
   * @param shortName its name up to the first blank
   * @param length symbols that it has
   */
  public void addContig(byte[] shortName, ContigDigest digest, long length) {
    digest.write(records.reserve(ContigDigest.BYTES), records.size());
    records.advance(ContigDigest.BYTES);
    collection.add(shortName, digest);
    contigs++;
    symbols += length;
  }

  /** Ends the sample. */
  public void endSample() {
    MemorySegment record = records.written().asSlice(start);
    byte[] digest = collection.finish();
    if (contigs == 1 && symbols < CHECK_SYMBOLS_MAX) {
      record.set(ValueLayout.JAVA_BYTE, 0, CHECK);
      ContigDigest.read(record, CONTIGS).writeCheck(record, 1);
      records.truncate(start + 1 + ContigDigest.CHECK_BYTES);
      return;
    }
    if (contigs == 1) {
      record.set(ValueLayout.JAVA_BYTE, 0, SINGLE);
      MemorySegment.copy(record, CONTIGS, record, 1, ContigDigest.BYTES);
      records.truncate(start + 1 + ContigDigest.BYTES);
      return;
    }
    record.set(ValueLayout.JAVA_BYTE, 0, KNOWN);
    record.set(DigestReader.COUNT, 1, Math.toIntExact(contigs));
    MemorySegment.copy(
        digest, 0, record, ValueLayout.JAVA_BYTE, COLLECTION, CollectionHasher.BYTES);
  }

  /** Adds a sample whose digests nobody knows. */
  public void addUnknown() {
    records.putByte(UNKNOWN);
    samples++;
  }

  /** Adds a sample as {@link DigestReader} shows it. */
  public void addRecord(MemorySegment record) {
    records.put(record, 0, record.byteSize());
    samples++;
    isAnyKnown = true;
  }

  /** Writes the part of the samples added, if there are any, and starts the next batch. */
  public void writeBatch(PartSink sink, int stream) throws IOException {
    if (samples == 0) {
      return;
    }
    long size = isAnyKnown ? records.size() : 0;
    PartClaim claim = sink.claim(stream, size);
    MemorySegment.copy(records.written(), 0, claim.room(), 0, size);
    claim.commit(size == 0 ? 0 : samples, size);
    records.clear();
    samples = 0;
    isAnyKnown = false;
  }

  @Override
  public void close() {
    records.close();
  }
}
