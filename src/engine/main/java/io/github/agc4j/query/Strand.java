package io.github.agc4j.query;

/** Which strand of a contig a stored sequence shows. */
public enum Strand {
  /** As in the contig. */
  FORWARD,
  /** The reverse complement of the contig's text. */
  REVERSE;

  /** The strand for a flag of the format. */
  public static Strand of(boolean reverse) {
    return reverse ? REVERSE : FORWARD;
  }
}
