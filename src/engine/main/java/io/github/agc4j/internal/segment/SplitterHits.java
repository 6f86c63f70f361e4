package io.github.agc4j.internal.segment;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.KmerScanner;
import io.github.agc4j.internal.kmer.SplitterSet;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.util.BitSet;

/**
 * Where a contig is cut: at its splitters, greedily from the left, without overlap; and where it
 * has none for longer than a segment may be, within it. For one thread.
 */
public final class SplitterHits extends KmerScanner implements AutoCloseable {
  /** No stretch is too long. */
  public static final long ANY_LENGTH = Long.MAX_VALUE;

  /** How far cuts within a stretch without splitters are apart. */
  private static final long STEP = 1L << 26;

  private final int k;
  private final long longest;
  private final LongArray positions;

  /** For each position whether a splitter is there; made when one is not. */
  private final BitSet withoutSplitter = new BitSet();

  private SplitterSet splitters;
  private long free;

  /**
   * Hits of splitters of k symbols.
   *
   * @param longest symbols that a segment may have
   */
  public SplitterHits(int k, long longest, MemoryBudget budget) {
    super(k);
    this.k = k;
    this.longest = longest;
    this.positions = new LongArray(budget);
  }

  /** Finds the hits of {@code newSplitters} in {@code contig}; replaces those found before. */
  public void find(PackedSequence contig, SplitterSet newSplitters) {
    splitters = newSplitters;
    positions.clear();
    withoutSplitter.clear();
    free = 0;
    scan(contig, splitters.filter());
    cutBefore(contig.symbols());
  }

  /** Cuts what is in front of {@code end} since the last hit, if it is too long for a segment. */
  private void cutBefore(long end) {
    long last = positions.count() == 0 ? 0 : positions.get(positions.count() - 1);
    if (end - last <= longest) {
      return;
    }
    long step = Math.min(STEP, longest - k);
    for (long at = last + step; at < end - k; at += step) {
      withoutSplitter.set((int) positions.add(at));
    }
  }

  @Override
  protected void visit(long position, long canonical, long hash) {
    if (position >= free && splitters.contains(canonical, hash)) {
      cutBefore(position + k);
      positions.add(position);
      free = position + k;
    }
  }

  /** Number of hits. */
  public long count() {
    return positions.count();
  }

  /** Position of the first symbol of hit {@code index}. */
  public long position(long index) {
    return positions.get(index);
  }

  /** Whether hit {@code index} is a splitter. */
  public boolean isSplitter(long index) {
    return !withoutSplitter.get((int) index);
  }

  @Override
  public void close() {
    positions.close();
  }
}
