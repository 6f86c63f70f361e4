package io.github.agc4j.engine.anchor;

import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.dna.WordHash;
import io.github.agc4j.engine.option.Anchors;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;

/**
 * Where in the references the anchors are; of those that occur several times the lowest place.
 * Eight bytes per slot, 4/3 to 2 slots for each anchor. Filled by one thread while nobody looks up;
 * then any thread may look up.
 *
 * <p>A <em>place</em> is an offset in the concatenation of all references, times two, plus one if
 * the anchor's word reads so along the reference.
 */
public final class AnchorTable implements AutoCloseable {
  /** No such anchor. */
  static final long NONE = -1;

  private static final long PLACES_END = 1L << Integer.SIZE;
  private static final long PLACE_MASK = PLACES_END - 1;
  private static final long SLOTS_MIN = 1 << 10;
  private static final long EMPTY = 0;

  private final MemoryBudget budget;
  private final int length;
  private final Collector collector;

  /** A place in the low half, in the high half an odd tag of the word, whose bits tell the slot. */
  private LongArray slots;

  private long used;

  /** The offset at which the reference of each group from 16 on starts. */
  private final LongArray starts;

  private long symbols;

  /** A table without anchors. */
  public AnchorTable(Anchors anchors, MemoryBudget budget) {
    this.budget = budget;
    this.length = anchors.length();
    this.collector = new Collector(anchors);
    this.slots = new LongArray(budget);
    this.starts = new LongArray(budget);
    slots.resize(SLOTS_MIN, EMPTY);
  }

  /** Adds the anchors of one reference. */
  private final class Collector extends AnchorScanner {
    private long from;
    private long to;
    private boolean reversed;

    private Collector(Anchors anchors) {
      super(anchors);
    }

    @Override
    void anchor(long position, long word, boolean isDirect) {
      long within = reversed ? to - length - position : position - from;
      add(word, (symbols + within) << 1 | (isDirect != reversed ? 1 : 0));
    }
  }

  /**
   * Adds the anchors of the next group's reference, which is {@code [from, to)} of {@code contig}
   * or its reverse complement. Those beyond 2^31 symbols of all references are left out.
   */
  public void addGroup(PackedSequence contig, long from, long to, boolean reversed) {
    starts.add(symbols);
    if ((symbols + to - from) * 2 <= PLACES_END) {
      collector.from = from;
      collector.to = to;
      collector.reversed = reversed;
      collector.scanAnchors(contig, from, to);
      symbols += to - from;
    }
  }

  private void add(long word, long place) {
    if (used * 4 >= slots.count() * 3) {
      grow();
    }
    long tag = tag(word);
    long slot = slot(tag);
    long found = slots.get(slot);
    // The lowest place, in whatever order they come: a reference is read on either strand.
    if (found == EMPTY || place < (found & PLACE_MASK)) {
      slots.set(slot, tag << Integer.SIZE | place);
    }
    used += found == EMPTY ? 1 : 0;
  }

  private void grow() {
    LongArray old = slots;
    LongArray larger = new LongArray(budget);
    larger.resize(old.count() + old.count() / 2, EMPTY);
    slots = larger;
    for (long i = 0; i < old.count(); i++) {
      if (old.get(i) != EMPTY) {
        slots.set(slot(old.get(i) >>> Integer.SIZE), old.get(i));
      }
    }
    old.close();
  }

  private static long tag(long word) {
    return WordHash.mix(word) >>> Integer.SIZE | 1;
  }

  /** The slot that has {@code tag}, or the free one where it would be. */
  private long slot(long tag) {
    long count = slots.count();
    // The odd tags below 2^32, spread over all slots in their order.
    long slot = (tag >>> 1) * count >>> Integer.SIZE - 1;
    while (slots.get(slot) != EMPTY && slots.get(slot) >>> Integer.SIZE != tag) {
      slot = slot + 1 == count ? 0 : slot + 1;
    }
    return slot;
  }

  /**
   * The place of {@code word}, or {@link #NONE}; now and then that of another word with the same
   * tag.
   */
  long place(long word) {
    long found = slots.get(slot(tag(word)));
    return found == EMPTY ? NONE : found & PLACE_MASK;
  }

  /** The group whose reference {@code place} lies in. */
  int group(long place) {
    long low = 0;
    long high = starts.count() - 1;
    while (low < high) {
      long middle = low + high + 1 >>> 1;
      if (starts.get(middle) <= place >>> 1) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.toIntExact(StreamNames.RAW_GROUPS + low);
  }

  /** Whether {@code place} lies in the reference of {@code group}, which is 16 or more. */
  boolean isWithin(long place, int group) {
    long index = group - StreamNames.RAW_GROUPS;
    return starts.get(index) <= place >>> 1
        && (index + 1 == starts.count() || place >>> 1 < starts.get(index + 1));
  }

  /** The position of {@code place} in the reference of {@code group}. */
  long position(long place, int group) {
    return (place >>> 1) - starts.get(group - StreamNames.RAW_GROUPS);
  }

  @Override
  public void close() {
    slots.close();
    starts.close();
  }
}
