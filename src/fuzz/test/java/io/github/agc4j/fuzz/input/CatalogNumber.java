package io.github.agc4j.fuzz.input;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The integers of the collection's metadata (AGC format, section 0). */
final class CatalogNumber {
  private static final long[] BASES = {0, 128, 16_512, 2_113_664, 270_549_120, 1L << 32};

  private CatalogNumber() {}

  /** The form of {@code value}, of which the lowest 32 bits count. */
  static byte[] of(long value) {
    long bits = value & 0xffffffffL;
    int bytes = 1;
    while (bits >= BASES[bytes]) {
      bytes++;
    }
    ByteBuffer payload = ByteBuffer.allocate(Long.BYTES).putLong(bits - BASES[bytes - 1]);
    byte[] form = Arrays.copyOfRange(payload.array(), Long.BYTES - bytes, Long.BYTES);
    form[0] |= (byte) (0xff00 >> bytes - 1);
    return form;
  }

  /** Bytes of the integer that starts with {@code first}. */
  static int bytes(byte first) {
    return Math.min(5, Integer.numberOfLeadingZeros(~(first << 24)) + 1);
  }

  static int read(ByteBuffer in) {
    int bytes = bytes(in.get(in.position()));
    long value = in.get() & (bytes == 5 ? 0 : 0xff >> bytes);
    for (int i = 1; i < bytes; i++) {
      value = value << 8 | in.get() & 0xff;
    }
    return (int) (value + BASES[bytes - 1]);
  }
}
