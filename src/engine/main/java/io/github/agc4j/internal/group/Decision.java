package io.github.agc4j.internal.group;

import io.github.agc4j.internal.segment.SegmentKey;

/**
 * Where a segment goes: as a whole to one group, or its two parts to two.
 *
 * @param key the key of the segment, or of its first part
 * @param reversed whether it is stored as the reverse complement
 * @param group the group of the key, or {@link GroupTable#NONE} if it is to be founded
 * @param firstEnd after the last symbol of the first part; −1 if the segment is not cut
 * @param secondStart the first symbol of the second part
 * @param secondReversed whether the second part is stored as the reverse complement
 * @param secondGroup the group of the second part
 */
public record Decision(
    SegmentKey key,
    boolean reversed,
    long group,
    int firstEnd,
    int secondStart,
    boolean secondReversed,
    long secondGroup) {
  private static final int UNCUT = -1;

  /** The whole segment goes to one group. */
  Decision(SegmentKey key, boolean reversed, long group) {
    this(key, reversed, group, UNCUT, 0, false, GroupTable.NONE);
  }

  /** Whether the segment is cut in two. */
  public boolean isCut() {
    return firstEnd != UNCUT;
  }
}
