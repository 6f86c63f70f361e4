package io.github.agc4j.internal.archive.waypoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What a waypoint begins with.
 *
 * @param sequence how many there are in front of it
 * @param textBytes bytes of its text
 * @param bodyBytes bytes of the text as it is compressed
 */
record WaypointHead(int sequence, long textBytes, long bodyBytes) {
  /** Bytes of a head. */
  static final long BYTES = 24;

  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT_LE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** "agc4jWP1", the first letter first. */
  private static final long MAGIC = 0x3150576a34636761L;

  private static final long SEQUENCE = 8;
  private static final long TEXT = 12;
  private static final long BODY = 16;
  private static final long CHECKSUM = 20;

  /** Writes the head to the start of {@code target}, which has the body after it already. */
  void write(MemorySegment target) {
    target.set(LONG_LE, 0, MAGIC);
    target.set(INT_LE, SEQUENCE, sequence);
    target.set(INT_LE, TEXT, (int) textBytes);
    target.set(INT_LE, BODY, (int) bodyBytes);
    target.set(INT_LE, CHECKSUM, checksum(target));
  }

  /** The head at {@code offset} of {@code bytes}; null if there is none. */
  static WaypointHead at(MemorySegment bytes, long offset) {
    if (bytes.byteSize() - offset < BYTES || bytes.get(LONG_LE, offset) != MAGIC) {
      return null;
    }
    return new WaypointHead(
        bytes.get(INT_LE, offset + SEQUENCE),
        Integer.toUnsignedLong(bytes.get(INT_LE, offset + TEXT)),
        Integer.toUnsignedLong(bytes.get(INT_LE, offset + BODY)));
  }

  /** Whether {@code bytes} are those of a waypoint with this head that is what it was. */
  boolean isWhole(MemorySegment bytes) {
    return bytes.get(INT_LE, CHECKSUM) == checksum(bytes);
  }

  private int checksum(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asSlice(SEQUENCE, CHECKSUM - SEQUENCE).asByteBuffer());
    crc.update(bytes.asSlice(BYTES, bodyBytes).asByteBuffer());
    return (int) crc.getValue();
  }
}
