package io.github.agc4j.internal.segment;

import io.github.agc4j.internal.kmer.Kmers;

/**
 * The splitter at an end of a segment.
 *
 * @param direct its word as read along the contig
 * @param reverse the word of its reverse complement
 */
public record End(long direct, long reverse) {
  /** The end of a contig: no splitter. */
  public static final End NONE = new End(Kmers.NONE, Kmers.NONE);

  /** Whether there is a splitter. */
  public boolean exists() {
    return direct != Kmers.NONE || reverse != Kmers.NONE;
  }

  /** The canonical word; {@link Kmers#NONE} without a splitter. */
  public long word() {
    return Kmers.min(direct, reverse);
  }

  /** The splitter as seen on the other strand. */
  public End turned() {
    return new End(reverse, direct);
  }
}
