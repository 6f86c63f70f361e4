package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.ZstdContexts;

/**
 * A worker's packs that get no more items and wait to be written, and what it needs to fill packs.
 * For one thread at a time.
 */
public final class SealedPacks implements AutoCloseable {
  private static final int GROUP = 0;
  private static final int HEAD = 1;
  private static final int CONTENT_BYTES = 2;
  private static final int COLUMNS = 3;

  private final LongTable entries;

  private final ZstdContexts contexts;
  private final Scratch plain;
  private final ItemDigest digest = new ItemDigest();
  private final Scratch packed;
  private long bytes;
  private long moved;

  /** None yet; {@code contexts} are the worker's. */
  public SealedPacks(ZstdContexts contexts, MemoryBudget budget) {
    this.contexts = contexts;
    this.entries = new LongTable(COLUMNS, budget);
    this.plain = new Scratch(budget);
    this.packed = new Scratch(budget);
  }

  ZstdContexts contexts() {
    return contexts;
  }

  /** Room for the content of a tail. */
  Scratch plain() {
    return plain;
  }

  /** Computes the digest of an item at a time. */
  ItemDigest digest() {
    return digest;
  }

  /** Room for a chunk. */
  Scratch packed() {
    return packed;
  }

  /** Bytes of the content of all packs. */
  public long bytes() {
    return bytes;
  }

  /** So many bytes of items were copied, compressed in haste or decompressed again. */
  void countMoved(long count) {
    moved += count;
  }

  /** Bytes of items that were moved by this worker: 2 for each of an item if all goes straight. */
  long moved() {
    return moved;
  }

  void add(int group, long head, long contentBytes) {
    bytes += contentBytes;
    long pack = entries.add();
    entries.set(pack, GROUP, group);
    entries.set(pack, HEAD, head);
    entries.set(pack, CONTENT_BYTES, contentBytes);
  }

  /** Number of packs. */
  public long count() {
    return entries.rows();
  }

  /** The group of pack {@code index}. */
  public int group(long index) {
    return (int) entries.get(index, GROUP);
  }

  /** The cell of the head of pack {@code index}. */
  long head(long index) {
    return entries.get(index, HEAD);
  }

  /** Bytes of the content of pack {@code index}. */
  public long contentBytes(long index) {
    return entries.get(index, CONTENT_BYTES);
  }

  /** Forgets all packs. */
  public void clear() {
    entries.clear();
    bytes = 0;
  }

  @Override
  public void close() {
    entries.close();
    plain.close();
    packed.close();
  }
}
