package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which windows of a set of contigs hold a k-mer that occurs exactly once in all of them.
 *
 * <p>The windows are sorted into bins by their minimizers (an idea of KMC 2, Deorowicz et al.
 * 2015); the words of one bin at a time are counted, read again from the packed contigs. The
 * threads call {@link #gather}, and when all have returned {@link #count}; then one thread may ask.
 *
 * <pre>
 * bins     := RunLists*        one of each thread: all windows, by bin
 * repeated := RunLists*        two of each thread and round: the windows of words that occur twice or more, by region
 * </pre>
 */
public final class SingletonKmers implements SplitterCandidates, AutoCloseable {
  private static final int BIN_BITS_MAX = 18;
  private static final int CHUNK_BYTES = 128;
  private static final int PAGE_CHUNK_BYTES = 4096;
  private static final long CHUNK_BYTES_SHARE = 8;
  private static final long PIECE_WINDOWS = 1 << 22;

  /** Windows of which lists are in memory at once, which take up to a GiB. */
  private static final long ROUND_WINDOWS = 1L << 31;

  private static final int ROUNDS_MAX = 4;
  private static final long REGION_WINDOWS = 1L << RepeatedWindows.REGION_BITS;
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

  private final WindowNumbers windows;
  private final int k;
  private final MemoryBudget budget;
  private final int binBits;
  private final int chunkBytes;
  private final int rounds;
  private int round;
  private final List<RunLists> bins = new ArrayList<>();
  private final List<RepeatedWindows> repeated = new ArrayList<>();
  private final AtomicLong nextPiece = new AtomicLong();
  private final AtomicInteger nextBin = new AtomicInteger();

  /** One bit for each window of {@link #region}, set where a singleton is. */
  private final Block bits;

  private long region = -1;

  /**
   * Nothing counted yet.
   *
   * @param binWindows windows that a bin has on average; a thread needs about 32 bytes for each
   */
  public SingletonKmers(List<PackedSequence> contigs, int k, long binWindows, MemoryBudget budget) {
    this(contigs, k, binWindows, ROUND_WINDOWS, budget);
  }

  /** The same with rounds of {@code roundWindows} windows at most, as long as there are few. */
  SingletonKmers(
      List<PackedSequence> contigs,
      int k,
      long binWindows,
      long roundWindows,
      MemoryBudget budget) {
    this.windows = new WindowNumbers(contigs, budget);
    this.k = k;
    this.budget = budget;
    long wanted = windows.count() / binWindows + 1;
    this.binBits = Math.min(BIN_BITS_MAX, Long.SIZE - Long.numberOfLeadingZeros(wanted));
    this.rounds = (int) Math.min(ROUNDS_MAX, 1 + windows.count() / roundWindows);
    // Lists that go to a file do so in pages, as long as the open ones take little memory.
    long openBytes = (1L << binBits) * PAGE_CHUNK_BYTES;
    this.chunkBytes =
        openBytes <= budget.limitBytes() / CHUNK_BYTES_SHARE
                && openBytes < windows.count() / CHUNK_BYTES_SHARE
            ? PAGE_CHUNK_BYTES
            : CHUNK_BYTES;
    this.bits =
        Block.resident(
            Math.min(windows.count() + Long.SIZE, REGION_WINDOWS) / Byte.SIZE + Long.BYTES
                & -Long.BYTES,
            budget);
  }

  /**
   * In how many rounds the bins are counted: lists of all windows of a large genome would take more
   * than its symbols. In each round all threads call {@link #gather}, then {@link #count}, and then
   * one calls {@link #endRound}.
   */
  public int rounds() {
    return rounds;
  }

  /** Sorts the round's windows into bins as long as there are pieces that nobody has taken. */
  public void gather() {
    RunLists lists = new RunLists(binsTo() - binsFrom(), chunkBytes, budget);
    synchronized (bins) {
      bins.add(lists);
    }
    Gatherer gatherer = new Gatherer(lists);
    for (long from = nextPiece.getAndAdd(PIECE_WINDOWS);
        from < windows.count();
        from = nextPiece.getAndAdd(PIECE_WINDOWS)) {
      gatherer.gather(from, Math.min(windows.count(), from + PIECE_WINDOWS));
    }
  }

  /** Sorts the windows of a piece into bins. */
  private final class Gatherer extends MinimizerScanner {
    private final RunLists lists;
    private final int from = binsFrom();
    private final int to = binsTo();
    private long base;

    private Gatherer(RunLists lists) {
      super(k, binBits);
      this.lists = lists;
    }

    private void gather(long from, long to) {
      for (int contig = windows.contigOf(from);
          contig < windows.contigs() && windows.first(contig) < to;
          contig++) {
        PackedSequence sequence = windows.contig(contig);
        base = windows.first(contig);
        scan(sequence, Math.max(0, from - base), Math.min(to - base, sequence.symbols()));
      }
    }

    @Override
    protected void visit(int bin, long first, int count) {
      if (bin >= from && bin < to) {
        lists.add(bin - from, base + first, count);
      }
    }
  }

  private int binsFrom() {
    return (int) (((long) round << binBits) / rounds);
  }

  private int binsTo() {
    return (int) (((long) round + 1 << binBits) / rounds);
  }

  /** Counts bins of the round as long as there are some that no other thread has taken. */
  public void count() {
    RepeatedWindows firsts = newRepeated();
    RepeatedWindows others = newRepeated();
    try (BinCounter counter = new BinCounter(windows, k, firsts, others, budget)) {
      for (int bin = nextBin.getAndIncrement();
          bin < binsTo() - binsFrom();
          bin = nextBin.getAndIncrement()) {
        counter.count(bin, bins);
      }
    }
    firsts.flush();
    others.flush();
  }

  /** Ends a round; nobody may work on it any more. */
  public void endRound() {
    closeBins();
    nextPiece.set(0);
    nextBin.set(0);
    round++;
  }

  private RepeatedWindows newRepeated() {
    RepeatedWindows list = new RepeatedWindows(windows.count(), budget);
    synchronized (repeated) {
      repeated.add(list);
    }
    return list;
  }

  /**
   * Whether the window at {@code position} of contig {@code contig} holds a word that occurs once.
   * Fast for windows that are near each other.
   */
  @Override
  public boolean isCandidate(int contig, long position) {
    long window = windows.first(contig) + position;
    if (window >>> RepeatedWindows.REGION_BITS != region) {
      enter(window >>> RepeatedWindows.REGION_BITS);
    }
    long bit = window & REGION_WINDOWS - 1;
    return (bits.bytes().getAtIndex(WORD, bit / Long.SIZE) >>> bit & 1) != 0;
  }

  private void enter(long newRegion) {
    region = newRegion;
    bits.bytes().fill((byte) 0);
    long from = region << RepeatedWindows.REGION_BITS;
    long to = Math.min(windows.count(), from + REGION_WINDOWS);
    for (int contig = windows.contigOf(from);
        contig < windows.contigs() && windows.first(contig) < to;
        contig++) {
      setWindows(windows.contig(contig), windows.first(contig) - from, to - from);
    }
    for (RepeatedWindows lists : repeated) {
      lists
          .lists()
          .forEachRun(
              (int) region, (first, count) -> change(first - from, first - from + count, false));
    }
  }

  /**
   * Sets the bits of all windows of a contig that starts at bit {@code base}, below bit {@code
   * end}.
   */
  private void setWindows(PackedSequence contig, long base, long end) {
    long start = 0;
    for (int run = contig.firstRunBehind(Math.max(0, -base)); run < contig.runs(); run++) {
      change(Math.max(0, base + start), Math.min(end, base + contig.runStart(run) - k + 1), true);
      start = contig.runEnd(run);
    }
    change(Math.max(0, base + start), Math.min(end, base + contig.symbols() - k + 1), true);
  }

  private void change(long from, long to, boolean set) {
    for (long bit = from; bit < to; ) {
      long length = Math.min(to - bit, Long.SIZE - bit % Long.SIZE);
      long mask = length == Long.SIZE ? -1L : (1L << length) - 1 << bit;
      long old = bits.bytes().getAtIndex(WORD, bit / Long.SIZE);
      bits.bytes().setAtIndex(WORD, bit / Long.SIZE, set ? old | mask : old & ~mask);
      bit += length;
    }
  }

  private void closeBins() {
    bins.forEach(RunLists::close);
    bins.clear();
  }

  @Override
  public void close() {
    closeBins();
    repeated.forEach(RepeatedWindows::close);
    repeated.clear();
    windows.close();
    bits.close();
  }
}
