package io.github.agc4j.internal.digest;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.info.SampleDigest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The digests of one sample as they lie in a part: a view of borrowed bytes. For one thread. */
public final class DigestReader implements SampleDigest {
  static final ValueLayout.OfInt COUNT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static final byte UNKNOWN = 0;

  /** A record that tells nothing. */
  static final long UNKNOWN_BYTES = 1;

  /** Several contigs, or none, and the collection. */
  static final byte ALL_WHOLE = 1;

  /** A sample of one contig, whose name and digest tell the collection's. */
  static final byte SINGLE = 2;

  /** The same with only the beginning of an MD5. */
  static final byte CHECK = 3;

  /** Several contigs, or none, some with only the beginning of an MD5, and the collection. */
  static final byte SEVERAL = 4;

  /** Some contigs, with their MD5s or the beginnings of these, and what proves all of them. */
  static final byte SEALED = 5;

  /** Where a sample's collection or seal is after its first byte, and what follows. */
  static final long COLLECTION = 1 + Integer.BYTES;

  static final long BEHIND_COLLECTION = COLLECTION + CollectionHasher.BYTES;

  private final MemorySegment record;

  /** How the digests of some contigs lie that are of two sizes. */
  private record Sizes(long start, int longer, int shorter) {
    private static final Sizes SEVERAL =
        new Sizes(BEHIND_COLLECTION, ContigDigest.BYTES, ContigDigest.CHECK_BYTES);
    private static final Sizes SEALED =
        new Sizes(
            COLLECTION + SampleSeal.BYTES, ContigDigest.MD5_BYTES, ContigDigest.SHORT_CHECK_BYTES);

    private static Sizes of(byte state) {
      return state == DigestReader.SEALED ? SEALED : SEVERAL;
    }
  }

  /** The longer digests are counted from here on, since contigs are mostly asked for in turn. */
  private long countedContigs;

