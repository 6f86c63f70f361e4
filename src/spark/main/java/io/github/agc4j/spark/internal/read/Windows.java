package io.github.agc4j.spark.internal.read;

/**
 * How contigs are cut into windows: each begins {@code window − overlap} symbols behind the one
 * before, and the last one ends with the contig.
 */
record Windows(long window, long overlap) {
  /** How many a contig of {@code length} symbols has, one at least. */
  long count(long length) {
    return length <= window ? 1 : (length - window + step() - 1) / step() + 1;
  }

  /** Where window {@code index} begins. */
  long start(long index) {
    return index * step();
  }

  /** Where it ends in a contig of {@code length} symbols. */
  long end(long index, long length) {
    return Math.min(length, start(index) + window);
  }

  private long step() {
    return window - overlap;
  }
}
