package io.github.agc4j.option;

/** What a new archive keeps of the digests of what was read. */
public enum Digests {
  /** Nothing. */
  NONE,

  /**
   * What proves that contigs, their names and their order are what they were: the MD5 of long
   * contigs, the beginning of that of short ones, and a seal for each sample. All digests are
   * computed when somebody asks for them.
   */
  CHECKS,

  /** MD5 and GA4GH digests of all contigs and samples. */
  FULL
}
