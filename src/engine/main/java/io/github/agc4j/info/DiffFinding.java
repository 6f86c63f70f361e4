package io.github.agc4j.info;

/** What a comparison of two archives finds of a sample or a contig. */
public enum DiffFinding {
  /** It is in both, and the same. */
  SAME,
  /** It is in both by its name, but is another. */
  DIFFERENT,
  /** A sample has the same contigs in another order. */
  REORDERED,
  /** It is in the first archive only. */
  ONLY_FIRST,
  /** It is in the second archive only. */
  ONLY_SECOND
}
