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
public record ContigRange(long sample, long contig, long from, long to, byte[] header) {}
