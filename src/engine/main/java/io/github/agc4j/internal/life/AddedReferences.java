package io.github.agc4j.internal.life;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.kmer.KmerScanner;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import org.agrona.collections.Int2IntCounterMap;

/**
 * The references that archives after the first have brought, by a sample of their k-mers: what was
 * new to one of them is often new to others as well, cut elsewhere or on the other strand, and is
 * then better one group than several. Off-heap: half a byte for each symbol. For one thread.
 */
final class AddedReferences implements AutoCloseable {
  /** No reference is like it. */
  static final long NONE = -1;

  private static final int K = 21;

  /** One k-mer in so many is sampled, by its hash. */
  private static final int SPACING = 32;

  /** The highest bits choose what is sampled. */
  private static final int HASH_SHIFT = 20;

  private static final long SLOTS_MIN = 1 << 10;

  /** Columns of a slot: a word, and group·2 + whether it reads so in the reference, + 1. */
  private static final int WORD = 0;

  private static final int PLACE = 1;
  private static final int COLUMNS = 2;

  private final LongTable slots;
  private final MemoryBudget budget;
  private final Sampling sampling = new Sampling();
  private final Int2IntCounterMap hits = new Int2IntCounterMap(0);
  private long used;

  /** None. */
  AddedReferences(MemoryBudget budget) {
    this.budget = budget;
    this.slots = new LongTable(COLUMNS, budget);
    slots.resize(SLOTS_MIN);
  }

  /** Takes sampled k-mers. */
  private interface Sample {
    void take(long word, long hash, boolean isDirect);
  }

  /** Samples the k-mers of a sequence. */
  private static final class Sampling extends KmerScanner {
    private static final long[] FILTER = {1L | 1L << SPACING};
    private PackedSequence sequence;
    private Sample sample;

    private Sampling() {
      super(K);
    }

    private void run(PackedSequence newSequence, Sample newSample) {
      sequence = newSequence;
      sample = newSample;
      scan(newSequence, FILTER);
    }

    @Override
    protected void visit(long position, long canonical, long hash) {
      sample.take(canonical, hash, Kmers.direct(sequence, position, K) == canonical);
    }
  }

  /** Adds the reference of {@code group}. */
  void add(int group, PackedSequence reference) {
    sampling.run(
        reference,
        (word, hash, isDirect) -> put(word, hash, ((long) group << 1 | (isDirect ? 1 : 0)) + 1));
  }

  /** A word that several references have is left to the first of them. */
  private void put(long word, long hash, long place) {
    if (used * 2 >= slots.rows()) {
      grow();
    }
    long slot = slot(word, hash);
    if (slots.get(slot, PLACE) == 0) {
      slots.set(slot, WORD, word);
      slots.set(slot, PLACE, place);
      used++;
    }
  }

  private long slot(long word, long hash) {
    long slot = hash >>> HASH_SHIFT & slots.rows() - 1;
    while (slots.get(slot, PLACE) != 0 && slots.get(slot, WORD) != word) {
      slot = slot + 1 & slots.rows() - 1;
    }
    return slot;
  }

  private void grow() {
    try (LongTable old = new LongTable(COLUMNS, budget)) {
      for (long row = 0; row < slots.rows(); row++) {
        if (slots.get(row, PLACE) != 0) {
          old.add(slots, row);
        }
      }
      long rows = slots.rows() * 2;
      slots.clear();
      slots.resize(rows);
      for (long row = 0; row < old.rows(); row++) {
        long word = old.get(row, WORD);
        long slot = slot(word, Kmers.spread(word));
        slots.set(slot, WORD, word);
        slots.set(slot, PLACE, old.get(row, PLACE));
      }
    }
  }

  /**
   * The reference that has at least a third of the sampled k-mers of {@code sequence} on one of its
   * strands: its group·2, + 1 if on the other strand; {@link #NONE} if there is none.
   */
  long like(PackedSequence sequence) {
    hits.clear();
    int[] sampled = {0};
    sampling.run(
        sequence,
        (word, hash, isDirect) -> {
          sampled[0]++;
          long place = slots.get(slot(word, hash), PLACE);
          if (place != 0) {
            hits.incrementAndGet((int) (place - 1) ^ (isDirect ? 1 : 0));
          }
        });
    int best = hits.isEmpty() ? 0 : hits.maxValue();
    if (best == 0 || 3 * best < sampled[0]) {
      return NONE;
    }
    int[] like = {Integer.MAX_VALUE};
    hits.forEach((place, count) -> like[0] = count == best ? Math.min(like[0], place) : like[0]);
    return like[0];
  }

  @Override
  public void close() {
    slots.close();
  }
}
