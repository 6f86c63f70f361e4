package io.github.agc4j.internal.dna;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns codes into letters, eight at a time. */
public final class CodeLetters {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong EIGHT = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final VarHandle EIGHT_IN_ARRAY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long LOWER = Nucleotides.LOWER * ONES;
  private static final long ABOVE_THREE = ~(3 * ONES | LOWER);

  private CodeLetters() {}

  /**
   * Writes the letters of {@code length} codes, marked or not; {@code target} may be the same
   * bytes.
   */
  public static void write(
      MemorySegment codes, long offset, long length, MemorySegment target, long targetOffset) {
    long done = 0;
    while (done + Long.BYTES <= length) {
      long eight = codes.get(EIGHT, offset + done);
      if ((eight & ABOVE_THREE) == 0) {
        target.set(EIGHT, targetOffset + done, lettersOf(eight));
        done += Long.BYTES;
      } else {
        for (long end = done + Long.BYTES; done < end; done++) {
          letter(codes, offset + done, target, targetOffset + done);
        }
      }
    }
    for (; done < length; done++) {
      letter(codes, offset + done, target, targetOffset + done);
    }
  }

  /** Turns the codes {@code [from, to)} of {@code codes} into letters. */
  public static void write(byte[] codes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long eight = (long) EIGHT_IN_ARRAY.get(codes, at);
      if ((eight & ABOVE_THREE) == 0) {
        EIGHT_IN_ARRAY.set(codes, at, lettersOf(eight));
        at += Long.BYTES;
      } else {
        for (int end = at + Long.BYTES; at < end; at++) {
          codes[at] = Nucleotides.letterOf(codes[at]);
        }
      }
    }
    for (; at < to; at++) {
      codes[at] = Nucleotides.letterOf(codes[at]);
    }
  }

  /** The letters of eight codes 0 … 3, marked or not: A + 0, 2, 6 or 19 = 2 + 6 + 11. */
  private static long lettersOf(long eight) {
    long low = eight & ONES;
    long high = eight >>> 1 & ONES;
    return 'A' * ONES + low * 2 + high * 6 + (low & high) * 11 | eight & LOWER;
  }

  private static void letter(
      MemorySegment codes, long offset, MemorySegment target, long targetOffset) {
    target.set(BYTE, targetOffset, Nucleotides.letterOf(codes.get(BYTE, offset)));
  }
}
