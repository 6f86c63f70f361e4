package io.github.agc4j.engine;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.kmer.SingletonKmers;
import io.github.agc4j.kmer.SplitterFinder;
import io.github.agc4j.memory.LongArray;
import java.io.IOException;
import java.util.List;

/** Chooses the splitters of an archive among the singletons of its reference. */
final class SplitterChoice {
  private SplitterChoice() {}

  /**
   * The splitters' words, ascending and distinct.
   *
   * @param words an empty array of the caller's, which gets them
   */
  static void choose(
      List<PackedSequence> reference,
      CreateOptions options,
      Workers workers,
      Components components,
      LongArray words)
      throws IOException, InterruptedException {
    try (SingletonKmers singletons =
        new SingletonKmers(
            reference, options.kmerLength(), components.binWindows(), components.splitters())) {
      workers.run(worker -> singletons.gather());
      workers.run(worker -> singletons.count());
      SplitterFinder finder = new SplitterFinder(options.kmerLength(), options.segmentSize());
      for (int contig = 0; contig < reference.size(); contig++) {
        finder.select(reference.get(contig), contig, singletons, words);
      }
    }
    words.sort((LongArray) null);
    removeRepeated(words);
  }

  private static void removeRepeated(LongArray words) {
    long kept = 0;
    for (long i = 0; i < words.count(); i++) {
      if (i == 0 || words.get(i) != words.get(i - 1)) {
        words.set(kept++, words.get(i));
      }
    }
    words.resize(kept, 0);
  }
}
