package io.github.agc4j.engine.query;

/**
 * A stretch of a contig of an open archive.
 *
 * @param sample index of the sample, in the order of addition
 * @param contig index of the contig in the sample
 * @param from first symbol, 0-based
 * @param to behind the last symbol; what lies beyond the contig's end is not there
 * @param header the FASTA header without {@code >}
 */
public record ContigRange(long sample, long contig, long from, long to, byte[] header) {
  private static final byte[] NO_HEADER = {};

  /** A range for which nobody needs a header. */
  public ContigRange(long sample, long contig, long from, long to) {
    this(sample, contig, from, to, NO_HEADER);
  }
}
