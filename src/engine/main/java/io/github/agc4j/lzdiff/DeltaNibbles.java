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

  /**
   * By two nibbles in a row what they begin with: up to four bytes, their number from bit 32 on,
   * and from bit 36 on how many of the two nibbles they take. 0 for an escape.
   */
  private static final long[] STEPS = new long[1 << Byte.SIZE];

  private static final int COUNT_SHIFT = 32;
  private static final int COUNT_MASK = 7;
  private static final int TAKEN_SHIFT = 36;

  private static final ValueLayout.OfShort PAIR =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt BYTES =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
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
    for (int pair = 0; pair < STEPS.length; pair++) {
      STEPS[pair] = step(pair & 0xf, pair >>> NIBBLE);
    }
  }

  private static long step(int first, int second) {
    if (first == ESCAPE) {
      return 0;
    }
    if (first == LETTER) {
      return step(LzToken.LITERAL + second, 1, 2);
    }
    long bytes = bytes(first);
    int count = first == ZERO_COMMA ? 2 : 1;
    if (second >= LETTER) {
      return step(bytes, count, 1);
    }
    return step(
        bytes | bytes(second) << count * Byte.SIZE, count + (second == ZERO_COMMA ? 2 : 1), 2);
  }

  private static long step(long bytes, long count, long taken) {
    return bytes | count << COUNT_SHIFT | taken << TAKEN_SHIFT;
  }

  private static long bytes(int value) {
    return BYTE_OF[value] | (value == ZERO_COMMA ? (long) LzToken.LENGTH << Byte.SIZE : 0);
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

  /** Room that the bytes of {@code nibbles} nibbles need. */
  public static long unpackedMax(long nibbles) {
    return nibbles * 2 + Integer.BYTES;
  }

  /**
   * Writes the bytes that {@code nibbles} nibbles from byte {@code start} of {@code source} on
   * stand for to {@code target}, and returns their number. A byte behind the nibbles is read, and
   * up to three behind the bytes are overwritten.
   */
  public static long unpack(MemorySegment source, long start, long nibbles, MemorySegment target) {
    long out = 0;
    long nibble = start * 2;
    long behind = nibble + nibbles;
    while (nibble + 1 < behind) {
      long step = STEPS[source.get(PAIR, nibble >>> 1) >>> shift(nibble) & 0xff];
      if (step == 0) {
        int escaped = get(source, nibble + 1) | get(source, nibble + 2) << NIBBLE;
        target.set(BYTE, out++, (byte) escaped);
        nibble += NIBBLES_MAX;
      } else {
        target.set(BYTES, out, (int) step);
        out += step >>> COUNT_SHIFT & COUNT_MASK;
        nibble += step >>> TAKEN_SHIFT;
      }
    }
    if (nibble < behind) {
      int last = get(source, nibble);
      target.set(BYTES, out, (int) bytes(last));
      out += last == ZERO_COMMA ? 2 : 1;
    }
    return out;
  }

  private static int get(MemorySegment source, long nibble) {
    return source.get(BYTE, nibble >>> 1) >>> shift(nibble) & 0xf;
  }

  private static int shift(long nibble) {
    return (int) (nibble & 1) * NIBBLE;
  }
}
