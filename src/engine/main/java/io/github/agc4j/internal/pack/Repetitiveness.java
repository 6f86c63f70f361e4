package io.github.agc4j.internal.pack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Whether a reference repeats itself at a short distance, so that zstd alone packs it better than
 * tuples do.
 */
final class Repetitiveness {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int LAG_MIN = 4;
  private static final int LAG_MAX = 31;
  private static final long EVEN_BITS = 0x5555555555555555L;
  private static final int WORD_SYMBOLS = 32;
  private static final long CHECK_WORDS = 64;

  private Repetitiveness() {}

  /**
   * Whether for a lag of 4 … 31 at least half as many symbols equal the one that follows at that
   * distance as there are symbols A C G T that have such a follower.
   */
  static boolean isRepetitive(MemorySegment codes, long length) {
    for (int lag = LAG_MIN; lag <= LAG_MAX && lag < length; lag++) {
      long equal = 0;
      long acgt = 0;
      for (long i = 0; i + lag < length; i++) {
        int code = codes.get(BYTE, i);
        equal += code == codes.get(BYTE, i + lag) ? 1 : 0;
        acgt += code < 4 ? 1 : 0;
      }
      if (acgt > 0 && 2 * equal >= acgt) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same for {@code length} symbols A C G T packed four per byte, the first in the highest
   * bits.
   */
  static boolean isRepetitivePacked(MemorySegment packed, long length) {
    for (int lag = LAG_MIN; lag <= LAG_MAX && lag < length; lag++) {
      if (repeatsAt(packed, length, lag)) {
        return true;
      }
    }
    return false;
  }

  private static boolean repeatsAt(MemorySegment packed, long length, int lag) {
    long pairs = length - lag;
    long differing = 0;
    long pair = 0;
    // A word and the byte after it must lie within the packed symbols.
    long wordPairs = (length / 4 - Long.BYTES - 8) * 4;
    while (pair + WORD_SYMBOLS <= Math.min(pairs, wordPairs)) {
      long stop =
          Math.min(
              pair + CHECK_WORDS * WORD_SYMBOLS, Math.min(pairs, wordPairs) - WORD_SYMBOLS + 1);
      for (; pair < stop; pair += WORD_SYMBOLS) {
        long unequal = packed.get(LONG_BE, pair >>> 2) ^ word(packed, pair + lag);
        differing += Long.bitCount((unequal | unequal >>> 1) & EVEN_BITS);
      }
      if (2 * differing > pairs) {
        return false;
      }
    }
    for (; pair < pairs; pair++) {
      differing += symbol(packed, pair, length) == symbol(packed, pair + lag, length) ? 0 : 1;
    }
    return 2 * (pairs - differing) >= pairs;
  }

  private static long word(MemorySegment packed, long position) {
    int shift = (int) (position & 3) * 2;
    long word = packed.get(LONG_BE, position >>> 2) << shift;
    return word | (packed.get(BYTE, (position >>> 2) + Long.BYTES) & 0xff) >>> 8 - shift;
  }

  private static int symbol(MemorySegment packed, long position, long length) {
    // The last tuple has its symbols in the low bits.
    long after = Math.min(length - 1, position | 3) - position;
    return packed.get(BYTE, position >>> 2) >>> after * 2 & 3;
  }
}
