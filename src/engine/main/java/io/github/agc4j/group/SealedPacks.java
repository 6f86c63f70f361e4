package io.github.agc4j.group;

import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;

/** Packs that get no more items and wait to be written. For one thread at a time. */
public final class SealedPacks implements AutoCloseable {
  private static final int ENTRY_WORDS = 3;

  /** For each pack its group, its last cell, and the bytes of its content. */
  private final LongArray entries;

  private final Scratch room;
  private long bytes;

  /** None yet. */
  public SealedPacks(MemoryBudget budget) {
    entries = new LongArray(budget);
    room = new Scratch(budget);
  }

  /** Where the thread may code an item. */
  Scratch room() {
    return room;
  }

  /** Bytes of the content of all packs. */
  public long bytes() {
    return bytes;
  }

  void add(int group, long lastCell, long contentBytes) {
    bytes += contentBytes;
    entries.add(group);
    entries.add(lastCell);
    entries.add(contentBytes);
  }

  /** Number of packs. */
  public long count() {
    return entries.count() / ENTRY_WORDS;
  }

  /** The group of pack {@code index}. */
  public int group(long index) {
    return (int) entries.get(index * ENTRY_WORDS);
  }

  long lastCell(long index) {
    return entries.get(index * ENTRY_WORDS + 1);
  }

  /** Bytes of the content of pack {@code index}. */
  public long contentBytes(long index) {
    return entries.get(index * ENTRY_WORDS + 2);
  }

  /** Forgets all packs. */
  public void clear() {
    entries.clear();
    bytes = 0;
  }

  @Override
  public void close() {
    entries.close();
    room.close();
  }
}
