package io.github.agc4j.internal.digest;

import io.github.agc4j.internal.archive.PartClaim;
import io.github.agc4j.internal.archive.PartSink;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Collects the digests of a batch of samples, off-heap, and writes its part. For one thread. */
public final class DigestWriter implements AutoCloseable {
  /** Contigs below that are decoded in no time. */
  static final long CHECK_SYMBOLS_MAX = 1 << 16;

  /** Digests and checks of all samples of the batch. */
  private final GrowableBytes records;

  /** A bit for each contig of the sample: whether it is a long one. */
  private final GrowableBytes kinds;

  private final GrowableBytes digests;

  /** Whether all digests are kept, or what proves them. */
  private final boolean isFull;

  private final CollectionHasher collection = new CollectionHasher();
  private final SampleSeal seal = new SampleSeal();
  private long contigs;
  private ContigDigest latest;
  private int samples;
  private boolean isAnyKnown;

  /**
   * No samples yet; what is collected is reserved from {@code budget}.
   *
   * @param isFull whether all digests are kept, which must be whole then; otherwise what proves
   *     their MD5s
   */
  public DigestWriter(boolean isFull, MemoryBudget budget) {
    this.isFull = isFull;
    this.records = new GrowableBytes(budget);
    this.kinds = new GrowableBytes(budget);
    this.digests = new GrowableBytes(budget);
  }

  /** Starts a sample of which all contigs follow. */
  public void startSample() {
    kinds.clear();
    digests.clear();
    contigs = 0;
    samples++;
    isAnyKnown = true;
  }

  /**
   * Adds the sample's next contig.
   *
   * @param shortName its name up to the first blank
   * @param length symbols that it has
   */
  public void addContig(byte[] shortName, ContigDigest digest, long length) {
    latest = digest;
    if (isFull) {
      digest.write(digests, ContigDigest.BYTES);
      collection.add(shortName, digest);
    } else {
      addCheck(digest, length >= CHECK_SYMBOLS_MAX);
      seal.add(shortName, digest);
    }
    contigs++;
  }

  private void addCheck(ContigDigest digest, boolean isLong) {
    int bit = (int) (contigs % Byte.SIZE);
    if (bit == 0) {
      kinds.putByte(0);
    }
    if (isLong) {
      MemorySegment bits = kinds.written();
      byte before = bits.get(ValueLayout.JAVA_BYTE, bits.byteSize() - 1);
      bits.set(ValueLayout.JAVA_BYTE, bits.byteSize() - 1, (byte) (before | 1 << bit));
    }
    digest.write(digests, isLong ? ContigDigest.MD5_BYTES : ContigDigest.SHORT_CHECK_BYTES);
  }

  /** Ends the sample. */
  public void endSample() {
    if (isFull) {
      endFull(collection.finish());
    } else {
      endSealed(seal.finish());
    }
  }

  private void endFull(byte[] digest) {
    if (contigs == 1) {
      records.putByte(DigestReader.SINGLE);
    } else {
      records.putByte(DigestReader.ALL_WHOLE);
      records.putIntLittleEndian(Math.toIntExact(contigs));
      records.put(digest);
    }
    records.put(digests.written(), 0, digests.size());
  }

  private void endSealed(byte[] sealBytes) {
    if (contigs == 1 && digests.size() == ContigDigest.SHORT_CHECK_BYTES) {
      records.putByte(DigestReader.CHECK);
      latest.write(records, ContigDigest.CHECK_BYTES);
      return;
    }
    records.putByte(DigestReader.SEALED);
    records.putIntLittleEndian(Math.toIntExact(contigs));
    records.put(sealBytes);
    records.put(kinds.written(), 0, kinds.size());
    records.put(digests.written(), 0, digests.size());
  }

  /** Adds a sample whose digests nobody knows. */
  public void addUnknown() {
    records.putByte(DigestReader.UNKNOWN);
    samples++;
  }

  /** Adds a sample as {@link DigestReader} shows it. */
  public void addRecord(MemorySegment record) {
    records.put(record, 0, record.byteSize());
    samples++;
    isAnyKnown = true;
  }

  /** Appends the records of the samples added to {@code target}, and has none any more. */
  public void moveTo(GrowableBytes target) {
    target.put(records.written(), 0, records.size());
    startBatch();
  }

  private void startBatch() {
    records.clear();
    samples = 0;
    isAnyKnown = false;
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
    startBatch();
  }

  @Override
  public void close() {
    records.close();
    kinds.close();
    digests.close();
  }
}
