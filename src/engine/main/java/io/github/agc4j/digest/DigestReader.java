package io.github.agc4j.digest;

import static io.github.agc4j.memory.MalformedBytesException.verify;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The digests of one sample as they lie in a part: a view of borrowed bytes. */
public final class DigestReader {
  static final ValueLayout.OfInt COUNT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static final byte UNKNOWN = 0;

  /** Several contigs, or none, and the collection. */
  static final byte ALL_WHOLE = 1;

  /** A sample of one contig, whose name and digest tell the collection's. */
  static final byte SINGLE = 2;

  /** The same with only the beginning of an MD5. */
  static final byte CHECK = 3;

  /** Several contigs, or none, some with only the beginning of an MD5, and the collection. */
  static final byte SEVERAL = 4;

  /** Where a sample's collection is behind its first byte, and what follows. */
  static final long COLLECTION = 1 + Integer.BYTES;

  static final long BEHIND_COLLECTION = COLLECTION + CollectionHasher.BYTES;

  private static final int LONGER_BYTES = ContigDigest.BYTES - ContigDigest.CHECK_BYTES;

  private final MemorySegment record;

  private DigestReader(MemorySegment record) {
    this.record = record;
  }

  /** The digests in a whole record. */
  static DigestReader ofRecord(MemorySegment record) {
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
    verify(state >= UNKNOWN && state <= SEVERAL, at, "unknown state");
    if (state == UNKNOWN) {
      return 1;
    }
    if (state == SINGLE || state == CHECK) {
      int bytes = state == SINGLE ? ContigDigest.BYTES : ContigDigest.CHECK_BYTES;
      verify(left > bytes, at, "end of data");
      return 1 + bytes;
    }
    verify(left >= BEHIND_COLLECTION, at, "end of data");
    long contigs = Integer.toUnsignedLong(part.get(COUNT, at + 1));
    long room = left - BEHIND_COLLECTION;
    if (state == ALL_WHOLE) {
      verify(contigs <= room / ContigDigest.BYTES, at, "end of data");
      return BEHIND_COLLECTION + contigs * ContigDigest.BYTES;
    }
    verify(contigs <= room / ContigDigest.CHECK_BYTES, at, "end of data");
    long bytes = severalBytes(part.asSlice(at, left), contigs);
    verify(bytes <= left, at, "end of data");
    return bytes;
  }

  private static long severalBytes(MemorySegment record, long contigs) {
    long kinds = kindsBytes(contigs);
    verify(BEHIND_COLLECTION + kinds <= record.byteSize(), BEHIND_COLLECTION, "end of data");
    return BEHIND_COLLECTION
        + kinds
        + contigs * ContigDigest.CHECK_BYTES
        + wholeBefore(record, contigs) * LONGER_BYTES;
  }

  private static long kindsBytes(long contigs) {
    return (contigs + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** How many of the first {@code contigs} digests of several are whole. */
  private static long wholeBefore(MemorySegment record, long contigs) {
    long count = 0;
    for (long i = 0; i < contigs / Byte.SIZE; i++) {
      count += Integer.bitCount(kinds(record, i));
    }
    int rest = (int) (contigs % Byte.SIZE);
    return rest == 0
        ? count
        : count + Integer.bitCount(kinds(record, contigs / Byte.SIZE) & (1 << rest) - 1);
  }

  private static int kinds(MemorySegment record, long index) {
    return record.get(ValueLayout.JAVA_BYTE, BEHIND_COLLECTION + index) & 0xff;
  }

  /** Number of contigs. */
  public long contigs() {
    return hasCollection() ? Integer.toUnsignedLong(record.get(COUNT, 1)) : 1;
  }

  private byte state() {
    return record.get(ValueLayout.JAVA_BYTE, 0);
  }

  /** Whether all digests are there, and not only what a contig can be checked by. */
  public boolean isWhole() {
    return state() == SEVERAL ? wholeBefore(record, contigs()) == contigs() : state() != CHECK;
  }

  /** Whether the sample's digest as a sequence collection is there; otherwise it has one contig. */
  public boolean hasCollection() {
    return state() == ALL_WHOLE || state() == SEVERAL;
  }

  /**
   * The digest of the sample as a sequence collection. Only if it is there or the digests are
   * whole.
   *
   * @param firstName the name of its first contig up to the first blank, of which the digest is
   *     made if that is the only one
   */
  public byte[] collection(byte[] firstName) {
    if (!hasCollection()) {
      CollectionHasher hasher = new CollectionHasher();
      hasher.add(firstName, contig(0));
      return hasher.finish();
    }
    return record.asSlice(COLLECTION, CollectionHasher.BYTES).toArray(ValueLayout.JAVA_BYTE);
  }

  /** The digest of contig {@code index}, or what it can be checked by. */
  public ContigDigest contig(long index) {
    return switch (state()) {
      case CHECK -> ContigDigest.readCheck(record, 1);
      case SINGLE -> ContigDigest.read(record, 1);
      case SEVERAL -> oneOfSeveral(index);
      default -> ContigDigest.read(record, BEHIND_COLLECTION + index * ContigDigest.BYTES);
    };
  }

  private ContigDigest oneOfSeveral(long index) {
    long offset =
        BEHIND_COLLECTION
            + kindsBytes(contigs())
            + index * ContigDigest.CHECK_BYTES
            + wholeBefore(record, index) * LONGER_BYTES;
    boolean isWhole = (kinds(record, index / Byte.SIZE) >> index % Byte.SIZE & 1) != 0;
    return isWhole ? ContigDigest.read(record, offset) : ContigDigest.readCheck(record, offset);
  }

  /** All of it, for {@link DigestWriter#addRecord}; borrowed like the part. */
  public MemorySegment record() {
    return record;
  }
}
