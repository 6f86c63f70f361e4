package io.github.agc4j.digest;

import static io.github.agc4j.memory.MalformedBytesException.verify;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The digests of one sample as they lie in a part: a view of borrowed bytes. */
public final class DigestReader {
  static final ValueLayout.OfInt COUNT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment record;

  private DigestReader(MemorySegment record) {
    this.record = record;
  }

  /** The digests of a sample with one contig. */
  public static DigestReader single(ContigDigest digest) {
    MemorySegment record = MemorySegment.ofArray(new byte[1 + ContigDigest.BYTES]);
    record.set(ValueLayout.JAVA_BYTE, 0, DigestWriter.SINGLE);
    digest.write(record, 1);
    return new DigestReader(record);
  }

  /**
   * The digests of a sample; null if the part does not tell them.
   *
   * @param part the bytes of the batch's part, borrowed as long as the view is used
   * @param place the sample's place in its batch, 0-based
   * @throws io.github.agc4j.memory.MalformedBytesException when the part does not follow the
   *     grammar
   */
  public static DigestReader of(MemorySegment part, int place) {
    if (part.byteSize() == 0) {
      return null;
    }
    long at = 0;
    for (int sample = 0; sample < place; sample++) {
      at += recordBytes(part, at);
    }
    long bytes = recordBytes(part, at);
    return bytes == 1 ? null : new DigestReader(part.asSlice(at, bytes));
  }

  private static long recordBytes(MemorySegment part, long at) {
    long left = part.byteSize() - at;
    verify(left > 0, at, "fewer samples than the metadata have");
    byte state = part.get(ValueLayout.JAVA_BYTE, at);
    verify(state >= DigestWriter.UNKNOWN && state <= DigestWriter.CHECK, at, "unknown state");
    if (state == DigestWriter.UNKNOWN) {
      return 1;
    }
    if (state != DigestWriter.KNOWN) {
      int bytes = state == DigestWriter.SINGLE ? ContigDigest.BYTES : ContigDigest.CHECK_BYTES;
      verify(left > bytes, at, "end of data");
      return 1 + bytes;
    }
    verify(left >= DigestWriter.CONTIGS, at, "end of data");
    long contigs = Integer.toUnsignedLong(part.get(COUNT, at + 1));
    verify(contigs <= (left - DigestWriter.CONTIGS) / ContigDigest.BYTES, at, "end of data");
    return DigestWriter.CONTIGS + contigs * ContigDigest.BYTES;
  }

  /** Number of contigs. */
  public long contigs() {
    return state() != DigestWriter.KNOWN ? 1 : Integer.toUnsignedLong(record.get(COUNT, 1));
  }

  private byte state() {
    return record.get(ValueLayout.JAVA_BYTE, 0);
  }

  /** Whether the digests are there, and not only what a contig can be checked by. */
  public boolean isWhole() {
    return state() != DigestWriter.CHECK;
  }

  /**
   * The digest of the sample as a sequence collection. Only if the digests are whole.
   *
   * @param firstName the name of its first contig up to the first blank, of which the digest is
   *     made if that is the only one
   */
  public byte[] collection(byte[] firstName) {
    if (state() == DigestWriter.SINGLE) {
      CollectionHasher hasher = new CollectionHasher();
      hasher.add(firstName, contig(0));
      return hasher.finish();
    }
    return record
        .asSlice(DigestWriter.COLLECTION, CollectionHasher.BYTES)
        .toArray(ValueLayout.JAVA_BYTE);
  }

  /** The digest of contig {@code index}. */
  public ContigDigest contig(long index) {
    if (!isWhole()) {
      return ContigDigest.readCheck(record, 1);
    }
    long contigs = state() == DigestWriter.SINGLE ? 1 : DigestWriter.CONTIGS;
    return ContigDigest.read(record, contigs + index * ContigDigest.BYTES);
  }

  /** All of it, for {@link DigestWriter#addRecord}; borrowed like the part. */
  public MemorySegment record() {
    return record;
  }
}
