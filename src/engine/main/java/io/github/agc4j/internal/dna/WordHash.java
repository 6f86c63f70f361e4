package io.github.agc4j.internal.dna;

/** The hash of words of symbols that the format prescribes (AGC format, section 6.3). */
public final class WordHash {
  private WordHash() {}

  /** The 64-bit finaliser of MurmurHash3. */
  public static long mix(long word) {
    long h = word;
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }
}
