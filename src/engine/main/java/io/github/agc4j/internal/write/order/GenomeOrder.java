package io.github.agc4j.internal.write.order;

import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.FastaTexts;
import io.github.agc4j.internal.fasta.KeptTexts;
import io.github.agc4j.internal.fasta.source.FileNames;
import io.github.agc4j.internal.fasta.source.ReadAhead;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.work.OrderedTasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;

/**
 * Chooses an order of genomes by what they have in common. Deterministic: it depends on the files'
 * content and, where genomes are equally like each other, on the order that is given.
 */
public final class GenomeOrder implements AutoCloseable {
  /** So many genomes are compared with each other; what comes after is ordered for itself. */
  private static final int AT_ONCE_MAX = 2048;

  /** Of so many genomes one is chosen to stand for others. */
  private static final int CANDIDATES = 2;

  private static final int NONE = -1;

  private final List<Path> files;

  /** What is kept of those that can be read only once, or null. */
  private final KeptTexts kept;

  private final int threads;
  private final MemoryBudget budget;
  private final BlockingQueue<SketchScanner> scanners;
  private final Sketches sketches;
  private final OrderedTasks<Void> tasks;

  private GenomeOrder(List<Path> files, KeptTexts kept, int threads, MemoryBudget budget) {
    this.files = files;
    this.kept = kept;
    this.threads = threads;
    this.budget = budget;
    this.sketches = new Sketches(files.size(), budget);
    this.scanners = new ArrayBlockingQueue<>(threads);
    for (int i = 0; i < threads; i++) {
      scanners.add(new SketchScanner(budget));
    }
    this.tasks = new OrderedTasks<>("agc4j-order", threads);
  }

  /**
   * Orders genomes so that the first is the one most like all others, and each further one the one
   * most like any before it. Of more than 2 048 so many are ordered at a time, as they are given.
   *
   * @param files FASTA files that can be read twice, one genome each
   * @param kept has those that cannot; or null if all can
   * @param threads how many files are read at a time, at two bits per base of a contig each
   * @return the indexes of the files in their new order
   * @throws io.github.agc4j.error.FastaFormatException when a file is not FASTA; of several the
   *     first as given
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  public static int[] bySimilarity(
      List<Path> files, KeptTexts kept, int threads, MemoryBudget budget) throws IOException {
    int readers = kept == null ? readers(files, threads) : threads;
    try (GenomeOrder order = new GenomeOrder(files, kept, readers, budget)) {
      order.read();
      return order.ordered();
    }
  }

  /**
   * Chooses genomes that stand for all: the first, and then always the one by which most is added
   * to what all have in common with the chosen one that is most like them. Of many genomes some are
   * looked at, from all of them.
   *
   * @param files FASTA files that can be read twice, one genome each
   * @param count how many are chosen, one or more
   * @return their indexes, ascending
   * @throws io.github.agc4j.error.FastaFormatException when a file is not FASTA
   */
  public static int[] representatives(List<Path> files, int count, int threads, MemoryBudget budget)
      throws IOException {
    if (count == 1 || count >= files.size()) {
      return IntStream.range(0, Math.min(count, files.size())).toArray();
    }
    int[] candidates = candidates(files.size(), count);
    int looked = candidates.length;
    List<Path> some = IntStream.of(candidates).mapToObj(files::get).toList();
    try (GenomeOrder order = new GenomeOrder(some, null, readers(some, threads), budget);
        IntArray similarities = new IntArray(budget)) {
      order.read();
      order.compareAll(0, looked, similarities);
      return IntStream.of(covering(similarities, looked, count))
          .map(i -> candidates[i])
          .sorted()
          .toArray();
    }
  }

  /** Of so many genomes those that are looked at when {@code count} are chosen, ascending. */
  public static int[] candidates(int genomes, int count) {
    int looked = Math.min(genomes, Math.max(count, Math.min(AT_ONCE_MAX, CANDIDATES * count)));
    return IntStream.range(0, looked).map(i -> (int) ((long) i * genomes / looked)).toArray();
  }

  /** Of a table of {@code count} rows the first, and those that add most to all rows' maxima. */
  private static int[] covering(IntArray similarities, int count, int chosen) {
    int[] result = new int[chosen];
    int[] most = new int[count];
    boolean[] isChosen = new boolean[count];
    for (int i = 0; i < chosen; i++) {
      int next = i == 0 ? 0 : addingMost(similarities, count, most, isChosen);
      result[i] = next;
      isChosen[next] = true;
      most[next] = Sketches.EQUAL;
      for (int other = 0; other < count; other++) {
        most[other] = Math.max(most[other], similarities.get((long) next * count + other));
      }
    }
    return result;
  }

  private static int addingMost(IntArray similarities, int count, int[] most, boolean[] isChosen) {
    int best = 0;
    long bestGain = -1;
    for (int row = 0; row < count; row++) {
      if (isChosen[row]) {
        continue;
      }
      long gain = Sketches.EQUAL - most[row];
      for (int other = 0; other < count; other++) {
        if (other != row) {
          gain += Math.max(0, similarities.get((long) row * count + other) - most[other]);
        }
      }
      if (gain > bestGain) {
        best = row;
        bestGain = gain;
      }
    }
    return best;
  }

  /** What takes memory of the heap to decompress is read one after the other. */
  private static int readers(List<Path> files, int threads) {
    return files.stream().anyMatch(FileNames::isOnHeap) ? 1 : threads;
  }

