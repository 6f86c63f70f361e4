package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs of neighbouring windows in numbered lists, three to five bytes each.
 *
 * <pre>
 * list  := chunk*                      linked from the last one filled back to the first
 * chunk := int(previous) short(bytes used in the previous one) run*
 * run   := varint(zigzag(first window − end of the run before it in this chunk)) varint(windows)
 * </pre>
 *
 * <p>Filled by one thread; then any thread reads.
 */
final class RunLists implements AutoCloseable {
  /** Receives runs of windows. */
  interface RunVisitor {
    void run(long first, int count);
  }

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int NO_CHUNK = -1;
  private static final int HEADER_BYTES = Integer.BYTES + Short.BYTES;
  private static final int RUN_BYTES_MAX = 14;
  private static final int BLOCK_BYTES = 1 << 18;

  /** Of blocks that may be pieces of a file, of which there should be few. */
  private static final int LIMITED_BLOCK_BYTES = 1 << 22;

  /** Of each list: last chunk, bytes used in it, end of the last run in it, number of windows. */
  private static final int HEAD_BYTES = 24;

  private static final int USED = 4;
  private static final int LAST_END = 8;
  private static final int WINDOWS = 16;

  private final int chunkBytes;
  private final int blockChunks;
  private final MemoryBudget budget;
  private final Block heads;
  private final List<Block> blocks = new ArrayList<>();
  private int chunks;

  /** Empty lists numbered below {@code count}, in chunks of {@code chunkBytes}, a power of two. */
  RunLists(int count, int chunkBytes, MemoryBudget budget) {
    this.chunkBytes = chunkBytes;
    boolean isLimited = budget.limitBytes() != MemoryBudget.UNLIMITED;
    this.blockChunks = (isLimited ? LIMITED_BLOCK_BYTES : BLOCK_BYTES) / chunkBytes;
    this.budget = budget;
    this.heads = Block.shared(count * (long) HEAD_BYTES, budget);
    heads.bytes().fill((byte) 0);
    for (long head = 0; head < heads.size(); head += HEAD_BYTES) {
      heads.bytes().set(INT, head, NO_CHUNK);
    }
  }

  /** Adds {@code count} windows from {@code first} on to list {@code list}. */
  void add(int list, long first, int count) {
    append((long) list * HEAD_BYTES, first, count);
  }

  private void append(long head, long window, int count) {
    MemorySegment bins = heads.bytes();
    int chunk = bins.get(INT, head);
    int used = bins.get(INT, head + USED);
    if (chunk == NO_CHUNK || used + RUN_BYTES_MAX > chunkBytes) {
      chunk = newChunk(chunk, used);
      used = HEADER_BYTES;
      bins.set(INT, head, chunk);
      bins.set(LONG, head + LAST_END, 0);
    }
    MemorySegment bytes = blocks.get(chunk / blockChunks).bytes();
    long start = (long) (chunk % blockChunks) * chunkBytes;
    long gap = window - bins.get(LONG, head + LAST_END);
    used += put(bytes, start + used, gap << 1 ^ gap >> 63);
    used += put(bytes, start + used, count);
    bins.set(INT, head + USED, used);
    bins.set(LONG, head + LAST_END, window + count);
    bins.set(LONG, head + WINDOWS, bins.get(LONG, head + WINDOWS) + count);
  }

  private int newChunk(int previous, int previousUsed) {
    if (chunks == blocks.size() * blockChunks) {
      blocks.add(Block.shared((long) blockChunks * chunkBytes, budget));
    }
    int chunk = chunks++;
    MemorySegment bytes = blocks.get(chunk / blockChunks).bytes();
    long start = (long) (chunk % blockChunks) * chunkBytes;
    blocks.get(chunk / blockChunks).touched(chunkBytes);
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

  /** Number of windows in list {@code list}. */
  long windows(int list) {
    return heads.bytes().get(LONG, (long) list * HEAD_BYTES + WINDOWS);
  }

  /** Shows all runs of list {@code list}. */
  void forEachRun(int list, RunVisitor visitor) {
    int chunk = heads.bytes().get(INT, (long) list * HEAD_BYTES);
    int used = heads.bytes().get(INT, (long) list * HEAD_BYTES + USED);
    while (chunk != NO_CHUNK) {
      blocks.get(chunk / blockChunks).touched(chunkBytes);
      MemorySegment bytes = blocks.get(chunk / blockChunks).bytes();
      long start = (long) (chunk % blockChunks) * chunkBytes;
      showRuns(bytes, start + HEADER_BYTES, start + used, visitor);
      chunk = bytes.get(INT, start);
      used = bytes.get(SHORT, start + Integer.BYTES);
    }
  }

  private static void showRuns(MemorySegment bytes, long from, long to, RunVisitor visitor) {
    long window = 0;
    for (long at = from; at < to; ) {
      long code = get(bytes, at);
      at += length(code);
      long count = get(bytes, at);
      at += length(count);
      window += code >>> 1 ^ -(code & 1);
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
