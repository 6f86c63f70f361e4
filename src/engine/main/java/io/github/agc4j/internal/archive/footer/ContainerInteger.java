package io.github.agc4j.internal.archive.footer;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The container's integers: a length byte and as many bytes, most significant first. */
public final class ContainerInteger {
  /** Bytes of the largest number. */
  public static final int BYTES_MAX = 1 + Long.BYTES;

  private ContainerInteger() {}

  /** Bytes of {@code value} in its shortest form. */
  public static int bytes(long value) {
    return 1 + (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
  }

  /** Writes {@code value} to {@code target} from {@code offset} on. */
  public static void write(MemorySegment target, long offset, long value) {
    int bytes = bytes(value) - 1;
    target.set(ValueLayout.JAVA_BYTE, offset, (byte) bytes);
    for (int i = 0; i < bytes; i++) {
      target.set(ValueLayout.JAVA_BYTE, offset + bytes - i, (byte) (value >>> 8 * i));
    }
  }

  /** Reads a number below 2^63. */
  public static long read(ByteReader reader) {
    int bytes = reader.unsignedByte();
    MalformedBytesException.verify(
        bytes <= Long.BYTES, reader.position() - 1, "integer of " + bytes + " bytes");
    long value = reader.bigEndian(bytes);
    MalformedBytesException.verify(value >= 0, reader.position(), "integer too large");
    return value;
  }
}
