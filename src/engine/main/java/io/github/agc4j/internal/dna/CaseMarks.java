package io.github.agc4j.internal.dna;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Marks of lower case beside codes, one per byte ({@link Nucleotides#LOWER}); in letters the same
 * bit is their case.
 */
public final class CaseMarks {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong EIGHT =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long LOWERS = Nucleotides.LOWER * 0x0101010101010101L;

  /** Words that are looked at or changed together. */
  private static final long FOUR_WORDS = 4 * Long.BYTES;

  private CaseMarks() {}

  /** Marks the bytes {@code [from, to)}. */
  public static void set(MemorySegment codes, long from, long to) {
    long at = from;
    if (to - from >= Long.BYTES) {
      for (; at + FOUR_WORDS <= to; at += FOUR_WORDS) {
        codes.set(EIGHT, at, codes.get(EIGHT, at) | LOWERS);
        codes.set(EIGHT, at + 8, codes.get(EIGHT, at + 8) | LOWERS);
        codes.set(EIGHT, at + 16, codes.get(EIGHT, at + 16) | LOWERS);
        codes.set(EIGHT, at + 24, codes.get(EIGHT, at + 24) | LOWERS);
      }
      for (; at + Long.BYTES <= to; at += Long.BYTES) {
        codes.set(EIGHT, at, codes.get(EIGHT, at) | LOWERS);
      }
      // Some of the last eight are marked already.
      at = to - Long.BYTES;
      codes.set(EIGHT, at, codes.get(EIGHT, at) | LOWERS);
      return;
    }
    for (; at < to; at++) {
      codes.set(BYTE, at, (byte) (codes.get(BYTE, at) | Nucleotides.LOWER));
    }
  }

  /**
   * Marks those of the bytes {@code [from, to)} that are not, and takes the mark from the others.
   */
  public static void flip(MemorySegment codes, long from, long to) {
    long at = from;
    for (; at + FOUR_WORDS <= to; at += FOUR_WORDS) {
      codes.set(EIGHT, at, codes.get(EIGHT, at) ^ LOWERS);
      codes.set(EIGHT, at + 8, codes.get(EIGHT, at + 8) ^ LOWERS);
      codes.set(EIGHT, at + 16, codes.get(EIGHT, at + 16) ^ LOWERS);
      codes.set(EIGHT, at + 24, codes.get(EIGHT, at + 24) ^ LOWERS);
    }
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      codes.set(EIGHT, at, codes.get(EIGHT, at) ^ LOWERS);
    }
    if (to - from >= Long.BYTES && at < to) {
      // Of the last eight those are left alone that were changed already; none after them, which
      // may be another thread's.
      long last = to - Long.BYTES;
      codes.set(EIGHT, last, codes.get(EIGHT, last) ^ LOWERS << (at - last) * Byte.SIZE);
      return;
    }
    for (; at < to; at++) {
      codes.set(BYTE, at, (byte) (codes.get(BYTE, at) ^ Nucleotides.LOWER));
    }
  }

  /** Takes the marks from the bytes {@code [from, to)}. */
  public static void clear(MemorySegment codes, long from, long to) {
    for (long at = from; at < to; at++) {
      codes.set(BYTE, at, (byte) (codes.get(BYTE, at) & ~Nucleotides.LOWER));
    }
  }

  /** The first marked of the codes {@code [from, to)}; {@code to} if none is. */
  public static long next(MemorySegment codes, long from, long to) {
    long at = from;
    while (at + FOUR_WORDS <= to && (anyOfFour(codes, at) & LOWERS) == 0) {
      at += FOUR_WORDS;
    }
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long marks = codes.get(EIGHT, at) & LOWERS;
      if (marks != 0) {
        return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
    }
    while (at < to && !isMarked(codes, at)) {
      at++;
    }
    return at;
  }

  private static long anyOfFour(MemorySegment codes, long at) {
    return codes.get(EIGHT, at)
        | codes.get(EIGHT, at + Long.BYTES)
        | codes.get(EIGHT, at + 2 * Long.BYTES)
        | codes.get(EIGHT, at + 3 * Long.BYTES);
  }

  /** Whether a code is marked. */
  public static boolean isMarked(MemorySegment codes, long at) {
    return (codes.get(BYTE, at) & Nucleotides.LOWER) != 0;
  }
}
