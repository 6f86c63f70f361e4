package io.github.agc4j.info;

/** The digests of one sample and its contigs. For one thread. */
public interface SampleDigest {
  /** Number of contigs. */
  long contigs();

  /** Whether all digests are there, and not only what a contig can be checked by. */
  boolean isWhole();

  /** The digest of contig {@code index}, or what it can be checked by. */
  SequenceDigest contig(long index);

  /**
   * The digest of the sample as a GA4GH sequence collection, as text. Only of whole digests.
   *
   * @param firstName the full name of its first contig, of which the digest is made if that is the
   *     only one
   */
  String collectionName(byte[] firstName);
}
