package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.util.List;

/**
 * Gathers the distinct canonical words of contigs that repeat each other, as those of a
 * concatenated collection do, so that they need not be scanned again for each question.
 */
public final class FewWords extends KmerScanner implements AutoCloseable {
  /** A filter that all words pass. */
  private static final long[] ALL = {-1, -1};

  private final int k;
  private final LongArray words;
  private final LongArray fresh;
  private final MemoryBudget budget;
  private SplitterSet set;

  private FewWords(int k, MemoryBudget budget) {
    super(k);
    this.k = k;
    this.budget = budget;
    this.words = new LongArray(budget);
    this.fresh = new LongArray(budget);
    this.set = new SplitterSet(words, budget);
  }

  /**
   * The words of {@code contigs}, owned by the caller.
   *
   * @return null if they are more than {@code wordsMax}
   */
  public static SplitterSet of(
      List<PackedSequence> contigs, int k, long wordsMax, MemoryBudget budget) {
    try (FewWords few = new FewWords(k, budget)) {
      for (PackedSequence contig : contigs) {
        few.gather(contig, wordsMax);
        if (few.words.count() > wordsMax) {
          return null;
        }
      }
      few.merge();
      return few.words.count() > wordsMax ? null : few.take();
    }
  }

  private void gather(PackedSequence contig, long wordsMax) {
    long atOnce = Math.max(1, wordsMax / 4);
    for (long from = 0; from < contig.symbols() && words.count() <= wordsMax; from += atOnce) {
      scan(contig, from, Math.min(contig.symbols(), from + atOnce + k - 1), ALL);
      if (fresh.count() > words.count() / 8) {
        merge();
      }
    }
  }

  @Override
  protected void visit(long position, long canonical, long hash) {
    if (!set.contains(canonical, hash)) {
      fresh.add(canonical);
    }
  }

  private void merge() {
    for (long i = 0; i < fresh.count(); i++) {
      words.add(fresh.get(i));
    }
    fresh.clear();
    words.sortDistinct();
    set.close();
    set = new SplitterSet(words, budget);
  }

  private SplitterSet take() {
    SplitterSet taken = set;
    set = null;
    return taken;
  }

  @Override
  public void close() {
    words.close();
    fresh.close();
    if (set != null) {
      set.close();
    }
  }
}
