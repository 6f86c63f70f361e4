package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * The pairs of splitters that a segment without its own may lie between, by the fallback minimizers
 * that it shares with them (AGC compression, section 4). For one thread.
 */
public final class FallbackPairs extends KmerScanner implements AutoCloseable {
  private static final int PAIRS_MAX = 10;
  private static final long[] ALL = {-1L};

  private final int k;
  private final FallbackMinimizers minimizers;
  private PackedSequence contig;
  private boolean turned;

  /** For each shared minimizer and pair the two splitters and the word. */
  private final LongArray firsts;

  private final LongArray seconds;
  private final LongArray words;
  private final LongArray order;
  private final long[] bestFirst = new long[PAIRS_MAX];
  private final long[] bestSecond = new long[PAIRS_MAX];
  private final long[] bestWords = new long[PAIRS_MAX];
  private int count;

  /** Pairs by {@code minimizers} of k symbols. */
  public FallbackPairs(int k, FallbackMinimizers minimizers, MemoryBudget budget) {
    super(k);
    this.k = k;
    this.minimizers = minimizers;
    firsts = new LongArray(budget);
    seconds = new LongArray(budget);
    words = new LongArray(budget);
    order = new LongArray(budget);
  }

  /**
   * Finds the pairs with at least {@code wordsMin} different minimizers of {@code [from, to)} of
   * {@code newContig}: of the ten best those with half as many as the best one or more.
   *
   * @param asTurned whether the segment is seen as its reverse complement
   */
  public void find(PackedSequence newContig, long from, long to, boolean asTurned, int wordsMin) {
    contig = newContig;
    turned = asTurned;
    firsts.clear();
    seconds.clear();
    words.clear();
    scan(contig, from, to, ALL);
    sort();
    count = 0;
    for (long start = 0; start < order.count(); ) {
      long end = endOfPair(start);
      long distinct = distinctWords(start, end);
      if (distinct >= wordsMin) {
        keep(firsts.get(order.get(start)), seconds.get(order.get(start)), distinct);
      }
      start = end;
    }
    while (count > 0 && bestWords[count - 1] * 2 < bestWords[0]) {
      count--;
    }
  }

  @Override
  protected void visit(long position, long canonical, long hash) {
    if (!minimizers.filter().passes(canonical)) {
      return;
    }
    boolean isDirect = Kmers.direct(contig, position, k) == canonical != turned;
    for (int entry = minimizers.firstOf(canonical);
        entry != FallbackMinimizers.NONE;
        entry = minimizers.nextOf(entry)) {
      firsts.add(isDirect ? minimizers.first(entry) : minimizers.second(entry));
      seconds.add(isDirect ? minimizers.second(entry) : minimizers.first(entry));
      words.add(canonical);
    }
  }

  private void sort() {
    order.clear();
    for (long i = 0; i < words.count(); i++) {
      order.add(i);
    }
    order.sort(this::compare);
  }

  private int compare(long a, long b) {
    int byFirst = Long.compareUnsigned(firsts.get(a), firsts.get(b));
    int bySecond = byFirst != 0 ? byFirst : Long.compareUnsigned(seconds.get(a), seconds.get(b));
    return bySecond != 0 ? bySecond : Long.compareUnsigned(words.get(a), words.get(b));
  }

  private long endOfPair(long start) {
    long end = start + 1;
    while (end < order.count()
        && firsts.get(order.get(end)) == firsts.get(order.get(start))
        && seconds.get(order.get(end)) == seconds.get(order.get(start))) {
      end++;
    }
    return end;
  }

  private long distinctWords(long start, long end) {
    long distinct = 1;
    for (long i = start + 1; i < end; i++) {
      distinct += words.get(order.get(i)) == words.get(order.get(i - 1)) ? 0 : 1;
    }
    return distinct;
  }

  /** Pairs come in ascending order, so that of equally good ones the later stands in front. */
  private void keep(long first, long second, long distinct) {
    int at = Math.min(count, PAIRS_MAX);
    while (at > 0 && bestWords[at - 1] <= distinct) {
      at--;
    }
    if (at == PAIRS_MAX) {
      return;
    }
    count = Math.min(count + 1, PAIRS_MAX);
    for (int i = count - 1; i > at; i--) {
      bestFirst[i] = bestFirst[i - 1];
      bestSecond[i] = bestSecond[i - 1];
      bestWords[i] = bestWords[i - 1];
    }
    bestFirst[at] = first;
    bestSecond[at] = second;
    bestWords[at] = distinct;
  }

  /** Number of pairs found, best first. */
  public int count() {
    return count;
  }

  /** The splitter in front of the segment, by pair {@code index}. */
  public long first(int index) {
    return bestFirst[index];
  }

  /** The splitter after the segment, by pair {@code index}. */
  public long second(int index) {
    return bestSecond[index];
  }

  @Override
  public void close() {
    firsts.close();
    seconds.close();
    words.close();
    order.close();
  }
}
