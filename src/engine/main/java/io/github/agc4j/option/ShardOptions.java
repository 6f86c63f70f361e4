package io.github.agc4j.option;

import java.io.Serializable;

/**
 * How a collection is divided among archives that are made apart and extend one base.
 *
 * @param shards how many archives extend the base, 1 … {@link #SHARDS_MAX}
 * @param base how many genomes make the base; {@link #BASE_BY_SIZE} for a twenty-fourth of all,
 *     {@link #BASE_GENOMES} at most
 */
public record ShardOptions(int shards, int base) implements Serializable {
  /** The most shards of one collection. */
  public static final int SHARDS_MAX = 1 << 16;

  /** The size of the base follows that of the collection. */
  public static final int BASE_BY_SIZE = 0;

  /** The most genomes of a base whose size follows that of the collection. */
  public static final int BASE_GENOMES = 64;

  private static final int SHARE_OF_BASE = 24;

  /** Checks the numbers. */
  public ShardOptions {
    if (shards < 1 || shards > SHARDS_MAX || base < 0) {
      throw new IllegalArgumentException("shards=" + shards + " base=" + base);
    }
  }

  /** So many shards, and a base whose size follows that of the collection. */
  public static ShardOptions of(int shards) {
    return new ShardOptions(shards, BASE_BY_SIZE);
  }

  /** How many of {@code genomes} genomes, one or more, make the base. */
  public int baseOf(int genomes) {
    int wanted = base == BASE_BY_SIZE ? Math.clamp(genomes / SHARE_OF_BASE, 1, BASE_GENOMES) : base;
    return Math.min(wanted, genomes);
  }
}
