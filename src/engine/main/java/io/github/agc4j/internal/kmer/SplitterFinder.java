package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * Chooses splitters among the candidates of a contig (AGC compression, section 2.2). For one thread
 * at a time.
 */
public final class SplitterFinder implements AutoCloseable {
  private final int k;
  private final long segmentSize;
  private final LongArray positions;
  private boolean hasLast;

  /** Splitters of k symbols, {@code segmentSize} symbols or more apart. */
  public SplitterFinder(int k, long segmentSize, MemoryBudget budget) {
    this.k = k;
    this.segmentSize = segmentSize;
    this.positions = new LongArray(budget);
  }

  /**
   * Chooses the splitters of one contig: the first candidate; then the first one that ends {@code
   * segmentSize} or more after the end of the last splitter and does not overlap it; at last the
   * rightmost candidate after the last splitter.
   */
  public void select(PackedSequence contig, int contigIndex, SplitterCandidates candidates) {
    positions.clear();
    long windows = contig.symbols() - k + 1;
    long earliest = 0;
    long chosen = -1;
    for (long window = 0; window < windows; window++) {
      if (candidates.isCandidate(contigIndex, window)) {
        positions.add(window);
        chosen = window;
        long last = window + k - 1;
        earliest = Math.max(last + 1, last + segmentSize - k + 1);
        window = earliest - 1;
      }
    }
    hasLast = false;
    long after = chosen < 0 ? 0 : chosen + k;
    for (long window = windows - 1; window >= after && !hasLast; window--) {
      if (candidates.isCandidate(contigIndex, window)) {
        positions.add(window);
        hasLast = true;
      }
    }
  }

  /** Number of splitters chosen. */
  public long count() {
    return positions.count();
  }

  /** The first symbol of splitter {@code index}, ascending. */
  public long position(long index) {
    return positions.get(index);
  }

  /** Whether the last splitter was chosen because it is the rightmost candidate. */
  boolean hasLast() {
    return hasLast;
  }

  /** The canonical word of splitter {@code index} of {@code contig}. */
  public long word(PackedSequence contig, long index) {
    return Kmers.canonical(contig, positions.get(index), k);
  }

  @Override
  public void close() {
    positions.close();
  }
}