  /**
   * How much genomes have in common with those before them: for each but the first the share of
   * k-mers that it has in common with the one most like it, 0 … 1; of these the mean.
   *
   * @param files two or more FASTA files that can be read twice, one genome each; symbols outside
   *     the alphabet count as N
   */
  public static double likeness(List<Path> files, int threads, MemoryBudget budget)
      throws IOException {
    try (GenomeOrder order = new GenomeOrder(files, null, threads, budget)) {
      order.read();
      return likeness(order.sketches, files.size());
    }
  }

  /**
   * The same of small genomes in what was read ahead.
   *
   * @param isByContig whether each contig is a genome, or each text in a tar archive
   * @param genomesMax of more the first so many
   * @return −1 if there are fewer than {@code genomesMin} whole ones
   */
  public static double likeness(
      ReadAhead start, boolean isByContig, int genomesMin, int genomesMax, MemoryBudget budget)
      throws IOException {
    try (Sketches sketches = new Sketches(genomesMax, budget)) {
      int genomes = readAll(start, isByContig, genomesMax, sketches, budget);
      return genomes < genomesMin ? -1 : likeness(sketches, genomes);
    }
  }

  /** Gives the sketches of one genome after the other, then null. */
  private interface Genomes {
    LongArray next() throws IOException;
  }

  private static int readAll(
      ReadAhead start, boolean isByContig, int genomesMax, Sketches sketches, MemoryBudget budget)
      throws IOException {
    int genomes = 0;
    try (FastaTexts texts = FastaTexts.ofStart(start, budget);
        SketchScanner scanner = new SketchScanner(budget);
        FastaReader contigs = isByContig ? scanner.open(texts) : null) {
      Genomes all = isByContig ? () -> scanner.readNext(contigs) : () -> scanner.readNext(texts);
      LongArray hashes = all.next();
      while (hashes != null && genomes < genomesMax) {
        sketches.store(genomes++, hashes);
        hashes = genomes < genomesMax ? all.next() : null;
      }
      // Of text that is not packed nobody tells that the last one is cut.
      boolean isLastCut = start.isCut() && genomes < genomesMax;
      return isLastCut ? genomes - 1 : genomes;
    } catch (IOException e) {
      // It is cut somewhere within a genome; what is wrong elsewhere is met again.
      if (!start.isCut()) {
        throw e;
      }
    }
    return genomes;
  }

  private static double likeness(Sketches sketches, int genomes) {
    double sum = 0;
    for (int genome = 1; genome < genomes; genome++) {
      int most = 0;
      for (int before = 0; before < genome; before++) {
        most = Math.max(most, sketches.similarity(genome, before));
      }
      sum += most;
    }
    return sum / Sketches.EQUAL / (genomes - 1);
  }

  private void read() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      int genome = i;
      tasks.give(
          () -> {
            SketchScanner scanner = scanners.remove();
            try {
              sketches.store(genome, scanner.read(files.get(genome), kept));
            } finally {
              scanners.add(scanner);
            }
            return null;
          });
      // So that nothing more is read once a file was refused.
      while (tasks.underWay() >= 2 * threads) {
        tasks.take();
      }
    }
    tasks.takeAll();
  }

  private int[] ordered() throws IOException {
    int[] result = new int[files.size()];
    int placed = 0;
    int last = NONE;
    for (int from = 0; from < files.size(); from += AT_ONCE_MAX) {
      int count = Math.min(AT_ONCE_MAX, files.size() - from);
      try (IntArray similarities = new IntArray(budget)) {
        compareAll(from, count, similarities);
        int first = last == NONE ? central(similarities, count) : mostLike(last, from, count);
        for (int place : tree(similarities, count, first)) {
          last = from + place;
          result[placed++] = last;
        }
      }
    }
    return result;
  }

  /** Fills a table of {@code count} rows and columns. */
  private void compareAll(int from, int count, IntArray similarities) throws IOException {
    similarities.resize((long) count * count, 0);
    for (int i = 0; i < threads; i++) {
      int first = i;
      tasks.give(
          () -> {
            for (int row = first; row < count; row += threads) {
              for (int column = 0; column < row; column++) {
                int similarity = sketches.similarity(from + row, from + column);
                similarities.set((long) row * count + column, similarity);
                similarities.set((long) column * count + row, similarity);
              }
            }
            return null;
          });
    }
    try {
      tasks.takeAll();
    } finally {
      // The table is the caller's.
      tasks.abandon(done -> {});
    }
  }

  /** The genome that is most like all others. */
  private static int central(IntArray similarities, int count) {
    int best = 0;
    long most = -1;
    for (int row = 0; row < count; row++) {
      long sum = 0;
      for (int column = 0; column < count; column++) {
        sum += similarities.get((long) row * count + column);
      }
      if (sum > most) {
        best = row;
        most = sum;
      }
    }
    return best;
  }

  private int mostLike(int genome, int from, int count) {
    int best = 0;
    int most = -1;
    for (int i = 0; i < count; i++) {
      int similarity = sketches.similarity(genome, from + i);
      if (similarity > most) {
        best = i;
        most = similarity;
      }
    }
    return best;
  }

  /** The order in which a tree of the greatest similarities grows from {@code first}. */
  private static int[] tree(IntArray similarities, int count, int first) {
    int[] order = new int[count];
    int[] nearest = new int[count];
    int next = first;
    for (int placed = 0; placed < count; placed++) {
      order[placed] = next;
      nearest[next] = NONE;
      int row = next;
      next = NONE;
      for (int i = 0; i < count; i++) {
        if (nearest[i] != NONE) {
          nearest[i] = Math.max(nearest[i], similarities.get((long) row * count + i));
          next = next == NONE || nearest[i] > nearest[next] ? i : next;
        }
      }
    }
    return order;
  }

  @Override
  public void close() {
    tasks.close();
    scanners.forEach(SketchScanner::close);
    sketches.close();
  }
}
