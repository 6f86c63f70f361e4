package io.github.agc4j.internal.segment;

import io.github.agc4j.internal.kmer.Kmers;

/**
 * The two canonical splitter words that bound a segment; what decides its group. {@link Kmers#NONE}
 * stands for an end without a splitter.
 *
 * @param first the first word in the orientation in which the segment is stored
 * @param second the second word in that orientation
 */
public record SegmentKey(long first, long second) {
  /** The key of segments without any splitter: the raw groups. */
  public static final SegmentKey RAW = new SegmentKey(Kmers.NONE, Kmers.NONE);

  /** The key of two words, the smaller (unsigned) first. */
  public static SegmentKey ordered(long a, long b) {
    return Kmers.min(a, b) == a ? new SegmentKey(a, b) : new SegmentKey(b, a);
  }

  /** Whether both ends have a splitter. */
  public boolean isTwoSided() {
    return first != Kmers.NONE && second != Kmers.NONE;
  }
}
