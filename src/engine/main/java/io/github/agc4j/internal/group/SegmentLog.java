package io.github.agc4j.internal.group;

import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SegmentKey;
import java.lang.foreign.MemorySegment;

/**
 * What a worker decided about the segments of the current sample, until registration, and the
 * deltas of those that joined a known group. For one thread at a time.
 */
public final class SegmentLog implements AutoCloseable {
  private static final int NO_GROUP = -1;

  /** Column of contig·2^32 + order. */
  private static final int POSITION = 0;

  /** Column of group·2^32 + length·2 + reversed. */
  private static final int FORM = 1;

  /** Column of the first symbol, or of the delta's place. */
  private static final int START = 2;

  private static final int DELTA_BYTES = 3;
  private static final int KEY_FIRST = 4;
  private static final int KEY_SECOND = 5;
  private static final int COLUMNS = 6;

  private final LongTable entries;

  private final AppendedBlocks deltas;

  /** An empty log. */
  public SegmentLog(MemoryBudget budget) {
    entries = new LongTable(COLUMNS, budget);
    deltas = new AppendedBlocks(budget);
  }

  /**
   * Logs a segment whose text is still needed, symbols {@code from …} of its contig: its group is
   * that of {@code key}, which it founds if there is none when it is registered.
   */
  public void addText(
      int contig, long order, long from, int length, boolean reversed, SegmentKey key) {
    long entry = add(contig, order, NO_GROUP, length, reversed);
    entries.set(entry, START, from);
    entries.set(entry, KEY_FIRST, key.first());
    entries.set(entry, KEY_SECOND, key.second());
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
    long entry = add(contig, order, group, length, reversed);
    entries.set(entry, START, deltas.keep(size));
    entries.set(entry, DELTA_BYTES, size);
  }

  private long add(int contig, long order, int group, int length, boolean reversed) {
    long entry = entries.add();
    entries.set(entry, POSITION, (long) contig << 32 | order);
    entries.set(entry, FORM, (long) group << 32 | (long) length << 1 | (reversed ? 1 : 0));
    return entry;
  }

  /** Number of entries. */
  public long count() {
    return entries.rows();
  }

  /** Index of the contig in its sample. */
  public int contig(long entry) {
    return (int) (entries.get(entry, POSITION) >>> 32);
  }

  /** Ascending within the contig. */
  public long order(long entry) {
    return entries.get(entry, POSITION) & 0xffff_ffffL;
  }

  /** Whether the segment is logged by its text: its key tells its group. */
  public boolean isText(long entry) {
    return entries.get(entry, FORM) >> 32 == NO_GROUP;
  }

  /** The group of a segment that is logged by its delta. */
  public int group(long entry) {
    return (int) (entries.get(entry, FORM) >> 32);
  }

  /** Number of symbols. */
  public int length(long entry) {
    return (int) ((entries.get(entry, FORM) & 0xffff_ffffL) >>> 1);
  }

  /** Whether the segment is stored as its reverse complement. */
  public boolean reversed(long entry) {
    return (entries.get(entry, FORM) & 1) != 0;
  }

  /** First symbol in the contig, 0-based; for entries with text. */
  public long from(long entry) {
    return entries.get(entry, START);
  }

  /** The delta, borrowed until the log is written or cleared. */
  public MemorySegment delta(long entry) {
    long size = deltaBytes(entry);
    return size == 0 ? MemorySegment.NULL : deltas.view(entries.get(entry, START), size);
  }

  private long deltaBytes(long entry) {
    return entries.get(entry, DELTA_BYTES);
  }

  /** The key; for entries with text. */
  public SegmentKey key(long entry) {
    return new SegmentKey(entries.get(entry, KEY_FIRST), entries.get(entry, KEY_SECOND));
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
