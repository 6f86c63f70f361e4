package io.github.agc4j.kmer;

import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The splitters' canonical words: a hash table behind a bitmap of 32 to 64 bits per splitter, which
 * stays in the processor's cache and answers nearly all lookups. Immutable; any thread may ask.
 */
public final class SplitterSet implements AutoCloseable {
  private static final int FILTER_BITS_PER_WORD = 32;
  private static final long FILTER_BITS_MIN = 1 << 12;

  private final long count;
  private final Block filterBlock;
  private final Block tableBlock;
  private final MemorySegment filter;
  private final MemorySegment table;
  private final int filterShift;
  private final long slots;

  /** The set of {@code words}, which are ascending (unsigned) and distinct. */
  public SplitterSet(LongArray words, MemoryBudget budget) {
    this.count = words.count();
    long filterBits =
        Long.highestOneBit(Math.max(FILTER_BITS_MIN, count * FILTER_BITS_PER_WORD)) << 1;
    this.filterShift = Long.SIZE - Long.numberOfTrailingZeros(filterBits);
    this.slots = Long.highestOneBit(count + 1) << 2;
    this.filterBlock = Block.shared(filterBits / Byte.SIZE, budget);
    this.tableBlock = Block.shared(slots * Long.BYTES, budget);
    this.filter = filterBlock.bytes();
    this.table = tableBlock.bytes();
    table.fill((byte) Kmers.NONE);
    for (long i = 0; i < count; i++) {
      insert(words.get(i));
    }
  }

  private void insert(long word) {
    long hash = Kmers.spread(word);
    long bit = hash >>> filterShift;
    long old = filter.getAtIndex(ValueLayout.JAVA_LONG, bit >>> 6);
    filter.setAtIndex(ValueLayout.JAVA_LONG, bit >>> 6, old | 1L << bit);
    table.setAtIndex(ValueLayout.JAVA_LONG, slotOf(word, hash), word);
  }

  /** The slot that holds {@code word}, or the free one where it belongs. */
  private long slotOf(long word, long hash) {
    long slot = hash >>> 20 & slots - 1;
    while (true) {
      long present = table.getAtIndex(ValueLayout.JAVA_LONG, slot);
      if (present == word || present == Kmers.NONE) {
        return slot;
      }
      slot = slot + 1 & slots - 1;
    }
  }

  /** Whether the canonical {@code word}, of this {@link Kmers#spread}, is a splitter. */
  public boolean contains(long word, long hash) {
    return table.getAtIndex(ValueLayout.JAVA_LONG, slotOf(word, hash)) == word;
  }

  /**
   * A bitmap for {@link KmerScanner} that all splitters pass and few others; borrowed until this is
   * closed.
   */
  public MemorySegment filter() {
    return filter;
  }

  /** 64 − the number of bits of the hash that select the filter's bit. */
  public int filterShift() {
    return filterShift;
  }

  /** Number of splitters. */
  public long count() {
    return count;
  }

  @Override
  public void close() {
    filterBlock.close();
    tableBlock.close();
  }
}
