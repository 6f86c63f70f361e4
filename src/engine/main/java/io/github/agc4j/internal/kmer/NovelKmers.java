package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which windows of some contigs hold a k-mer that occurs once in its contig and not in the
 * reference (AGC compression, section 2.4). Unless the reference's k-mers are few they are not
 * kept: those of the contigs are looked for in it, so many at a time.
 *
 * <p>All threads call {@link #count}; then one calls {@link #ask} and all call {@link #search} in
 * turn until there is nothing left to ask; then one thread may use the candidates.
 */
public final class NovelKmers implements SplitterCandidates, AutoCloseable {
  private static final long WORDS_AT_ONCE = 1 << 19;

  private final List<PackedSequence> contigs;
  private final List<PackedSequence> reference;

  /** Null if they are too many. */
  private final SplitterSet referenceWords;

  private final int k;
  private final MemoryBudget budget;
  private final SingleWindows single;
  private final AtomicInteger nextReference = new AtomicInteger();

  /** Words of the contigs that were found in the reference. */
  private final LongArray found;

  private SplitterSet asked;

  /** For each slot of {@link #asked}, whether its word was met; threads only ever set it. */
  private Block met;

  private SplitterSet known;
  private int askedContig;
  private long askedPosition;

  /**
   * Nothing counted yet.
   *
   * @param referenceWords the canonical words of the reference, borrowed; null if they are too many
   *     to be kept
   */
  public NovelKmers(
      List<PackedSequence> contigs,
      List<PackedSequence> reference,
      SplitterSet referenceWords,
      int k,
      long binWindows,
      MemoryBudget budget) {
    this.contigs = contigs;
    this.reference = reference;
    this.referenceWords = referenceWords;
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
    if (referenceWords != null) {
      return false;
    }
    keepMet();
    closeAsked();
    nextReference.set(0);
    try (LongArray words = new LongArray(budget)) {
      while (askedContig < contigs.size() && words.count() < WORDS_AT_ONCE / 2) {
        gather(words);
        words.sortDistinct();
      }
      if (words.count() > 0) {
        asked = new SplitterSet(words, budget);
        met = Block.shared(asked.slots(), budget);
        met.bytes().fill((byte) 0);
        return true;
      }
    }
    found.sortDistinct();
    known = new SplitterSet(found, budget);
    return false;
  }

  /** Adds words of contigs until there are so many or no more contigs. */
  private void gather(LongArray words) {
    while (askedContig < contigs.size()) {
      PackedSequence contig = contigs.get(askedContig);
      long windows = contig.symbols() - k + 1;
      for (; askedPosition < windows; askedPosition++) {
        if (words.count() == WORDS_AT_ONCE) {
          return;
        }
        if (single.isSingle(askedContig, askedPosition)) {
          words.add(Kmers.canonical(contig, askedPosition, k));
        }
      }
      askedContig++;
      askedPosition = 0;
    }
  }

  /** Looks for the words in contigs of the reference that no other thread has taken. */
  public void search() {
    Search search = new Search();
    for (int i = nextReference.getAndIncrement();
        i < reference.size();
        i = nextReference.getAndIncrement()) {
      search.scan(reference.get(i), asked.filter());
    }
  }

  /** Marks words that it meets. */
  private final class Search extends KmerScanner {
    private Search() {
      super(k);
    }

    @Override
    protected void visit(long position, long canonical, long hash) {
      long slot = asked.slotOf(canonical, hash);
      if (asked.wordAt(slot) == canonical) {
        met.bytes().set(ValueLayout.JAVA_BYTE, slot, (byte) 1);
      }
    }
  }

  @Override
  public boolean isCandidate(int contig, long position) {
    if (!single.isSingle(contig, position)) {
      return false;
    }
    long word = Kmers.canonical(contigs.get(contig), position, k);
    SplitterSet taken = referenceWords == null ? known : referenceWords;
    return !taken.contains(word, Kmers.spread(word));
  }

  private void keepMet() {
    for (long slot = 0; asked != null && slot < asked.slots(); slot++) {
      if (met.bytes().get(ValueLayout.JAVA_BYTE, slot) != 0) {
        found.add(asked.wordAt(slot));
      }
    }
  }

  private void closeAsked() {
    if (asked != null) {
      asked.close();
      met.close();
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
