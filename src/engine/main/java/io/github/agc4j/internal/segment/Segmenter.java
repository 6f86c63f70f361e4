package io.github.agc4j.internal.segment;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.Kmers;

/** The segments of a contig, by its splitter hits (AGC compression, section 3.1). */
public final class Segmenter {
  private final int k;

  /** Segments that share k symbols with their neighbours. */
  public Segmenter(int k) {
    this.k = k;
  }

  /** Number of segments of a contig with {@code hits} hits. */
  public static long segments(PackedSequence contig, SplitterHits hits) {
    return contig.symbols() == 0 ? 0 : hits.count() + 1;
  }

  /** Segment {@code index} of {@code contig}, whose hits are {@code hits}. */
  public Segment segment(PackedSequence contig, SplitterHits hits, long index) {
    boolean first = index == 0;
    boolean last = index == hits.count();
    long from = first ? 0 : hits.position(index - 1);
    long to = last ? contig.symbols() : hits.position(index) + k;
    return new Segment(
        contig,
        from,
        to,
        index * 2,
        first || !hits.isSplitter(index - 1) ? End.NONE : end(contig, from),
        last || !hits.isSplitter(index) ? End.NONE : end(contig, to - k));
  }

  private End end(PackedSequence contig, long position) {
    long direct = Kmers.direct(contig, position, k);
    return new End(direct, Kmers.reverseComplement(direct, k));
  }
}
