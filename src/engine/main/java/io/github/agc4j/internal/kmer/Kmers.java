package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;

/** Arithmetic of k-mer words. */
public final class Kmers {
  /** Never canonical: stands for "no k-mer". */
  public static final long NONE = -1L;

  private static final long PAIRS = 0x5555555555555555L;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private Kmers() {}

  /** The bits that words of k symbols use. */
  static long mask(int k) {
    return -1L << Long.SIZE - 2 * k;
  }

  /** The word of the window of k symbols that starts at {@code position}. */
  public static long direct(PackedSequence sequence, long position, int k) {
    return sequence.word(position) & mask(k);
  }

  /** The word of the reverse complement of a word of k symbols. */
  public static long reverseComplement(long word, int k) {
    long reversed = Long.reverse(~word);
    reversed = reversed >>> 1 & PAIRS | (reversed & PAIRS) << 1;
    return reversed << Long.SIZE - 2 * k;
  }

  /** The canonical word of the window of k symbols that starts at {@code position}. */
  public static long canonical(PackedSequence sequence, long position, int k) {
    long direct = direct(sequence, position, k);
    return min(direct, reverseComplement(direct, k));
  }

  /** The smaller of two words, unsigned. */
  public static long min(long a, long b) {
    return isBelow(a, b) ? a : b;
  }

  /** Whether {@code a} is smaller than {@code b}, unsigned. */
  public static boolean isBelow(long a, long b) {
    return a + Long.MIN_VALUE < b + Long.MIN_VALUE;
  }

  /** A quick hash whose high bits are the good ones. */
  public static long spread(long word) {
    return (word ^ word >>> 29) * SPREAD;
  }
}
