package io.github.agc4j.query;

/** How the positions of a contig are numbered where people read and write them. */
public enum Numbering {
  /** The first symbol is 0, as agc has it. */
  ZERO_BASED,
  /** The first symbol is 1, as in samtools and genome browsers. */
  ONE_BASED;

  /** The number of a contig's first symbol. */
  public long first() {
    return ordinal();
  }
}
