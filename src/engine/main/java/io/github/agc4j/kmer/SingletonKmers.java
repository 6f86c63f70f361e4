package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which windows of a set of contigs hold a k-mer that occurs exactly once in all of them: one bit
 * per symbol.
 *
 * <p>The windows are sorted into bins by their minimizers, all at once or in several passes, and
 * the words of one bin at a time are counted. For each pass the threads call {@link #gather} until
 * it returns, and when all have done so, {@link #count}.
 */
public final class SingletonKmers implements AutoCloseable {
  private static final long BIN_WINDOWS = 1 << 14;
  private static final int BIN_BITS_MIN = 2;
  private static final int BIN_BITS_MAX = 18;
  private static final long PIECE_WINDOWS = 1 << 22;
  private static final long RUN_BYTES_MEAN = 5;
  private static final VarHandle BITS = ValueLayout.JAVA_LONG.varHandle();

  private final List<PackedSequence> contigs;
  private final int k;
  private final MemoryBudget budget;
  private final Block bits;
  private final LongArray firstWindow;
  private final long symbols;
  private final int binBits;
  private final List<WindowBins> shares = new ArrayList<>();
  private final AtomicLong nextPiece = new AtomicLong();
  private final AtomicInteger nextBin = new AtomicInteger();
  private int pass;
  private int passBits;

  /** Every window with a k-mer counts as a singleton until all slices are counted. */
  public SingletonKmers(List<PackedSequence> contigs, int k, MemoryBudget budget) {
    this.contigs = contigs;
    this.k = k;
    this.budget = budget;
    this.firstWindow = new LongArray(budget);
    long total = 0;
    for (PackedSequence contig : contigs) {
      firstWindow.add(total);
      total += contig.symbols();
    }
    this.symbols = total;
    this.binBits =
        Math.clamp(
            63 - Long.numberOfLeadingZeros(total / BIN_WINDOWS + 1), BIN_BITS_MIN, BIN_BITS_MAX);
    this.bits = Block.shared((total / Long.SIZE + 1) * Long.BYTES, budget);
    for (int i = 0; i < contigs.size(); i++) {
      setWindows(contigs.get(i), firstWindow.get(i));
    }
  }

  private void setWindows(PackedSequence contig, long base) {
    long start = 0;
    for (int run = 0; run < contig.runs(); run++) {
      setBits(base + start, base + contig.runStart(run) - k + 1);
      start = contig.runEnd(run);
    }
    setBits(base + start, base + contig.symbols() - k + 1);
  }

  private void setBits(long from, long to) {
    for (long bit = from; bit < to; ) {
      long length = Math.min(to - bit, Long.SIZE - bit % Long.SIZE);
      long ones = length == Long.SIZE ? -1L : (1L << length) - 1 << bit;
      long offset = bit / Long.SIZE * Long.BYTES;
      bits.bytes()
          .set(
              ValueLayout.JAVA_LONG,
              offset,
              bits.bytes().get(ValueLayout.JAVA_LONG, offset) | ones);
      bit += length;
    }
  }

  /** The number of passes with which the bins take at most about {@code bytes}; a power of two. */
  public int passes(long bytes) {
    long needed = Long.highestOneBit(symbols * RUN_BYTES_MEAN / runWindowsMean() / bytes) * 2;
    return (int) Math.clamp(needed, 1, 1L << binBits);
  }

  /** Windows in a run, on average: half of the m-mers that a window has. */
  private long runWindowsMean() {
    return Math.max(1, (k - MinimizerScanner.M + 2) / 2);
  }

  /** Prepares pass {@code pass} of {@code passes}, for one thread. */
  public void startPass(int pass, int passes) {
    closeShares();
    this.pass = pass;
    this.passBits = Integer.numberOfTrailingZeros(passes);
    nextPiece.set(0);
    nextBin.set(0);
  }

  /** Sorts windows into bins as long as there are pieces that no other thread has taken. */
  public void gather() {
    WindowBins share = new WindowBins(k, binBits, passBits, pass, budget);
    synchronized (shares) {
      shares.add(share);
    }
    int contig = 0;
    for (long from = nextPiece.getAndAdd(PIECE_WINDOWS);
        from < symbols;
        from = nextPiece.getAndAdd(PIECE_WINDOWS)) {
      long to = Math.min(symbols, from + PIECE_WINDOWS);
      while (contig < contigs.size() && firstWindow.get(contig) < to) {
        PackedSequence sequence = contigs.get(contig);
        long base = firstWindow.get(contig);
        share.add(
            sequence, base, Math.max(0, from - base), Math.min(to - base, sequence.symbols()));
        if (base + sequence.symbols() > to) {
          break;
        }
        contig++;
      }
    }
  }

  /** Counts the bins of the pass as long as there are some that no other thread has taken. */
  public void count() {
    try (BinCounter counter = new BinCounter(this, contigs, firstWindow, k, budget)) {
      int bins = 1 << binBits - passBits;
      for (int bin = nextBin.getAndIncrement(); bin < bins; bin = nextBin.getAndIncrement()) {
        counter.count(bin, shares);
      }
    }
  }

  /** Notes that the word of {@code window} (numbered through all contigs) occurs elsewhere too. */
  void clear(long window) {
    BITS.getAndBitwiseAnd(bits.bytes(), window / Long.SIZE * Long.BYTES, ~(1L << window));
  }

  /**
   * Whether the window at {@code position} of contig {@code contig} holds a word that occurs once.
   */
  public boolean isSingleton(int contig, long position) {
    long bit = firstWindow.get(contig) + position;
    return (bits.bytes().getAtIndex(ValueLayout.JAVA_LONG, bit / Long.SIZE) >>> bit & 1) != 0;
  }

  private void closeShares() {
    shares.forEach(WindowBins::close);
    shares.clear();
  }

  @Override
  public void close() {
    closeShares();
    firstWindow.close();
    bits.close();
  }
}
