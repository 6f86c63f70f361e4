package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.dna.WordHash;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.Anchors;
import java.util.Arrays;

/**
 * Where in the references the anchors are; of those that occur several times the lowest place.
 * Filled by one thread while nobody looks up; then any thread may look up.
 *
 * <p>A <em>place</em> is an offset in the concatenation of all references, times two, plus one if
 * the anchor's word reads so along the reference.
 */
public final class AnchorTable implements AutoCloseable {
  /** No such anchor. */
  static final long NONE = -1;

  private static final long PLACES_END = 1L << Integer.SIZE;

  /** The bits of a slot that hold a place. */
  static final long PLACE_MASK = PLACES_END - 1;

  private static final int SHARE_BITS = 4;
  private static final int SHARE_TAG_BITS = Integer.SIZE - SHARE_BITS;

  private final int length;
  private final Collector collector;

  /** By the highest bits of an anchor's tag. */
  private final AnchorSlots[] shares = new AnchorSlots[1 << SHARE_BITS];

  /** The offset at which the reference of each group from 16 on starts. */
  private final LongArray starts;

  private long symbols;

  /** A table without anchors. */
  public AnchorTable(Anchors anchors, MemoryBudget budget) {
    this.length = anchors.length();
    this.collector = new Collector(anchors);
    this.starts = new LongArray(budget);
    Arrays.setAll(shares, share -> new AnchorSlots(SHARE_TAG_BITS, budget));
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
    long tag = tag(word);
    share(tag).add(tag, place);
  }

  private static long tag(long word) {
    return WordHash.mix(word) >>> Integer.SIZE | 1;
  }

  private AnchorSlots share(long tag) {
    return shares[(int) (tag >>> SHARE_TAG_BITS)];
  }

  /**
   * Puts places where the first {@code count} of {@code words} are, {@link #NONE} for those that
   * are in no reference; now and then the place of another word with the same tag.
   *
   * @param slots room for as many
   */
  void findPlaces(long[] words, long[] slots, int count) {
    // Apart from telling what they hold, so that the processor waits for many slots at once.
    for (int i = 0; i < count; i++) {
      long tag = tag(words[i]);
      words[i] = tag;
      slots[i] = share(tag).first(tag);
    }
    for (int i = 0; i < count; i++) {
      long found = share(words[i]).find(words[i], slots[i]);
      words[i] = found == AnchorSlots.EMPTY ? NONE : found & PLACE_MASK;
    }
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
    for (AnchorSlots share : shares) {
      share.close();
    }
    starts.close();
  }
}
