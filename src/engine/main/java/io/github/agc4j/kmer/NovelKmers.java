package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which windows of some contigs hold a k-mer that occurs once in its contig and not in the
 * reference (AGC compression, section 2.4). The reference's k-mers are not kept: those of the
 * contigs are looked for in it, so many at a time.
 *
 * <p>All threads call {@link #count}; then one calls {@link #ask} and all call {@link #search} in
 * turn until there is nothing left to ask; then one thread may use the candidates.
 */
public final class NovelKmers implements SplitterCandidates, AutoCloseable {
  private static final long WORDS_AT_ONCE = 1 << 19;

  private final List<PackedSequence> contigs;
  private final List<PackedSequence> reference;
  private final int k;
  private final MemoryBudget budget;
  private final SingleWindows single;
  private final AtomicInteger nextReference = new AtomicInteger();

  /** Words of the contigs that were found in the reference. */
  private final LongArray found;

  private SplitterSet asked;
  private SplitterSet known;
  private int askedContig;
  private long askedPosition;

  /** Nothing counted yet. */
  public NovelKmers(
      List<PackedSequence> contigs,
      List<PackedSequence> reference,
      int k,
      long binWindows,
      MemoryBudget budget) {
    this.contigs = contigs;
    this.reference = reference;
    this.k = k;
    this.budget = budget;
    this.found = new LongArray(budget);
    this.single = new SingleWindows(contigs, k, binWindows, budget);
  }

  /** Counts the words of contigs that no other thread has taken. */
  public void count() {
    single.find();
  }

  /** Gathers the next words to be looked for; false if all were. */
  public boolean ask() {
    closeAsked();
    nextReference.set(0);
    try (LongArray words = new LongArray(budget)) {
      while (askedContig < contigs.size() && words.count() < WORDS_AT_ONCE) {
        gather(words);
      }
      if (words.count() > 0) {
        words.sortDistinct();
        asked = new SplitterSet(words, budget);
        return true;
      }
    }
    found.sortDistinct();
    known = new SplitterSet(found, budget);
    return false;
  }

  private void gather(LongArray words) {
    PackedSequence contig = contigs.get(askedContig);
    long windows = contig.symbols() - k + 1;
    for (; askedPosition < windows && words.count() < WORDS_AT_ONCE; askedPosition++) {
      if (single.isSingle(askedContig, askedPosition)) {
        words.add(Kmers.canonical(contig, askedPosition, k));
      }
    }
    if (askedPosition >= windows) {
      askedContig++;
      askedPosition = 0;
    }
  }

  /** Looks for the words in contigs of the reference that no other thread has taken. */
  public void search() {
    try (Search search = new Search()) {
      for (int i = nextReference.getAndIncrement();
          i < reference.size();
          i = nextReference.getAndIncrement()) {
        search.in(reference.get(i));
      }
      synchronized (found) {
        for (long i = 0; i < search.hits.count(); i++) {
          found.add(search.hits.get(i));
        }
      }
    }
  }

  private final class Search extends KmerScanner implements AutoCloseable {
    private final LongArray hits = new LongArray(budget);

    private Search() {
      super(k);
    }

    private void in(PackedSequence contig) {
      scan(contig, asked.filter());
      hits.sortDistinct();
    }

    @Override
    protected void visit(long position, long canonical, long hash) {
      if (asked.contains(canonical, hash)) {
        hits.add(canonical);
      }
    }

    @Override
    public void close() {
      hits.close();
    }
  }

  @Override
  public boolean isCandidate(int contig, long position) {
    if (!single.isSingle(contig, position)) {
      return false;
    }
    long word = Kmers.canonical(contigs.get(contig), position, k);
    return !known.contains(word, Kmers.spread(word));
  }

  private void closeAsked() {
    if (asked != null) {
      asked.close();
      asked = null;
    }
  }

  @Override
  public void close() {
    closeAsked();
    if (known != null) {
      known.close();
    }
    found.close();
    single.close();
  }
}
