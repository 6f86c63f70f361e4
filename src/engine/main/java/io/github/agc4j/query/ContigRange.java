package io.github.agc4j.query;

/**
 * A stretch of a contig of an open archive.
 *
 * @param sample index of the sample, in the order of addition
 * @param contig index of the contig in the sample
 * @param from first symbol, 0-based
 * @param to after the last symbol; what lies beyond the contig's end is not there
 * @param header the FASTA header without {@code >}
 * @param strand the strand that extracted text shows; codes are those of the contig itself
 */
public record ContigRange(
    long sample, long contig, long from, long to, byte[] header, Strand strand) {
  private static final byte[] NO_HEADER = {};

  /** A range for which nobody needs a header. */
  public ContigRange(long sample, long contig, long from, long to) {
    this(sample, contig, from, to, NO_HEADER);
  }

  /** A range of the contig as it is. */
  public ContigRange(long sample, long contig, long from, long to, byte[] header) {
    this(sample, contig, from, to, header, Strand.FORWARD);
  }

  /** The same of the sample with another index. */
  public ContigRange withSample(long newSample) {
    return new ContigRange(newSample, contig, from, to, header, strand);
  }
}
