package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Deltas in about half of their bytes, to be kept in memory: pure functions over borrowed bytes.
 *
 * <p>Four bits stand for a digit, a comma, a dot, an exclamation mark, or for {@code 0,}, with
 * which most matches begin; {@link #LETTER} and four more for a literal below {@code P}; {@link
 * #LETTER}, {@link #RUN}, and eight for up to 256 times eight literals of bases, which follow at
 * two bits each; {@link #ESCAPE} and eight for any other byte. The lower half of a byte comes
 * first.
 */
public final class DeltaNibbles {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final int ZERO_COMMA = 12;
  private static final int LETTER = 14;
  private static final int ESCAPE = 15;
  private static final int LETTERS = 15;
  private static final int RUN = 15;
  private static final int NIBBLE = 4;

  /** The nibbles in front of the bases of a run, and those of eight bases. */
  private static final int RUN_NIBBLES = 4;

  private static final int RUN_WORDS_MAX = 1 << Byte.SIZE;
  private static final long EIGHT_LITERALS = 0x0101_0101_0101_0101L * LzToken.LITERAL;
  private static final long EIGHT_BASES = 0x0303_0303_0303_0303L;

  /** Bytes after packed deltas that must be readable. */
  public static final int BYTES_BEHIND = 3;

  /** Bits of a word up to which {@link #RUN_NIBBLES} more fit, and less than all of it is used. */
  private static final int FULL_BITS = 40;

  /** Nibbles for a byte at most. */
  private static final int NIBBLES_MAX = 3;

  private static final byte[] BYTE_OF = "0123456789,.0!".getBytes(StandardCharsets.US_ASCII);

  /**
   * By three nibbles in a row what they begin with: up to six bytes, their number from bit 48 on,
   * and from bit 56 on how many of the three nibbles they take. 0 for an escape or a run.
   */
  private static final long[] STEPS = new long[1 << 3 * NIBBLE];

  private static final int STEP_MASK = STEPS.length - 1;
  private static final int COUNT_SHIFT = 48;
  private static final int COUNT_MASK = 0xff;
  private static final int TAKEN_SHIFT = 56;

  private static final ValueLayout.OfInt NEXT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** For each byte its nibbles, and from bit 16 on how many bits they have. */
  private static final int[] CODE_OF = new int[1 << Byte.SIZE];

  private static final int CODE_MASK = 0xffff;
  private static final int CODE_BITS_SHIFT = 16;
  private static final int CODE_BITS_MASK = 0xff;

  /** In the codes of literals, of which runs may begin there. */
  private static final int LETTER_FLAG = 1 << 30;

  /** The code of the digit 0. */
  private static final int ZERO = NIBBLE << CODE_BITS_SHIFT;

  private static final int BYTE_SHIFT = 3;

  static {
    for (int b = 0; b < CODE_OF.length; b++) {
      CODE_OF[b] = code(ESCAPE | b << NIBBLE, 3);
    }
    for (int value = 0; value < LETTER; value++) {
      CODE_OF[BYTE_OF[value]] = code(value == ZERO_COMMA ? 0 : value, 1);
    }
    for (int letter = 0; letter < LETTERS; letter++) {
      CODE_OF[LzToken.LITERAL + letter] = LETTER_FLAG | code(LETTER | letter << NIBBLE, 2);
    }
    for (int nibbles = 0; nibbles < STEPS.length; nibbles++) {
      STEPS[nibbles] = step(nibbles);
    }
  }

  private static int code(int value, int nibbles) {
    return value | nibbles * NIBBLE << CODE_BITS_SHIFT;
  }

  private static long step(int nibbles) {
    long bytes = 0;
    int count = 0;
    int taken = 0;
    while (taken < 3) {
      int value = nibbles >>> taken * NIBBLE & 0xf;
      if (value < LETTER) {
        bytes |= bytes(value) << count * Byte.SIZE;
        count += value == ZERO_COMMA ? 2 : 1;
        taken++;
      } else if (value == LETTER && taken < 2 && second(nibbles, taken) != RUN) {
        long literal = LzToken.LITERAL + second(nibbles, taken);
        bytes |= literal << count++ * Byte.SIZE;
        taken += 2;
      } else {
        break;
      }
    }
    return bytes | (long) count << COUNT_SHIFT | (long) taken << TAKEN_SHIFT;
  }

  private static int second(int nibbles, int taken) {
    return nibbles >>> (taken + 1) * NIBBLE & 0xf;
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
   * start} on, and returns the number of nibbles; what is after them in their last bytes and in the
   * next eight is overwritten.
   */
  public static long pack(
      MemorySegment source, long from, long to, MemorySegment target, long start) {
    long out = start;
    long word = 0;
    int bits = 0;
    // In locals: as fields of an object they took five times as long.
    for (long at = from; at < to; ) {
      int code = CODE_OF[source.get(BYTE, at) & 0xff];
      int words = (code & LETTER_FLAG) == 0 ? 0 : runWords(source, at, to);
      if (words > 0) {
        word |= (LETTER | RUN << NIBBLE | (long) (words - 1) << 2 * NIBBLE) << bits;
        bits += RUN_NIBBLES * NIBBLE;
        for (long end = at + (long) words * Long.BYTES; at < end; at += Long.BYTES) {
          target.set(WORD, out, word);
          out += bits >>> BYTE_SHIFT;
          word >>>= bits & -Byte.SIZE;
          bits &= Byte.SIZE - 1;
          word |= Long.compress(source.get(WORD, at) - EIGHT_LITERALS, EIGHT_BASES) << bits;
          bits += RUN_NIBBLES * NIBBLE;
        }
      } else if (code == ZERO && at + 1 < to && source.get(BYTE, at + 1) == LzToken.LENGTH) {
        word |= (long) ZERO_COMMA << bits;
        bits += NIBBLE;
        at += 2;
      } else {
        word |= (long) (code & CODE_MASK) << bits;
        bits += code >>> CODE_BITS_SHIFT & CODE_BITS_MASK;
        at++;
      }
      if (bits > FULL_BITS) {
        target.set(WORD, out, word);
        out += bits >>> BYTE_SHIFT;
        word >>>= bits & -Byte.SIZE;
        bits &= Byte.SIZE - 1;
      }
    }
    target.set(WORD, out, word);
    return (out - start) * 2 + bits / NIBBLE;
  }

  /** How many times eight literals of bases there are from {@code from} on. */
  private static int runWords(MemorySegment source, long from, long to) {
    int words = 0;
    for (long at = from; at + Long.BYTES <= to && words < RUN_WORDS_MAX; at += Long.BYTES) {
      if ((source.get(WORD, at) - EIGHT_LITERALS & ~EIGHT_BASES) != 0) {
        break;
      }
      words++;
    }
    return words;
  }

  /** Room that the bytes of {@code nibbles} nibbles need. */
  public static long unpackedMax(long nibbles) {
    return nibbles * 2 + Long.BYTES;
  }

  /**
   * Writes the bytes that {@code nibbles} nibbles from byte {@code start} of {@code source} on
   * stand for to {@code target}, and returns their number. Up to {@link #BYTES_BEHIND} bytes after
   * the nibbles are read, and up to seven after the bytes are overwritten.
   */
  public static long unpack(MemorySegment source, long start, long nibbles, MemorySegment target) {
    long out = 0;
    long nibble = start * 2;
    long after = nibble + nibbles;
    while (nibble + 2 < after) {
      long step = STEPS[source.get(NEXT, nibble >>> 1) >>> shift(nibble) & STEP_MASK];
      if (step == 0) {
        int words = get(source, nibble) == LETTER ? 1 + get(source, nibble + 2, 2) : 0;
        if (words == 0) {
          target.set(BYTE, out++, (byte) get(source, nibble + 1, 2));
          nibble += NIBBLES_MAX;
        } else {
          unpackRun(source, nibble + RUN_NIBBLES, words, target, out);
          out += (long) words * Long.BYTES;
          nibble += (long) RUN_NIBBLES * (words + 1);
        }
      } else {
        target.set(WORD, out, step);
        out += step >>> COUNT_SHIFT & COUNT_MASK;
        nibble += step >>> TAKEN_SHIFT;
      }
    }
    return unpackLast(source, nibble, after, target, out);
  }

  /** The same for less than three nibbles; returns the number of all bytes. */
  private static long unpackLast(
      MemorySegment source, long from, long after, MemorySegment target, long written) {
    long out = written;
    for (long nibble = from; nibble < after; nibble++) {
      int value = get(source, nibble);
      if (value == LETTER) {
        target.set(BYTE, out++, (byte) (LzToken.LITERAL + get(source, ++nibble)));
      } else {
        target.set(WORD, out, bytes(value));
        out += value == ZERO_COMMA ? 2 : 1;
      }
    }
    return out;
  }

  private static void unpackRun(
      MemorySegment source, long from, int words, MemorySegment target, long out) {
    for (int i = 0; i < words; i++) {
      int bases = get(source, from + (long) RUN_NIBBLES * i, RUN_NIBBLES);
      target.set(
          WORD, out + (long) Long.BYTES * i, Long.expand(bases, EIGHT_BASES) + EIGHT_LITERALS);
    }
  }

  private static int get(MemorySegment source, long nibble, int count) {
    return source.get(NEXT, nibble >>> 1) >>> shift(nibble) & (1 << count * NIBBLE) - 1;
  }

  private static int get(MemorySegment source, long nibble) {
    return source.get(BYTE, nibble >>> 1) >>> shift(nibble) & 0xf;
  }

  private static int shift(long nibble) {
    return (int) (nibble & 1) * NIBBLE;
  }
}
