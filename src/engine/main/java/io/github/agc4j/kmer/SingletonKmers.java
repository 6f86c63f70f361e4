package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * Which windows of a set of contigs hold a k-mer that occurs exactly once in all of them: one bit
 * per symbol.
 *
 * <p>The words are counted slice by slice of their hash ({@link SliceCounter}), so that memory is
 * needed for the words of one slice at a time. Slices may be counted by several threads at once.
 */
public final class SingletonKmers implements AutoCloseable {
  private static final VarHandle BITS = ValueLayout.JAVA_LONG.varHandle();

  private final List<PackedSequence> contigs;
  private final int k;
  private final MemoryBudget budget;
  private final Block bits;
  private final LongArray firstWindow;
  private final long symbols;

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

  /** The number of slices with which counting one of them takes at most about {@code bytes}. */
  public int slices(long bytes) {
    return Math.clamp(
        symbols * SliceCounter.bytesPerWindow(symbols) / bytes + 1, 1, SliceCounter.SLICES_MAX);
  }

  /**
   * A counter for one thread, to be closed by the caller; each of {@code slices} slices must be
   * counted by some counter.
   */
  public SliceCounter counter(int slices) {
    return new SliceCounter(this, contigs, firstWindow, k, slices, symbols, budget);
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

  @Override
  public void close() {
    firstWindow.close();
    bits.close();
  }
}
