package io.github.agc4j.internal.write;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.FallbackMinimizers;
import io.github.agc4j.internal.kmer.FallbackRecorder;
import io.github.agc4j.internal.kmer.FewWords;
import io.github.agc4j.internal.kmer.MinimizerFilter;
import io.github.agc4j.internal.kmer.NovelKmers;
import io.github.agc4j.internal.kmer.SingletonKmers;
import io.github.agc4j.internal.kmer.SplitterCandidates;
import io.github.agc4j.internal.kmer.SplitterFinder;
import io.github.agc4j.internal.kmer.SplitterSet;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.util.List;

/**
 * The splitters of an archive: those of its reference, and in adaptive mode those that contigs
 * without any add (AGC compression, section 2); and the fallback minimizers between them. Changed
 * by one thread while nobody looks.
 */
final class Splitters implements AutoCloseable {
  /** So many words of a reference, 16 MiB at most, are kept in adaptive mode. */
  private static final long REFERENCE_WORDS_MAX = 1 << 19;

  private final CreateOptions options;
  private final WriteBudgets budgets;
  private final LongArray words;
  private final SplitterFinder finder;

  /** Null without fallback minimizers. */
  private final FallbackMinimizers minimizers;

  private final FallbackRecorder recorder;
  private List<PackedSequence> reference = List.of();

  /** Null if they are too many or were not asked for. */
  private SplitterSet referenceWords;

  private boolean areReferenceWordsSought;
  private SplitterSet set;

  Splitters(CreateOptions options, WriteBudgets budgets) {
    this.options = options;
    this.budgets = budgets;
    this.words = new LongArray(budgets.splitters());
    this.finder =
        new SplitterFinder(options.kmerLength(), options.segmentSize(), budgets.splitters());
    MinimizerFilter filter = new MinimizerFilter(options.modes().fallbackFraction());
    this.minimizers = filter.isOff() ? null : new FallbackMinimizers(filter, budgets.splitters());
    this.recorder = filter.isOff() ? null : new FallbackRecorder(options.kmerLength(), minimizers);
  }

  /** The words, ascending and distinct. */
  LongArray words() {
    return words;
  }

  /** The words for look-ups; borrowed until there are new ones. */
  SplitterSet set() {
    return set;
  }

  /** The fallback minimizers; null without. */
  FallbackMinimizers minimizers() {
    return minimizers;
  }

  /** Chooses the splitters of a new archive among the singletons of its reference. */
  void choose(List<PackedSequence> contigs, Workers workers)
      throws IOException, InterruptedException {
    study(contigs, workers, true);
    refresh();
  }

  /** Restores what an archive does not hold of its reference: minimizers and k-mers. */
  void remember(List<PackedSequence> contigs, Workers workers)
      throws IOException, InterruptedException {
    if (minimizers == null) {
      reference = contigs;
    } else {
      study(contigs, workers, false);
      minimizers.merge();
      reference = options.modes().adaptive() ? contigs : List.of();
    }
  }

  private void study(List<PackedSequence> contigs, Workers workers, boolean isNew)
      throws IOException, InterruptedException {
    reference = contigs;
    try (SingletonKmers singletons =
        new SingletonKmers(
            contigs, options.kmerLength(), budgets.binWindows(), budgets.splitters())) {
      for (int round = 0; round < singletons.rounds(); round++) {
        workers.run(worker -> singletons.gather());
        workers.run(worker -> singletons.count());
        singletons.endRound();
      }
      selectAll(contigs, singletons, isNew);
    }
  }

  private void selectAll(
      List<PackedSequence> contigs, SplitterCandidates candidates, boolean addsWords) {
    for (int i = 0; i < contigs.size(); i++) {
      PackedSequence contig = contigs.get(i);
      finder.select(contig, i, candidates);
      for (long chosen = 0; addsWords && chosen < finder.count(); chosen++) {
        words.add(finder.word(contig, chosen));
      }
      if (recorder != null) {
        recorder.record(contig, finder);
      }
    }
  }

  /**
   * Adds splitters of contigs in which there are none, among their singletons that the reference
   * does not have.
   *
   * @return number of words added
   */
  long extend(List<PackedSequence> contigs, Workers workers)
      throws IOException, InterruptedException {
    if (contigs.isEmpty()) {
      return 0;
    }
    long before = words.count();
    if (!areReferenceWordsSought) {
      areReferenceWordsSought = true;
      referenceWords =
          FewWords.of(reference, options.kmerLength(), REFERENCE_WORDS_MAX, budgets.splitters());
    }
    try (NovelKmers novel =
        new NovelKmers(
            contigs,
            reference,
            referenceWords,
            options.kmerLength(),
            budgets.binWindows(),
            budgets.splitters())) {
      workers.run(worker -> novel.count());
      while (novel.ask()) {
        workers.run(worker -> novel.search());
      }
      selectAll(contigs, novel, true);
    }
    refresh();
    return words.count() - before;
  }

  /** To be called when words were added. */
  void refresh() {
    words.sortDistinct();
    if (set != null) {
      set.close();
    }
    set = new SplitterSet(words, budgets.splitters());
  }

  /** Makes the minimizers of this batch known to the next ones. */
  void endBatch() {
    if (minimizers != null) {
      minimizers.merge();
    }
  }

  @Override
  public void close() {
    words.close();
    finder.close();
    if (minimizers != null) {
      minimizers.close();
    }
    if (set != null) {
      set.close();
    }
    if (referenceWords != null) {
      referenceWords.close();
    }
  }
}
