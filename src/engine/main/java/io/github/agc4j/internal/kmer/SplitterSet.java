package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The splitters' canonical words: a hash table with a bitmap in front of it of up to 64 KiB, which
 * stays in the processor's cache and answers nearly all lookups. Immutable; any thread may ask.
 */
public final class SplitterSet implements AutoCloseable {
  /** Without a check of alignment, which blocks are always right in. */
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private static final long FILTER_BITS_PER_WORD = 64;
  private static final int FILTER_LONGS_MIN = 1 << 6;
  private static final int FILTER_LONGS_MAX = 1 << 13;

  private final long count;
  private final Block tableBlock;
  private final long[] filter;
  private final MemorySegment table;
  private final long slots;

  /** The set of {@code words}, which are ascending (unsigned) and distinct. */
  public SplitterSet(LongArray words, MemoryBudget budget) {
    this.count = words.count();
    long wanted = Long.highestOneBit(count * FILTER_BITS_PER_WORD / Long.SIZE + 1) << 1;
    this.filter = new long[Math.clamp(wanted, FILTER_LONGS_MIN, FILTER_LONGS_MAX)];
    this.slots = Long.highestOneBit(count + 1) << 2;
    this.tableBlock = Block.shared(slots * Long.BYTES, budget);
    this.table = tableBlock.bytes();
    table.fill((byte) Kmers.NONE);
    for (long i = 0; i < count; i++) {
      insert(words.get(i));
    }
  }

  private void insert(long word) {
    long hash = Kmers.spread(word);
    long bit = hash >>> Long.SIZE - 6 - Integer.numberOfTrailingZeros(filter.length);
    filter[(int) (bit >>> 6)] |= 1L << bit;
    table.set(WORD, slotOf(word, hash) << 3, word);
  }

  /** The slot of {@code word}, below {@link #slots}, or a free one if it is not in the set. */
  long slotOf(long word, long hash) {
    long slot = hash >>> 20 & slots - 1;
    while (true) {
      long present = wordAt(slot);
      if (present == word || present == Kmers.NONE) {
        return slot;
      }
      slot = slot + 1 & slots - 1;
    }
  }

  /** The word in {@code slot}; {@link Kmers#NONE} if it is free. */
  long wordAt(long slot) {
    return table.get(WORD, slot << 3);
  }

  /** Number of slots, some of which are free. */
  long slots() {
    return slots;
  }

  /** Whether the canonical {@code word}, of this {@link Kmers#spread}, is a splitter. */
  public boolean contains(long word, long hash) {
    return wordAt(slotOf(word, hash)) == word;
  }

  /** A bitmap for {@link KmerScanner} that all splitters pass and few others; not to be changed. */
  public long[] filter() {
    return filter;
  }

  /** Number of splitters. */
  public long count() {
    return count;
  }

  @Override
  public void close() {
    tableBlock.close();
  }
}
