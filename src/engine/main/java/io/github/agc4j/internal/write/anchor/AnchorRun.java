package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.option.Anchors;

/**
 * The anchors of a short stretch of a contig, ascending, and where in the references they are. For
 * one thread.
 */
final class AnchorRun extends AnchorScanner {
  private final AnchorTable table;

  /** Positions times two, plus one if the anchor's word reads so along the contig. */
  private final long[] positions;

  /** The words, then their places. */
  private final long[] places;

  private final long[] slots;
  private int count;

  /** A run of stretches with at most {@code windowsMax} k-mers. */
  AnchorRun(Anchors plan, AnchorTable table, int windowsMax) {
    super(plan);
    this.table = table;
    this.positions = new long[windowsMax];
    this.places = new long[windowsMax];
    this.slots = new long[windowsMax];
  }

  /** Reads {@code [from, to)} of {@code contig}. */
  void read(PackedSequence contig, long from, long to) {
    count = 0;
    scanAnchors(contig, from, to);
    table.findPlaces(places, slots, count);
  }

  @Override
  void anchor(long position, long word, boolean isDirect) {
    positions[count] = position << 1 | (isDirect ? 1 : 0);
    places[count++] = word;
  }

  /** Number of anchors. */
  int count() {
    return count;
  }

  /** The first symbol of an anchor in the contig. */
  long position(int anchor) {
    return positions[anchor] >>> 1;
  }

  /** Where in the references an anchor is; {@link AnchorTable#NONE} if it is in none. */
  long place(int anchor) {
    return places[anchor];
  }

  /** Whether the contig runs against the reference that has an anchor. */
  boolean isAgainst(int anchor) {
    return (places[anchor] & 1) != (positions[anchor] & 1);
  }

  /** The first anchor that has a place; {@link #count} if none has. */
  int firstHit() {
    int anchor = 0;
    while (anchor < count && places[anchor] == AnchorTable.NONE) {
      anchor++;
    }
    return anchor;
  }

  /** How many anchors have a place that is not in the reference of {@code group}. */
  int countOutside(int group) {
    int outside = 0;
    for (int anchor = 0; anchor < count; anchor++) {
      long place = places[anchor];
      outside += place != AnchorTable.NONE && !table.isWithin(place, group) ? 1 : 0;
    }
    return outside;
  }
}
