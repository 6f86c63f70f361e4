package io.github.agc4j.segment;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.kmer.KmerScanner;
import io.github.agc4j.kmer.SplitterSet;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;

/** Where the splitters of a contig are: greedily from the left, without overlap. For one thread. */
public final class SplitterHits extends KmerScanner implements AutoCloseable {
  private final int k;
  private final LongArray positions;
  private SplitterSet splitters;
  private long free;

  /** Hits of splitters of k symbols. */
  public SplitterHits(int k, MemoryBudget budget) {
    super(k);
    this.k = k;
    this.positions = new LongArray(budget);
  }

  /** Finds the hits of {@code newSplitters} in {@code contig}; replaces those found before. */
  public void find(PackedSequence contig, SplitterSet newSplitters) {
    splitters = newSplitters;
    positions.clear();
    free = 0;
    scan(contig, splitters.filter());
  }

  @Override
  protected void visit(long position, long canonical, long hash) {
    if (position >= free && splitters.contains(canonical, hash)) {
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

  @Override
  public void close() {
    positions.close();
  }
}
