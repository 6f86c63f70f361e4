package io.github.agc4j.internal.group;

import io.github.agc4j.internal.memory.AppendedBlocks;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SegmentKey;
import java.lang.foreign.MemorySegment;

/**
 * What a worker decided about the segments of the current sample, until registration: six words per
 * segment, and the deltas of those that joined a known group. For one thread at a time.
 */
public final class SegmentLog implements AutoCloseable {
  /** The group of a segment whose key has none yet. */
  public static final int NEW_GROUP = -1;

  private static final int ENTRY_WORDS = 6;

  /**
   * contig·2^32 + order; group·2^32 + length·2 + reversed; start or the delta's place; delta bytes;
   * key.
   */
  private final LongArray entries;

  private final AppendedBlocks deltas;

  /** An empty log. */
  public SegmentLog(MemoryBudget budget) {
    entries = new LongArray(budget);
    deltas = new AppendedBlocks(budget);
  }

  /** Logs a segment whose text is still needed: symbols {@code from …} of its contig. */
  public void addText(
      int contig, long order, long from, int length, boolean reversed, int group, SegmentKey key) {
    add(contig, order, group, length, reversed);
    entries.add(from);
    entries.add(0);
    entries.add(key.first());
    entries.add(key.second());
  }

  /** Room for a delta of at most {@code bytes} bytes, for {@link #addDelta}. */
  public MemorySegment room(long bytes) {
    return deltas.room(bytes);
  }

  /**
   * Logs a segment by its delta against the reference of {@code group}: the first {@code size}
   * bytes of the room.
   */
  public void addDelta(int contig, long order, int length, boolean reversed, int group, long size) {
    add(contig, order, group, length, reversed);
    entries.add(deltas.keep(size));
    entries.add(size);
    entries.add(0);
    entries.add(0);
  }

  private void add(int contig, long order, int group, int length, boolean reversed) {
    entries.add((long) contig << 32 | order);
    entries.add((long) group << 32 | (long) length << 1 | (reversed ? 1 : 0));
  }

  /** Number of entries. */
  public long count() {
    return entries.count() / ENTRY_WORDS;
  }

  /** Index of the contig in its sample. */
  public int contig(long entry) {
    return (int) (entries.get(entry * ENTRY_WORDS) >>> 32);
  }

  /** Ascending within the contig. */
  public long order(long entry) {
    return entries.get(entry * ENTRY_WORDS) & 0xffff_ffffL;
  }

  /** The group, or {@link #NEW_GROUP}. */
  public int group(long entry) {
    return (int) (entries.get(entry * ENTRY_WORDS + 1) >> 32);
  }

  /** Number of symbols. */
  public int length(long entry) {
    return (int) ((entries.get(entry * ENTRY_WORDS + 1) & 0xffff_ffffL) >>> 1);
  }

  /** Whether the segment is stored as its reverse complement. */
  public boolean reversed(long entry) {
    return (entries.get(entry * ENTRY_WORDS + 1) & 1) != 0;
  }

  /** First symbol in the contig, 0-based; for entries with text. */
  public long from(long entry) {
    return entries.get(entry * ENTRY_WORDS + 2);
  }

  /** The delta, borrowed until the log is written or cleared. */
  public MemorySegment delta(long entry) {
    long size = deltaBytes(entry);
    return size == 0 ? MemorySegment.NULL : deltas.view(entries.get(entry * ENTRY_WORDS + 2), size);
  }

  private long deltaBytes(long entry) {
    return entries.get(entry * ENTRY_WORDS + 3);
  }

  /** The key; for entries with text. */
  public SegmentKey key(long entry) {
    return new SegmentKey(
        entries.get(entry * ENTRY_WORDS + 4), entries.get(entry * ENTRY_WORDS + 5));
  }

  /** Forgets all entries and keeps the memory. */
  public void clear() {
    entries.clear();
    deltas.clear();
  }

  @Override
  public void close() {
    entries.close();
    deltas.close();
  }
}
