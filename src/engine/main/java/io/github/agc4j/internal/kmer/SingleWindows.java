package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * For each of some contigs the windows whose k-mer occurs once in that contig: one bit for each
 * window. Short contigs are sorted, long ones counted in bins. All threads call {@link #find}; then
 * any may ask.
 */
final class SingleWindows implements AutoCloseable {
  private static final long SORTED_MAX = 1 << 17;

  private final List<PackedSequence> contigs;
  private final int k;
  private final long binWindows;
  private final MemoryBudget budget;
  private final AtomicInteger next = new AtomicInteger();

  /** For each contig its first word of {@link #bits}. */
  private final LongArray firsts;

  private final LongArray bits;

  SingleWindows(List<PackedSequence> contigs, int k, long binWindows, MemoryBudget budget) {
    this.contigs = contigs;
    this.k = k;
    this.binWindows = binWindows;
    this.budget = budget;
    this.firsts = new LongArray(budget);
    this.bits = new LongArray(budget);
    long words = 0;
    for (PackedSequence contig : contigs) {
      firsts.add(words);
      // Contigs share no word, so that several threads may write.
      words += contig.symbols() / Long.SIZE + 1;
    }
    bits.resize(words, 0);
  }

  /** Looks at contigs that no other thread has taken. */
  void find() {
    try (Sorter sorter = new Sorter()) {
      for (int i = next.getAndIncrement(); i < contigs.size(); i = next.getAndIncrement()) {
        if (contigs.get(i).symbols() <= SORTED_MAX) {
          sorter.find(i);
        } else {
          count(i);
        }
      }
    }
  }

  private void count(int contig) {
    try (SingletonKmers singletons =
        new SingletonKmers(List.of(contigs.get(contig)), k, binWindows, budget)) {
      for (int round = 0; round < singletons.rounds(); round++) {
        singletons.gather();
        singletons.count();
        singletons.endRound();
      }
      long windows = contigs.get(contig).symbols() - k + 1;
      for (long window = 0; window < windows; window++) {
        if (singletons.isCandidate(0, window)) {
          set(contig, window);
        }
      }
    }
  }

  private void set(int contig, long window) {
    long word = firsts.get(contig) + window / Long.SIZE;
    bits.set(word, bits.get(word) | 1L << window);
  }

  /** Whether the word of the window at {@code window} occurs once in contig {@code contig}. */
  boolean isSingle(int contig, long window) {
    return (bits.get(firsts.get(contig) + window / Long.SIZE) >>> window & 1) != 0;
  }

  /** Finds the single words of a contig by sorting all. */
  private final class Sorter extends KmerScanner implements AutoCloseable {
    private static final long[] ALL = {-1L};

    private final LongArray words = new LongArray(budget);
    private final LongArray positions = new LongArray(budget);

    private Sorter() {
      super(k);
    }

    private void find(int contig) {
      words.clear();
      positions.clear();
      scan(contigs.get(contig), ALL);
      words.sort(positions);
      for (long i = 0; i < words.count(); i++) {
        boolean first = i == 0 || words.get(i) != words.get(i - 1);
        boolean last = i == words.count() - 1 || words.get(i) != words.get(i + 1);
        if (first && last) {
          set(contig, positions.get(i));
        }
      }
    }

    @Override
    protected void visit(long position, long canonical, long hash) {
      words.add(canonical);
      positions.add(position);
    }

    @Override
    public void close() {
      words.close();
      positions.close();
    }
  }

  @Override
  public void close() {
    firsts.close();
    bits.close();
  }
}
