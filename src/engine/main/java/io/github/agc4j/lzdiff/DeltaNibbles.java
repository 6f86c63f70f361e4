package io.github.agc4j.lzdiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Deltas in about half of their bytes, to be kept in memory: pure functions over borrowed bytes.
 *
 * <p>Four bits stand for a digit, a comma, a dot, an exclamation mark, or for {@code 0,}, with
 * which most matches begin; {@link #LETTER} and a second four bits for a literal below {@code Q};
 * {@link #ESCAPE} and two more for any other byte. The lower half of a byte comes first.
 */
public final class DeltaNibbles {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final int ZERO_COMMA = 12;
  private static final int LETTER = 14;
  private static final int ESCAPE = 15;
  private static final int LETTERS = 16;
  private static final int NIBBLE = 4;

  /** Bits of a word behind which there is still room for what one byte may need. */
  private static final int FULL_BITS = 48;

  /** Nibbles for a byte at most. */
  private static final int NIBBLES_MAX = 3;

  private static final byte[] BYTE_OF = "0123456789,.0!".getBytes(StandardCharsets.US_ASCII);

  /** The two bytes of a byte's nibbles, the first in the lower half; 0 unless each is one byte. */
  private static final short[] PAIRS = new short[1 << Byte.SIZE];

  private static final ValueLayout.OfShort PAIR =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The first nibble of each byte. */
  private static final byte[] VALUE_OF = new byte[1 << Byte.SIZE];

  static {
    Arrays.fill(VALUE_OF, (byte) ESCAPE);
    for (int value = 0; value < LETTER; value++) {
      VALUE_OF[BYTE_OF[value]] = (byte) (value == ZERO_COMMA ? 0 : value);
    }
    Arrays.fill(VALUE_OF, LzToken.LITERAL, LzToken.LITERAL + LETTERS, (byte) LETTER);
    for (int pair = 0; pair < PAIRS.length; pair++) {
      int first = pair & 0xf;
      int second = pair >>> 4;
      if (Math.max(first, second) < LETTER && first != ZERO_COMMA && second != ZERO_COMMA) {
        PAIRS[pair] = (short) (BYTE_OF[first] | BYTE_OF[second] << Byte.SIZE);
      }
    }
  }

  private DeltaNibbles() {}

  /** Room that {@code bytes} bytes of deltas, in {@code deltas} pieces, may need in bytes. */
  public static long bytesMax(long bytes, long deltas) {
    return (bytes * NIBBLES_MAX + 1) / 2 + deltas + 2 * Long.BYTES;
  }

  /**
   * Writes the bytes {@code [from, to)} of {@code source} to {@code target}, from its byte {@code
   * start} on, and returns the number of nibbles; what is behind them in their last bytes and in
   * the next eight is overwritten.
   */
  public static long pack(
      MemorySegment source, long from, long to, MemorySegment target, long start) {
    long out = start;
    long word = 0;
    int bits = 0;
    for (long at = from; at < to; at++) {
      int b = source.get(BYTE, at) & 0xff;
      int value = VALUE_OF[b];
      if (b == '0' && at + 1 < to && source.get(BYTE, at + 1) == LzToken.LENGTH) {
        value = ZERO_COMMA;
        at++;
      }
      word |= (long) value << bits;
      bits += NIBBLE;
      if (value == LETTER) {
        word |= (long) (b - LzToken.LITERAL) << bits;
        bits += NIBBLE;
      } else if (value == ESCAPE) {
        word |= (long) b << bits;
        bits += 2 * NIBBLE;
      }
      if (bits > FULL_BITS) {
        target.set(WORD, out, word);
        out += bits / Byte.SIZE;
        word >>>= bits & -Byte.SIZE;
        bits %= Byte.SIZE;
      }
    }
    target.set(WORD, out, word);
    return (out - start) * 2 + bits / NIBBLE;
  }

  /** Bytes that {@code nibbles} nibbles may stand for. */
  public static long unpackedMax(long nibbles) {
    return nibbles * 2;
  }

  /**
   * Writes the bytes that {@code nibbles} nibbles from byte {@code start} of {@code source} on
   * stand for to {@code target}, and returns their number.
   */
  public static long unpack(MemorySegment source, long start, long nibbles, MemorySegment target) {
    long out = 0;
    long behind = start * 2 + nibbles;
    for (long nibble = start * 2; nibble < behind; nibble++) {
      if ((nibble & 1) == 0 && nibble + 1 < behind) {
        short pair = PAIRS[source.get(BYTE, nibble >>> 1) & 0xff];
        if (pair != 0) {
          target.set(PAIR, out, pair);
          out += 2;
          nibble++;
          continue;
        }
      }
      int value = get(source, nibble);
      if (value < LETTER) {
        target.set(BYTE, out++, BYTE_OF[value]);
        if (value == ZERO_COMMA) {
          target.set(BYTE, out++, (byte) LzToken.LENGTH);
        }
      } else if (value == LETTER) {
        target.set(BYTE, out++, (byte) (LzToken.LITERAL + get(source, ++nibble)));
      } else {
        int low = get(source, ++nibble);
        target.set(BYTE, out++, (byte) (low | get(source, ++nibble) << 4));
      }
    }
    return out;
  }

  private static int get(MemorySegment source, long nibble) {
    return source.get(BYTE, nibble >>> 1) >>> ((nibble & 1) << 2) & 0xf;
  }
}
