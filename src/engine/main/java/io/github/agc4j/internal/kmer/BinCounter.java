package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Counts the k-mers of one bin after the other in a table that fits the processor's cache, and
 * notes which windows hold words that occur twice or more. For one thread.
 */
final class BinCounter implements AutoCloseable {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final long SLOTS_MIN = 1 << 12;
  private static final long SLOTS_AT_FIRST_MAX = 1 << 20;

  /** Word, and its only window so far or {@link #REPEATED}. */
  private static final int SLOT_BYTES = 2 * Long.BYTES;

  private static final long REPEATED = -1;

  /** Runs whose symbols are fetched at once, since they lie anywhere in the contigs. */
  private static final int RUNS = 64;

  /** What is resident at once around a symbol of a contig that lies in a file. */
  private static final long NEIGHBOURHOOD_SYMBOLS = 1 << 18;

  private final WindowNumbers windows;

  /** Where words occurred first that occurred again, and where they did so. */
  private final RepeatedWindows firsts;

  private final RepeatedWindows others;
  private final int k;
  private final MemoryBudget budget;
  private Block block;
  private MemorySegment table;
  private long slots;
  private long words;
  private final long[] runWindows = new long[RUNS];
  private final int[] runCounts = new int[RUNS];

  /** Of each run the symbols of its first window, and those after. */
  private final long[] runWords = new long[RUNS];

  private final long[] runNext = new long[RUNS];
  private int runs;
  private PackedSequence contig;
  private long announced;
  private long contigFrom;
  private long contigTo;

  /** A counter that adds to {@code firsts} and {@code others}, which stay the caller's. */
  BinCounter(
      WindowNumbers windows,
      int k,
      RepeatedWindows firsts,
      RepeatedWindows others,
      MemoryBudget budget) {
    this.windows = windows;
    this.k = k;
    this.firsts = firsts;
    this.others = others;
    this.budget = budget;
    this.block = Block.resident(SLOTS_MIN * SLOT_BYTES, budget);
  }

  /** Counts bin {@code bin} of all {@code shares}. */
  void count(int bin, List<RunLists> shares) {
    long expected = 0;
    for (RunLists share : shares) {
      expected += share.windows(bin);
    }
    // Bins far above the average are so by repeats, which take few slots.
    long filled = expected + expected / 2 + 1;
    clear(Math.clamp(Long.highestOneBit(filled) << 1, SLOTS_MIN, SLOTS_AT_FIRST_MAX));
    for (RunLists share : shares) {
      share.forEachRun(bin, this::fetchRun);
    }
    insertRuns();
  }

  private void clear(long newSlots) {
    slots = newSlots;
    words = 0;
    if (slots * SLOT_BYTES > block.size()) {
      block.close();
      block = Block.resident(slots * SLOT_BYTES, budget);
    }
    table = block.bytes();
    table.asSlice(0, slots * SLOT_BYTES).fill((byte) Kmers.NONE);
  }

  private void fetchRun(long first, int count) {
    if (runs == RUNS) {
      insertRuns();
    }
    if (first < contigFrom || first >= contigTo) {
      enterContig(first);
    }
    long position = first - contigFrom;
    if (Math.abs(position - announced) >= NEIGHBOURHOOD_SYMBOLS) {
      contig.willRead(NEIGHBOURHOOD_SYMBOLS);
      announced = position;
    }
    runWindows[runs] = first;
    runCounts[runs] = count;
    runWords[runs] = contig.word(position);
    runNext[runs++] = count == 1 ? 0 : contig.word(position + k);
  }

  private void insertRuns() {
    for (int run = 0; run < runs; run++) {
      insertRun(runWindows[run], runCounts[run], runWords[run], runNext[run]);
    }
    runs = 0;
  }

  /** Inserts a run of which the first symbols, and those after the first window, were fetched. */
  private void insertRun(long first, int count, long start, long next) {
    if (words + count > slots / 4 * 3) {
      grow(words + count);
    }
    long mask = Kmers.mask(k);
    long direct = start & mask;
    long reverse = Kmers.reverseComplement(direct, k);
    insert(Kmers.min(direct, reverse), first);
    int newest = Long.SIZE - 2 * k;
    long symbols = next;
    for (int i = 1; i < count; i++) {
      if (i > 1 && (i & 31) == 1) {
        symbols = symbolsBehind(first + i - 1);
      }
      long code = symbols >>> 62;
      symbols <<= 2;
      direct = direct << 2 | code << newest;
      reverse = reverse >>> 2 & mask | 3 - code << 62;
      insert(Kmers.min(direct, reverse), first + i);
    }
  }

  /** The symbols after a window. */
  private long symbolsBehind(long window) {
    int index = windows.contigOf(window);
    return windows.contig(index).word(window - windows.first(index) + k);
  }

  private void enterContig(long window) {
    int index = windows.contigOf(window);
    contig = windows.contig(index);
    contigFrom = windows.first(index);
    contigTo = contigFrom + contig.symbols();
    announced = -NEIGHBOURHOOD_SYMBOLS;
  }

  private void insert(long word, long window) {
    for (long slot = Kmers.spread(word) >>> 20 & slots - 1; ; slot = slot + 1 & slots - 1) {
      long present = table.get(LONG, slot * SLOT_BYTES);
      if (present == Kmers.NONE) {
        put(slot, word, window);
        words++;
        return;
      }
      if (present == word) {
        repeat(slot, window);
        return;
      }
    }
  }

  private void put(long slot, long word, long window) {
    table.set(LONG, slot * SLOT_BYTES, word);
    table.set(LONG, slot * SLOT_BYTES + Long.BYTES, window);
  }

  private void repeat(long slot, long window) {
    long first = table.get(LONG, slot * SLOT_BYTES + Long.BYTES);
    if (first != REPEATED) {
      firsts.add(first);
      table.set(LONG, slot * SLOT_BYTES + Long.BYTES, REPEATED);
    }
    others.add(window);
  }

  private void grow(long wanted) {
    Block old = block;
    long oldSlots = slots;
    block =
        Block.resident(
            Math.max(oldSlots * 2, Long.highestOneBit(wanted) << 2) * SLOT_BYTES, budget);
    clear(block.size() / SLOT_BYTES);
    for (long i = 0; i < oldSlots; i++) {
      long word = old.bytes().get(LONG, i * SLOT_BYTES);
      if (word != Kmers.NONE) {
        long slot = Kmers.spread(word) >>> 20 & slots - 1;
        while (table.get(LONG, slot * SLOT_BYTES) != Kmers.NONE) {
          slot = slot + 1 & slots - 1;
        }
        put(slot, word, old.bytes().get(LONG, i * SLOT_BYTES + Long.BYTES));
        words++;
      }
    }
    old.close();
  }

  @Override
  public void close() {
    block.close();
  }
}
