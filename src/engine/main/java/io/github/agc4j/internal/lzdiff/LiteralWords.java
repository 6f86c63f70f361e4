package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Literals, those that equal the reference included, eight at a time: deltas of genomes that differ
 * in many places consist of long runs of them. Pure functions over borrowed bytes.
 */
final class LiteralWords {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;

  /** The bit that a literal has and {@link LzToken#SAME} has not. */
  private static final int LITERAL_BIT = 6;

  private static final long LITERAL_BITS = EACH << LITERAL_BIT;
  private static final long HIGHEST_BITS = EACH << Byte.SIZE - 1;
  private static final long SAMES = EACH * LzToken.SAME;
  private static final long LITERALS = EACH * LzToken.LITERAL;

  /** Added to a literal, reaches the highest bit if its code is above the highest. */
  private static final long ABOVE =
      EACH * (Byte.MAX_VALUE - LzToken.LITERAL - LzToken.LITERAL_CODE_MAX);

  private static final long BLOCK = 4 * Long.BYTES;

  private LiteralWords() {}

  /**
   * How many bytes from {@code from} on are literals, as far as whole words before {@code to} are.
   */
  static long run(MemorySegment delta, long from, long to) {
    int blocks = (int) Math.min((to - from) / BLOCK, Integer.MAX_VALUE);
    int block = 0;
    while (block < blocks && othersInBlock(delta, from + block * BLOCK) == 0) {
      block++;
    }
    long at = from + block * BLOCK;
    while (at + Long.BYTES <= to && others(delta.get(WORD, at)) == 0) {
      at += Long.BYTES;
    }
    return at - from;
  }

  private static long othersInBlock(MemorySegment delta, long at) {
    return others(delta.get(WORD, at))
        | others(delta.get(WORD, at + Long.BYTES))
        | others(delta.get(WORD, at + 2 * Long.BYTES))
        | others(delta.get(WORD, at + 3 * Long.BYTES));
  }

  /**
   * Has a bit wherever a byte of the word is no literal, maybe others below, and otherwise none.
   */
  private static long others(long word) {
    long literals = literals(word);
    long tooLow = LITERAL_BITS & literals & ~(word - (EACH & literals));
    long tooHigh = HIGHEST_BITS & (word + ABOVE | word);
    return (word ^ SAMES) & ~literals | tooLow | tooHigh;
  }

  /** All bits of those bytes that have the literal's. */
  private static long literals(long word) {
    return (word >>> LITERAL_BIT & EACH) * 0xff;
  }

  /**
   * Writes the codes of the literals {@code [from, from + count)} to {@code target} from {@code at}
   * on, and leaves what lies there where they equal the reference.
   */
  static void write(MemorySegment delta, long from, long count, MemorySegment target, long at) {
    // Without a branch: half of the words equal the reference, which nothing foretells.
    int words = Math.toIntExact(count / Long.BYTES);
    for (int i = 0; i < words; i++) {
      long offset = (long) Long.BYTES * i;
      long word = delta.get(WORD, from + offset);
      long literals = literals(word);
      long same = target.get(WORD, at + offset) & ~literals;
      target.set(WORD, at + offset, same | (word & literals) - (LITERALS & literals));
    }
    for (long i = (long) Long.BYTES * words; i < count; i++) {
      byte token = delta.get(BYTE, from + i);
      if (token != LzToken.SAME) {
        target.set(BYTE, at + i, (byte) (token - LzToken.LITERAL));
      }
    }
  }
}
