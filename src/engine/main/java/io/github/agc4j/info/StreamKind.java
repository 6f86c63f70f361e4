package io.github.agc4j.info;

/** What streams are for. */
public enum StreamKind {
  /** The first sequence of each group. */
  REFERENCES,
  /** The other sequences, mostly deltas. */
  PACKS,
  /** What samples and contigs are called. */
  NAMES,
  /** Where the segments of contigs are; in format 1 together with the names. */
  PLACES,
  /** Digests of contigs and samples. */
  DIGESTS,
  /** How texts are cut in lines, and digests of files. */
  LAYOUTS,
  /** Where letters are in lower case. */
  LOWER_CASE,
  /** Symbols that no code stands for. */
  SYMBOLS,
  /** Checksums of parts. */
  CHECKSUMS,
  /** Parameters, splitters, and what nobody knows. */
  OTHER
}
