package io.github.agc4j.internal.archive.footer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What stands between the stream table and the trailer of an archive with checksums, where other
 * readers see nothing: the checksums of the table and of the part that holds all other checksums.
 *
 * @param tableBytes bytes of the stream table, which ends where the seal begins
 * @param tableChecksum checksum of the stream table
 * @param partsChecksum checksum of the part of the stream of checksums
 */
public record FooterSeal(long tableBytes, int tableChecksum, int partsChecksum) {
  /** Bytes of a seal. */
  public static final long BYTES = 32;

  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT_LE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** "agc4jSL1", the first letter first. */
  private static final long MAGIC = 0x314c536a34636761L;

  private static final long TABLE_BYTES = 8;
  private static final long TABLE = 16;
  private static final long PARTS = 20;
  private static final long RESERVED = 24;
  private static final long OWN = 28;

  /** Writes the seal to the start of {@code target}. */
  public void write(MemorySegment target) {
    target.set(LONG_LE, 0, MAGIC);
    target.set(LONG_LE, TABLE_BYTES, tableBytes);
    target.set(INT_LE, TABLE, tableChecksum);
    target.set(INT_LE, PARTS, partsChecksum);
    target.set(INT_LE, RESERVED, 0);
    target.set(INT_LE, OWN, Checksum.of(target.asSlice(0, OWN)));
  }

  /** The seal at {@code offset} of {@code bytes}; null if there is none, or a damaged one. */
  public static FooterSeal at(MemorySegment bytes, long offset) {
    if (offset < 0 || bytes.byteSize() - offset < BYTES || bytes.get(LONG_LE, offset) != MAGIC) {
      return null;
    }
    MemorySegment seal = bytes.asSlice(offset, BYTES);
    return seal.get(INT_LE, OWN) != Checksum.of(seal.asSlice(0, OWN))
        ? null
        : new FooterSeal(
            seal.get(LONG_LE, TABLE_BYTES), seal.get(INT_LE, TABLE), seal.get(INT_LE, PARTS));
  }
}
