package io.github.agc4j.internal.pack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * What the text of a pack is made of: which four bytes are its bases — codes in raw packs, letters
 * in packs of deltas (AGC format, section 6) — and about how many bits each byte takes as a
 * literal. Used again and again.
 */
final class PackText {
  /** What a literal's price is counted in, per bit. */
  static final int BIT = 16;

  private static final int BYTES = 256;
  private static final int BASES = 4;

  /** Half of the bytes of a word. */
  private static final int LANES = Long.BYTES / 2;

  private static final ValueLayout.OfLong EIGHT = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final byte FIRST_CODE = 0;
  private static final byte FIRST_LETTER = 'A';

  /** Fewer between two others are no run of bases. */
  private static final int RUN_MIN = 32;

  private static final int RARE = 200;
  private static final int RARE_PRICE_MAX = 1000 * BIT;

  private final long[] counts = new long[BYTES];
  private final long[] lanes = new long[LANES * BYTES];
  private final int[] prices = new int[BYTES];
  private byte firstBase;
  private long inRuns;
  private long size;

  /** Looks at {@code text}, borrowed. */
  void read(MemorySegment text) {
    size = text.byteSize();
    count(text);
    firstBase = bases(FIRST_CODE) < bases(FIRST_LETTER) ? FIRST_LETTER : FIRST_CODE;
    inRuns = 0;
    if (2 * bases(firstBase) >= size) {
      countRuns(text);
    }
    price();
  }

  /** Counts neighbours apart: the same byte again would wait for its count. */
  private void count(MemorySegment text) {
    Arrays.fill(lanes, 0);
    long at = 0;
    for (; at + Long.BYTES <= size; at += Long.BYTES) {
      long eight = text.get(EIGHT, at);
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane * BYTES + (int) (eight & 0xff)]++;
        lanes[lane * BYTES + (int) (eight >>> LANES * Byte.SIZE & 0xff)]++;
        eight >>>= Byte.SIZE;
      }
    }
    for (; at < size; at++) {
      lanes[text.get(ValueLayout.JAVA_BYTE, at) & 0xff]++;
    }
    for (int symbol = 0; symbol < BYTES; symbol++) {
      counts[symbol] = 0;
      for (int lane = 0; lane < LANES; lane++) {
        counts[symbol] += lanes[lane * BYTES + symbol];
      }
    }
  }

  private long bases(byte first) {
    long sum = 0;
    for (int base = first; base < first + BASES; base++) {
      sum += counts[base];
    }
    return sum;
  }

  private void countRuns(MemorySegment text) {
    long run = 0;
    for (long i = 0; i <= size; i++) {
      if (i < size && base(text.get(ValueLayout.JAVA_BYTE, i)) < BASES) {
        run++;
      } else {
        inRuns += run < RUN_MIN ? 0 : run;
        run = 0;
      }
    }
  }

  /**
   * A byte's price is what its frequency tells. A fifth symbol makes one of the four bases a bit
   * longer all over a block: if others are so rare that all of them could be avoided, each costs
   * its share of that.
   */
  private void price() {
    long others = size - bases(firstBase);
    long rarePrice = others == 0 ? 0 : BIT / 4 * size / others;
    for (int i = 0; i < BYTES; i++) {
      int b = base((byte) i);
      if (counts[i] == 0) {
        prices[i] = 0;
      } else if (b >= BASES && hasRareOthers()) {
        prices[i] = (int) Math.min(RARE_PRICE_MAX, rarePrice);
      } else {
        double bits = StrictMath.log((double) size / counts[i]) / StrictMath.log(2);
        prices[i] = Math.max(BIT, (int) StrictMath.round(BIT * bits));
      }
    }
  }

  /** Whether at least half of the text are runs of bases. */
  boolean isMostlyBases() {
    return 2 * inRuns >= size;
  }

  /** Whether hardly any byte is not a base. */
  boolean hasRareOthers() {
    return (size - bases(firstBase)) * RARE < size;
  }

  /** 0 to 3 for a base; more for any other byte. */
  int base(byte symbol) {
    return symbol - firstBase & 0xff;
  }

  /** About what {@code symbol} takes as a literal, in parts of a {@link #BIT}. */
  int price(byte symbol) {
    return prices[symbol & 0xff];
  }
}
