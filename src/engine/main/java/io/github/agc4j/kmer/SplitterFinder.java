package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.LongArray;

/** Chooses splitters among the singletons of the reference (AGC compression, section 2.2). */
public final class SplitterFinder {
  private final int k;
  private final long segmentSize;

  /** Splitters of k symbols, {@code segmentSize} symbols or more apart. */
  public SplitterFinder(int k, long segmentSize) {
    this.k = k;
    this.segmentSize = segmentSize;
  }

  /**
   * Adds the words of the splitters of one contig to {@code splitters}: the first candidate; then
   * the first one that ends {@code segmentSize} or more behind the end of the last splitter and
   * does not overlap it; at last the rightmost candidate behind the last splitter.
   */
  public void select(
      PackedSequence contig, int contigIndex, SingletonKmers candidates, LongArray splitters) {
    long windows = contig.symbols() - k + 1;
    long earliest = 0;
    long chosen = -1;
    for (long window = 0; window < windows; window++) {
      if (candidates.isSingleton(contigIndex, window)) {
        splitters.add(canonical(contig, window));
        chosen = window;
        long last = window + k - 1;
        earliest = Math.max(last + 1, last + segmentSize - k + 1);
        window = earliest - 1;
      }
    }
    long behind = chosen < 0 ? 0 : chosen + k;
    for (long window = windows - 1; window >= behind; window--) {
      if (candidates.isSingleton(contigIndex, window)) {
        splitters.add(canonical(contig, window));
        return;
      }
    }
  }

  private long canonical(PackedSequence contig, long window) {
    long direct = Kmers.direct(contig, window, k);
    return Kmers.min(direct, Kmers.reverseComplement(direct, k));
  }
}
