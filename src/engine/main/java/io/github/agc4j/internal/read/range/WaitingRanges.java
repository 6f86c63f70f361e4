package io.github.agc4j.internal.read.range;

import io.github.agc4j.query.ContigRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Short ranges that wait to be read together, since they may share parts of the archive. Bounded by
 * their number, symbols and headers.
 */
public final class WaitingRanges {
  /** What the symbols and headers of waiting ranges have together at most, in bytes. */
  public static final long BYTES_MAX = 32L << 20;

  private static final int COUNT_MAX = 1 << 14;
  private static final long SHORT_MAX = 1 << 16;

  private final List<ContigRange> ranges = new ArrayList<>();
  private long bytes;

  /** Whether {@code range}, which ends within its contig, is short enough to wait. */
  public static boolean isShort(ContigRange range) {
    return bytes(range) <= SHORT_MAX;
  }

  private static long bytes(ContigRange range) {
    return range.to() - range.from() + range.header().length;
  }

  /** Adds a short range; there must be room for it. */
  public void add(ContigRange range) {
    ranges.add(range);
    bytes += bytes(range);
  }

  /** Whether there is no room for a further range. */
  public boolean isFull() {
    return ranges.size() == COUNT_MAX || bytes > BYTES_MAX - SHORT_MAX;
  }

  /** The waiting ranges, in the order in which they were added; borrowed until {@link #clear}. */
  public List<ContigRange> ranges() {
    return ranges;
  }

  /** Lets all go. */
  public void clear() {
    ranges.clear();
    bytes = 0;
  }
}
