package io.github.agc4j.option;

import io.github.agc4j.query.SampleIndexes;

/**
 * How much is looked at.
 *
 * @param full whether contigs are decoded and compared with their digests
 * @param samples the indexes of the samples that count; null for all, and for parts that belong to
 *     none
 * @param fraction which share of the parts and of the contigs is looked at, above 0 … 1; those are
 *     drawn by {@code seed}
 * @param seed the same seed draws the same
 * @param threads samples that are looked at together
 * @param end offset in the file after the archive's trailer; larger than the file if the archive is
 *     all of it
 */
public record VerifyPlan(
    boolean full, SampleIndexes samples, double fraction, long seed, int threads, long end) {
  /** Structure and checksums of everything. */
  public static final VerifyPlan QUICK = new VerifyPlan(false, null, 1, 0, 1, Long.MAX_VALUE);

  /** Checks the ranges. */
  public VerifyPlan {
    if (!(fraction > 0 && fraction <= 1) || threads < 1) {
      throw new IllegalArgumentException("fraction=" + fraction + " threads=" + threads);
    }
  }

  /** Everything, decoded. */
  public static VerifyPlan full(int threads) {
    return new VerifyPlan(true, null, 1, 0, threads, Long.MAX_VALUE);
  }

  /** The same of an archive that ends at {@code newEnd}. */
  public VerifyPlan withEnd(long newEnd) {
    return new VerifyPlan(full, samples, fraction, seed, threads, newEnd);
  }

  /** The same of other samples. */
  public VerifyPlan withSamples(SampleIndexes newSamples) {
    return new VerifyPlan(full, newSamples, fraction, seed, threads, end);
  }

  /** Whether something with these two numbers is drawn. */
  public boolean draws(long first, long second) {
    if (fraction == 1) {
      return true;
    }
    long mixed = mix(mix(seed ^ mix(first)) + second);
    return (mixed >>> 11) * 0x1p-53 < fraction;
  }

  /** The finalizer of splitmix64. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
