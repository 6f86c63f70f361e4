package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;

/**
 * Notes the fallback minimizers of contigs in which splitters were chosen (AGC compression, section
 * 4). For one thread.
 */
public final class FallbackRecorder extends KmerScanner {
  private static final long[] ALL = {-1L};

  private final int k;
  private final FallbackMinimizers minimizers;
  private PackedSequence contig;
  private long before;
  private long after;

  /** A recorder for words of k symbols. */
  public FallbackRecorder(int k, FallbackMinimizers minimizers) {
    super(k);
    this.k = k;
    this.minimizers = minimizers;
  }

  /**
   * Notes each minimizer of {@code newContig} with the splitter before it and the one after it, of
   * those that {@code splitters} has chosen. Minimizers that overlap the splitter before are left
   * out; those after the last splitter count as before it, if it was chosen as the rightmost.
   */
  public void record(PackedSequence newContig, SplitterFinder splitters) {
    contig = newContig;
    before = Kmers.NONE;
    long from = 0;
    for (long i = 0; i < splitters.count(); i++) {
      boolean last = i == splitters.count() - 1 && splitters.hasLast();
      after = splitters.word(contig, i);
      scan(contig, from, last ? contig.symbols() : splitters.position(i) + k, ALL);
      before = after;
      from = splitters.position(i) + k;
    }
  }

  @Override
  protected void visit(long position, long canonical, long hash) {
    if (minimizers.filter().passes(canonical)) {
      long direct = Kmers.direct(contig, position, k);
      if (direct != Kmers.reverseComplement(direct, k)) {
        boolean isDirect = direct == canonical;
        minimizers.note(canonical, isDirect ? before : after, isDirect ? after : before);
      }
    }
  }
}
