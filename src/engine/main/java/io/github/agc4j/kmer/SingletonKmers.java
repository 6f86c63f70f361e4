package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * Which windows of a set of contigs hold a k-mer that occurs exactly once in all of them: one bit
 * per symbol.
 *
 * <p>The words are counted partition by partition of their hash, so that a table for one partition
 * is all that is needed at a time. Partitions may be counted by several threads at once.
 */
public final class SingletonKmers implements AutoCloseable {
  private static final VarHandle BITS = ValueLayout.JAVA_LONG.varHandle();
  private static final long SLOT_BYTES = Long.BYTES + Long.BYTES;
  private static final int PARTITION_BITS_MAX = 24;
  private static final long REPEATED = -1;
  private static final long SLOTS_MIN = 1 << 10;

  private final List<PackedSequence> contigs;
  private final int k;
  private final MemoryBudget budget;
  private final Block bits;
  private final long[] firstWindow;
  private final long symbols;

  /** No window is known as a singleton until all partitions are counted. */
  public SingletonKmers(List<PackedSequence> contigs, int k, MemoryBudget budget) {
    this.contigs = contigs;
    this.k = k;
    this.budget = budget;
    this.firstWindow = new long[contigs.size()];
    long total = 0;
    for (int i = 0; i < firstWindow.length; i++) {
      firstWindow[i] = total;
      total += contigs.get(i).symbols();
    }
    this.symbols = total;
    this.bits = Block.shared((total / Long.SIZE + 1) * Long.BYTES, budget);
  }

  /**
   * The smallest b such that a table for one of 2^b partitions takes at most {@code tableBytes}.
   */
  public int partitionBits(long tableBytes) {
    int partitionBits = 0;
    while (partitionBits < PARTITION_BITS_MAX && slots(partitionBits) * SLOT_BYTES > tableBytes) {
      partitionBits++;
    }
    return partitionBits;
  }

  private long slots(int partitionBits) {
    long expected = (symbols >>> partitionBits) + SLOTS_MIN;
    return Long.highestOneBit(expected + expected / 4) << 1;
  }

  /** Counts the words whose hash starts with the {@code partitionBits} bits {@code partition}. */
  public void count(int partitionBits, long partition) {
    boolean complete;
    try (Table table = new Table(partitionBits, partition)) {
      complete = table.fill();
    }
    if (!complete) {
      count(partitionBits + 1, partition * 2);
      count(partitionBits + 1, partition * 2 + 1);
    }
  }

  /**
   * Whether the window at {@code position} of contig {@code contig} holds a word that occurs once.
   */
  public boolean isSingleton(int contig, long position) {
    long bit = firstWindow[contig] + position;
    return (bits.bytes().getAtIndex(ValueLayout.JAVA_LONG, bit / Long.SIZE) >>> bit & 1) != 0;
  }

  private void mark(long bit) {
    BITS.getAndBitwiseOr(bits.bytes(), bit / Long.SIZE * Long.BYTES, 1L << bit);
  }

  @Override
  public void close() {
    bits.close();
  }

  /** Open addressing: word and window of its only occurrence so far, or {@link #REPEATED}. */
  private final class Table extends KmerScanner implements AutoCloseable {
    private final int partitionBits;
    private final long partition;
    private final long slots;
    private final int slotShift;
    private final Block block;
    private final MemorySegment table;
    private long base;
    private long used;

    private Table(int partitionBits, long partition) {
      super(k);
      this.partitionBits = partitionBits;
      this.partition = partition;
      this.slots = slots(partitionBits);
      this.slotShift = Long.SIZE - Long.numberOfTrailingZeros(slots);
      this.block = Block.shared(slots * SLOT_BYTES, budget);
      this.table = block.bytes();
      table.fill((byte) Kmers.NONE);
    }

    /**
     * Counts, and marks the singletons; false if the partition has too many words for the table.
     */
    private boolean fill() {
      for (int contig = 0; contig < contigs.size(); contig++) {
        base = firstWindow[contig];
        scan(contigs.get(contig));
        if (used > slots - slots / 16) {
          return false;
        }
      }
      for (long slot = 0; slot < slots; slot++) {
        long window = windowAt(slot);
        if (wordAt(slot) != Kmers.NONE && window != REPEATED) {
          mark(window);
        }
      }
      return true;
    }

    @Override
    protected void visit(long position, long canonical) {
      long hash = Kmers.spread(canonical);
      if (partitionBits == 0 || hash >>> Long.SIZE - partitionBits == partition) {
        insert(canonical, hash << partitionBits >>> slotShift, base + position);
      }
    }

    private void insert(long word, long home, long window) {
      for (long slot = home; ; slot = slot + 1 & slots - 1) {
        long present = wordAt(slot);
        if (present == word) {
          table.set(ValueLayout.JAVA_LONG, slot * SLOT_BYTES + Long.BYTES, REPEATED);
          return;
        }
        if (present == Kmers.NONE) {
          if (used < slots - 1) {
            table.set(ValueLayout.JAVA_LONG, slot * SLOT_BYTES, word);
            table.set(ValueLayout.JAVA_LONG, slot * SLOT_BYTES + Long.BYTES, window);
            used++;
          }
          return;
        }
      }
    }

    private long wordAt(long slot) {
      return table.get(ValueLayout.JAVA_LONG, slot * SLOT_BYTES);
    }

    private long windowAt(long slot) {
      return table.get(ValueLayout.JAVA_LONG, slot * SLOT_BYTES + Long.BYTES);
    }

    @Override
    public void close() {
      block.close();
    }
  }
}
