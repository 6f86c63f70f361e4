package io.github.agc4j.internal.segment;

import io.github.agc4j.internal.dna.PackedSequence;

/**
 * A slice of a contig between two splitters, which belong to it, or up to an end of the contig.
 *
 * @param contig the contig's symbols, borrowed from the batch that holds them
 * @param from first symbol, 0-based
 * @param to after the last symbol
 * @param order ascending within the contig; odd numbers are left for the second piece of a cut
 *     segment
 * @param front the splitter at the start
 * @param back the splitter at the end
 */
public record Segment(PackedSequence contig, long from, long to, long order, End front, End back) {
  /** Number of symbols. */
  public int length() {
    return Math.toIntExact(to - from);
  }
}
