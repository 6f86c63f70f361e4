package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.KmerScanner;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.option.Anchors;

/**
 * Visits the anchors of a sequence: the k-mers whose hash says so, the same on both strands and in
 * every sequence. For one thread.
 */
abstract class AnchorScanner extends KmerScanner {
  private final int length;
  private final long[] filter;
  private PackedSequence sequence;

  AnchorScanner(Anchors anchors) {
    super(anchors.length());
    length = anchors.length();
    long bits = 0;
    for (int bit = 0; bit < Long.SIZE; bit += anchors.spacing()) {
      bits |= 1L << bit;
    }
    filter = new long[] {bits};
  }

  /** Visits the anchors that lie in {@code [from, to)} of {@code scanned}, ascending. */
  final void scanAnchors(PackedSequence scanned, long from, long to) {
    sequence = scanned;
    scan(scanned, from, to, filter);
  }

  @Override
  protected final void visit(long position, long canonical, long hash) {
    anchor(position, canonical, Kmers.direct(sequence, position, length) == canonical);
  }

  /**
   * Called for each anchor.
   *
   * @param word the canonical word
   * @param isDirect whether it reads so along the sequence
   */
  abstract void anchor(long position, long word, boolean isDirect);
}
