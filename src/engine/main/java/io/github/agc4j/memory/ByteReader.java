package io.github.agc4j.memory;

import static io.github.agc4j.memory.MalformedBytesException.verify;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A cursor over borrowed bytes that verifies before it reads. */
public final class ByteReader {
  private static final ValueLayout.OfInt INT_LE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

  /** The longest string that is taken to the heap: four times the longest FASTA header. */
  public static final int TEXT_BYTES_MAX = 4 << 20;

  private final MemorySegment bytes;
  private final long end;
  private long position;

  /** Reads all of {@code bytes}, which stay borrowed as long as the reader is used. */
  public ByteReader(MemorySegment bytes) {
    this.bytes = bytes;
    this.end = bytes.byteSize();
  }

  /** Offset of the next byte. */
  public long position() {
    return position;
  }

  /** Bytes left. */
  public long remaining() {
    return end - position;
  }

  /** The next byte, 0 … 255. */
  public int unsignedByte() {
    require(1);
    return bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xff;
  }

  /** The next four bytes as a number, least significant first. */
  public int intLittleEndian() {
    require(Integer.BYTES);
    int value = bytes.get(INT_LE, position);
    position += Integer.BYTES;
    return value;
  }

  /** The next eight bytes as a number, least significant first. */
  public long longLittleEndian() {
    require(Long.BYTES);
    long value = bytes.get(LONG_LE, position);
    position += Long.BYTES;
    return value;
  }

  /** A big-endian number of {@code length} ≤ 8 bytes. */
  public long bigEndian(int length) {
    require(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xff;
    }
    return value;
  }

  /** Skips a string and the zero byte that ends it; returns the string's length in bytes. */
  public long skipZeroTerminated() {
    long start = position;
    while (position < end) {
      if (bytes.get(ValueLayout.JAVA_BYTE, position++) == 0) {
        return position - 1 - start;
      }
    }
    throw new MalformedBytesException(start, "string without an end");
  }

  /**
   * The bytes of a string that a zero byte ends, on the heap; more than {@link #TEXT_BYTES_MAX} are
   * refused.
   */
  public byte[] zeroTerminated() {
    long start = position;
    long length = skipZeroTerminated();
    verify(length <= TEXT_BYTES_MAX, start, "string of " + length + " bytes");
    return bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /** The next {@code length} bytes, borrowed like the reader's own. */
  public MemorySegment slice(long length) {
    require(length);
    MemorySegment slice = bytes.asSlice(position, length);
    position += length;
    return slice;
  }

  /** Verifies that {@code length} bytes are left. */
  public void require(long length) {
    verify(length >= 0 && length <= end - position, position, "end of data");
  }
}
