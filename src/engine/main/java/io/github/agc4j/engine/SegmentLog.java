package io.github.agc4j.engine;

import io.github.agc4j.memory.GrowableBytes;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.segment.SegmentKey;
import java.lang.foreign.MemorySegment;

/**
 * What a worker decided about the segments of the current sample, until registration: six words per
 * segment, and the deltas of those that joined a known group. For one thread at a time.
 */
final class SegmentLog implements AutoCloseable {
  /** The group of a segment whose key has none yet. */
  static final int NEW_GROUP = -1;

  private static final int ENTRY_WORDS = 6;

  /**
   * contig·2^32 + order; group·2^32 + length·2 + reversed; start or delta offset; delta bytes; key.
   */
  private final LongArray entries;

  private final GrowableBytes deltas;

  SegmentLog(MemoryBudget budget) {
    entries = new LongArray(budget);
    deltas = new GrowableBytes(budget);
  }

  /** Logs a segment whose text is still needed: symbols {@code from …} of its contig. */
  void addText(
      int contig, long order, long from, int length, boolean reversed, int group, SegmentKey key) {
    add(contig, order, group, length, reversed);
    entries.add(from);
    entries.add(0);
    entries.add(key.first());
    entries.add(key.second());
  }

  /** Logs a segment by its delta against the reference of {@code group}. */
  void addDelta(
      int contig, long order, int length, boolean reversed, int group, MemorySegment delta) {
    add(contig, order, group, length, reversed);
    entries.add(deltas.size());
    entries.add(delta.byteSize());
    entries.add(0);
    entries.add(0);
    deltas.put(delta, 0, delta.byteSize());
  }

  private void add(int contig, long order, int group, int length, boolean reversed) {
    entries.add((long) contig << 32 | order);
    entries.add((long) group << 32 | (long) length << 1 | (reversed ? 1 : 0));
  }

  long count() {
    return entries.count() / ENTRY_WORDS;
  }

  int contig(long entry) {
    return (int) (entries.get(entry * ENTRY_WORDS) >>> 32);
  }

  /** Ascending within the contig. */
  long order(long entry) {
    return entries.get(entry * ENTRY_WORDS) & 0xffff_ffffL;
  }

  int group(long entry) {
    return (int) (entries.get(entry * ENTRY_WORDS + 1) >> 32);
  }

  int length(long entry) {
    return (int) ((entries.get(entry * ENTRY_WORDS + 1) & 0xffff_ffffL) >>> 1);
  }

  boolean reversed(long entry) {
    return (entries.get(entry * ENTRY_WORDS + 1) & 1) != 0;
  }

  long from(long entry) {
    return entries.get(entry * ENTRY_WORDS + 2);
  }

  /** The delta, borrowed until the log is written or cleared. */
  MemorySegment delta(long entry) {
    return deltas
        .written()
        .asSlice(entries.get(entry * ENTRY_WORDS + 2), entries.get(entry * ENTRY_WORDS + 3));
  }

  SegmentKey key(long entry) {
    return new SegmentKey(
        entries.get(entry * ENTRY_WORDS + 4), entries.get(entry * ENTRY_WORDS + 5));
  }

  void clear() {
    entries.clear();
    deltas.clear();
  }

  @Override
  public void close() {
    entries.close();
    deltas.close();
  }
}
