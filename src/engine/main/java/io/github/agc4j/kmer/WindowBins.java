package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * One worker's share of the windows, sorted into bins by their minimizer (an idea of KMC 2,
 * Deorowicz et al. 2015). A run of neighbouring windows takes three to five bytes; its k-mers stay
 * in the packed sequence.
 *
 * <pre>
 * bin   := chunk*                      linked from the last one filled back to the first
 * chunk := int(previous) short(bytes used in it) run*          {@link #CHUNK_BYTES} bytes
 * run   := varint(first window, less the end of the run before it in this chunk) varint(windows)
 * </pre>
 *
 * <p>Windows are numbered through all contigs. Filled by one thread; then any thread reads.
 */
final class WindowBins extends MinimizerScanner implements AutoCloseable {
  /** Receives runs of windows. */
  interface RunVisitor {
    void run(long first, int count);
  }

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int NO_CHUNK = -1;
  private static final int CHUNK_BYTES = 128;
  private static final int HEADER_BYTES = Integer.BYTES + Short.BYTES;
  private static final int RUN_BYTES_MAX = 14;
  private static final int BLOCK_CHUNKS = 1 << 13;

  /** Of each bin: last chunk, bytes used in it, end of the last run in it, number of windows. */
  private static final int HEAD_BYTES = 24;

  private static final int USED = 4;
  private static final int LAST_END = 8;
  private static final int WINDOWS = 16;

  private final int passBits;
  private final int pass;
  private final MemoryBudget budget;
  private final Block heads;
  private final List<Block> blocks = new ArrayList<>();
  private int chunks;
  private long base;

  /** Keeps the windows of those of the 2^{@code binBits} bins whose low bits say {@code pass}. */
  WindowBins(int k, int binBits, int passBits, int pass, MemoryBudget budget) {
    super(k, binBits);
    this.passBits = passBits;
    this.pass = pass;
    this.budget = budget;
    this.heads = Block.shared((1L << binBits - passBits) * HEAD_BYTES, budget);
    for (long head = 0; head < heads.size(); head += HEAD_BYTES) {
      heads.bytes().set(INT, head, NO_CHUNK);
    }
  }

  /**
   * Adds the windows of {@code sequence} that start in {@code [from, to)}, numbered from {@code
   * first} on at position 0. Positions must ascend from call to call.
   */
  void add(PackedSequence sequence, long first, long from, long to) {
    base = first;
    scan(sequence, from, to);
  }

  @Override
  protected void visit(int bin, long first, int count) {
    if ((bin & (1 << passBits) - 1) == pass) {
      append((long) (bin >>> passBits) * HEAD_BYTES, base + first, count);
    }
  }

  private void append(long head, long window, int count) {
    MemorySegment bins = heads.bytes();
    int chunk = bins.get(INT, head);
    int used = bins.get(INT, head + USED);
    if (chunk == NO_CHUNK || used + RUN_BYTES_MAX > CHUNK_BYTES) {
      chunk = newChunk(chunk, used);
      used = HEADER_BYTES;
      bins.set(INT, head, chunk);
      bins.set(LONG, head + LAST_END, 0);
    }
    MemorySegment bytes = blocks.get(chunk / BLOCK_CHUNKS).bytes();
    long start = (long) (chunk % BLOCK_CHUNKS) * CHUNK_BYTES;
    used += put(bytes, start + used, window - bins.get(LONG, head + LAST_END));
    used += put(bytes, start + used, count);
    bins.set(INT, head + USED, used);
    bins.set(LONG, head + LAST_END, window + count);
    bins.set(LONG, head + WINDOWS, bins.get(LONG, head + WINDOWS) + count);
  }

  private int newChunk(int previous, int previousUsed) {
    if (chunks == blocks.size() * BLOCK_CHUNKS) {
      blocks.add(Block.shared((long) BLOCK_CHUNKS * CHUNK_BYTES, budget));
    }
    int chunk = chunks++;
    MemorySegment bytes = blocks.get(chunk / BLOCK_CHUNKS).bytes();
    long start = (long) (chunk % BLOCK_CHUNKS) * CHUNK_BYTES;
    bytes.set(INT, start, previous);
    bytes.set(SHORT, start + Integer.BYTES, (short) previousUsed);
    return chunk;
  }

  private static int put(MemorySegment bytes, long offset, long value) {
    int length = 0;
    long rest = value;
    while (rest > 0x7f) {
      bytes.set(ValueLayout.JAVA_BYTE, offset + length++, (byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.set(ValueLayout.JAVA_BYTE, offset + length++, (byte) rest);
    return length;
  }

  /** Number of windows in the pass's bin {@code bin}. */
  long windows(int bin) {
    return heads.bytes().get(LONG, (long) bin * HEAD_BYTES + WINDOWS);
  }

  /** Shows all runs of the pass's bin {@code bin}. */
  void forEachRun(int bin, RunVisitor visitor) {
    int chunk = heads.bytes().get(INT, (long) bin * HEAD_BYTES);
    int used = heads.bytes().get(INT, (long) bin * HEAD_BYTES + USED);
    while (chunk != NO_CHUNK) {
      MemorySegment bytes = blocks.get(chunk / BLOCK_CHUNKS).bytes();
      long start = (long) (chunk % BLOCK_CHUNKS) * CHUNK_BYTES;
      showRuns(bytes, start + HEADER_BYTES, start + used, visitor);
      chunk = bytes.get(INT, start);
      used = bytes.get(SHORT, start + Integer.BYTES);
    }
  }

  private static void showRuns(MemorySegment bytes, long from, long to, RunVisitor visitor) {
    long window = 0;
    for (long at = from; at < to; ) {
      long gap = get(bytes, at);
      at += length(gap);
      long count = get(bytes, at);
      at += length(count);
      window += gap;
      visitor.run(window, (int) count);
      window += count;
    }
  }

  private static long get(MemorySegment bytes, long offset) {
    long value = 0;
    int shift = 0;
    long at = offset;
    while (true) {
      byte next = bytes.get(ValueLayout.JAVA_BYTE, at++);
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  /** Bytes that {@link #put} writes for {@code value}. */
  private static int length(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  @Override
  public void close() {
    heads.close();
    blocks.forEach(Block::close);
  }
}