  private long countedLonger;

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
   * @throws io.github.agc4j.internal.memory.MalformedBytesException when the part does not follow
   *     the grammar
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
    return bytes == UNKNOWN_BYTES ? null : new DigestReader(part.asSlice(at, bytes));
  }

  /** Gives the places of those of the first {@code samples} samples that a part tells of. */
  static void showKnown(MemorySegment part, int samples, IntConsumer known) {
    long at = 0;
    for (int sample = 0; sample < samples && at < part.byteSize(); sample++) {
      long bytes = recordBytes(part, at);
      if (bytes > UNKNOWN_BYTES) {
        known.accept(sample);
      }
      at += bytes;
    }
  }

  /** Bytes of the record at {@code at}; {@link #UNKNOWN_BYTES} if it tells nothing. */
  static long recordBytes(MemorySegment part, long at) {
    long left = part.byteSize() - at;
    verify(left > 0, at, "fewer samples than the metadata have");
    byte state = part.get(ValueLayout.JAVA_BYTE, at);
    verify(state >= UNKNOWN && state <= SEALED, at, "unknown state");
    if (state == UNKNOWN) {
      return UNKNOWN_BYTES;
    }
    if (state == SINGLE || state == CHECK) {
      int bytes = state == SINGLE ? ContigDigest.BYTES : ContigDigest.CHECK_BYTES;
      verify(left > bytes, at, "end of data");
      return 1 + bytes;
    }
    Sizes sizes = Sizes.of(state);
    verify(left >= sizes.start, at, "end of data");
    long contigs = Integer.toUnsignedLong(part.get(COUNT, at + 1));
    long room = left - sizes.start;
    if (state == ALL_WHOLE) {
      verify(contigs <= room / ContigDigest.BYTES, at, "end of data");
      return BEHIND_COLLECTION + contigs * ContigDigest.BYTES;
    }
    verify(contigs <= room / sizes.shorter, at, "end of data");
    long bytes = bytes(part.asSlice(at, left), contigs, sizes);
    verify(bytes <= left, at, "end of data");
    return bytes;
  }

  private static long bytes(MemorySegment record, long contigs, Sizes sizes) {
    long kinds = kindsBytes(contigs);
    verify(sizes.start + kinds <= record.byteSize(), sizes.start, "end of data");
    return sizes.start
        + kinds
        + contigs * sizes.shorter
        + longerBefore(record, contigs, sizes) * (sizes.longer - sizes.shorter);
  }

  private static long kindsBytes(long contigs) {
    return (contigs + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** How many of the first {@code contigs} digests are the longer ones. */
  private static long longerBefore(MemorySegment record, long contigs, Sizes sizes) {
    return longerIn(record, 0, contigs / Byte.SIZE, sizes) + longerInRest(record, contigs, sizes);
  }

  /** How many of the contigs whose kinds lie in some bytes have the longer digests. */
  private static long longerIn(MemorySegment record, long first, long end, Sizes sizes) {
    long count = 0;
    for (long i = first; i < end; i++) {
      count += Integer.bitCount(kinds(record, i, sizes));
    }
    return count;
  }

  private static int longerInRest(MemorySegment record, long contigs, Sizes sizes) {
    int rest = (int) (contigs % Byte.SIZE);
    return rest == 0
        ? 0
        : Integer.bitCount(kinds(record, contigs / Byte.SIZE, sizes) & (1 << rest) - 1);
  }

  private long longerBefore(long contig, Sizes sizes) {
    long whole = contig / Byte.SIZE;
    if (whole < countedContigs / Byte.SIZE) {
      countedContigs = 0;
      countedLonger = 0;
    }
    countedLonger += longerIn(record, countedContigs / Byte.SIZE, whole, sizes);
    countedContigs = whole * Byte.SIZE;
    return countedLonger + longerInRest(record, contig, sizes);
  }

  private static int kinds(MemorySegment record, long index, Sizes sizes) {
    return record.get(ValueLayout.JAVA_BYTE, sizes.start + index) & 0xff;
  }

  @Override
  public long contigs() {
    return hasCollection() || hasSeal() ? Integer.toUnsignedLong(record.get(COUNT, 1)) : 1;
  }

  private byte state() {
    return record.get(ValueLayout.JAVA_BYTE, 0);
  }

  @Override
  public boolean isWhole() {
    return switch (state()) {
      case SEVERAL -> longerBefore(record, contigs(), Sizes.SEVERAL) == contigs();
      case CHECK, SEALED -> false;
      default -> true;
    };
  }

  /** Whether there is what proves all contigs at once. */
  public boolean hasSeal() {
    return state() == SEALED;
  }

  /** What proves all contigs, if it is there: see {@link SampleSeal}. */
  public byte[] seal() {
    return record.asSlice(COLLECTION, SampleSeal.BYTES).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Whether the sample's digest as a sequence collection is there. */
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

  @Override
  public ContigDigest contig(long index) {
    return switch (state()) {
      case CHECK -> ContigDigest.read(record, 1, ContigDigest.CHECK_BYTES);
      case SINGLE -> ContigDigest.read(record, 1, ContigDigest.BYTES);
      case SEVERAL -> oneOfTwoSizes(index, Sizes.SEVERAL);
      case SEALED -> oneOfTwoSizes(index, Sizes.SEALED);
      default ->
          ContigDigest.read(
              record, BEHIND_COLLECTION + index * ContigDigest.BYTES, ContigDigest.BYTES);
    };
  }

  private ContigDigest oneOfTwoSizes(long index, Sizes sizes) {
    long offset =
        sizes.start
            + kindsBytes(contigs())
            + index * sizes.shorter
            + longerBefore(index, sizes) * (sizes.longer - sizes.shorter);
    boolean isLonger = (kinds(record, index / Byte.SIZE, sizes) >> index % Byte.SIZE & 1) != 0;
    return ContigDigest.read(record, offset, isLonger ? sizes.longer : sizes.shorter);
  }

  @Override
  public String collectionName(byte[] firstName) {
    return CollectionHasher.text(
        collection(Arrays.copyOf(firstName, CollectionHasher.nameLength(firstName))));
  }

  /** All of it, for {@link DigestWriter#addRecord}; borrowed like the part. */
  public MemorySegment record() {
    return record;
  }
}
