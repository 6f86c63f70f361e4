package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.WordHash;

/**
 * Which words are fallback minimizers: a fraction of all, by their hash (AGC compression, section
 * 4).
 */
public final class MinimizerFilter {
  private static final long SALT = 0xd73f8bf11046c40eL;
  private static final double WORDS = 0x1p64;

  private final long threshold;

  /** A filter that lets {@code fraction} of the words pass, 0 … 0.05. */
  public MinimizerFilter(double fraction) {
    threshold = (long) (fraction * WORDS);
  }

  /** Whether no word passes. */
  public boolean isOff() {
    return threshold == 0;
  }

  /** Whether the canonical {@code word} passes. */
  public boolean passes(long word) {
    return Kmers.isBelow(WordHash.mix(word) ^ SALT, threshold);
  }
}
