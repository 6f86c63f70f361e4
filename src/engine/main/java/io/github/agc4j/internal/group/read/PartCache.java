package io.github.agc4j.internal.group.read;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decompressed references (as tuples or at two bits per code), raw sequences and those of dense
 * deltas (two bits per code), and other deltas, shared by all readers of an archive and bounded by
 * their budget. Safe for use by several threads. A part that is there is found and held without a
 * lock; a short one is taken to give place to another, not while that is decompressed. What two
 * threads ask for at once is decompressed once.
 */
public final class PartCache implements AutoCloseable {
  /** How many eighths of the budget are used before room is scarce. */
  private static final int FILLING_EIGHTHS = 3;

  /** How many eighths are used before what is asked for once gets no place. */
  private static final int ADMITTING_EIGHTHS = 7;

  /** Where the number of a block stands in what was asked for last, above those of parts. */
  private static final int BLOCK_SHIFT = 40;

  /** How many parts that were driven out are remembered, at most and at least. */
  private static final int GHOSTS_MAX = 1 << 13;

  private static final int GHOSTS_MIN = 1 << 6;

  /** One is remembered for so many bytes of the cache. */
  private static final long BYTES_PER_GHOST = 1 << 10;

  private static final int EVICTION_STEP = 7919;

  /** In the numbers of blocks of deltas that are written out as sequences. */
  private static final int SEQUENCES = 1 << 30;

  /** In the place of a block's number: all items of the pack, or the map of its blocks. */
  static final int WHOLE = 0;

  /** A pack of which the content is longer is kept in blocks of this share of the cache, … */
  private static final int BLOCKS_IN_CACHE = 1024;

  /** … or of the content if that is more, so that few of them cost one reading of the pack. */
  private static final int BLOCKS_IN_PACK = 8;

  private static final long BLOCK_BYTES_MIN = 16 << 10;
  private static final long BLOCK_BYTES_MAX = 64 << 10;

  /** A raw pack whose content is longer than this share of the cache is kept in blocks. */
  private static final int RAW_IN_CACHE = 4;

  private static final int LATEST_MIN = 32;

  /** More would fill the heap with what belongs to each. */
  private static final int PARTS_MAX = 1 << 14;

  private final MemoryBudget budget;
  private final BlockHeap heap;
  private final PartTable byKey;

  /** Held by whoever adds or evicts a part. */
  private final ReentrantLock changes = new ReentrantLock();

  private final List<CachedPart> inCache = new ArrayList<>();
  private final LongAdder decodedParts = new LongAdder();
  private final LongAdder decodedBytes = new LongAdder();
  private final LongAdder givenSymbols = new LongAdder();
  private int evictionHand;

  /** What was asked for last and got no place, in a ring. */
  private final long[] latest;

  private int latestNext;

  /** Parts that were driven out, each in the place that its hash tells. */
  private final long[] ghosts;

  /** An empty cache within the limit of {@code budget}. */
  public PartCache(MemoryBudget budget) {
    this.budget = budget;
    this.heap = BlockHeap.committed(budget);
    int remembered =
        (int)
            Long.highestOneBit(
                Math.clamp(budget.limitBytes() / BYTES_PER_GHOST, GHOSTS_MIN, GHOSTS_MAX));
    this.ghosts = new long[remembered];
    this.latest = new long[Math.max(LATEST_MIN, remembered / 8)];
    this.byKey = new PartTable(remembered);
    Arrays.fill(latest, -1);
  }

  /**
   * The reference of {@code group} that {@code stream}, called {@code name}, holds; to be closed by
   * the caller.
   */
  CachedPart reference(ArchiveFile archive, int stream, int group, String name, PartLoader loader)
      throws IOException {
    CachedPart part = hold(key(stream, 0), WHOLE);
    return load(part, () -> part.loadReference(archive, stream, group, name, loader));
  }

  /**
   * The items of a pack among which item {@code item} is, or all if there are not so many; to be
   * closed by the caller. They are deltas from {@code reference}, or sequences of a raw group if
   * that is null.
   *
   * @param name what {@code stream} is called
   * @return null if the pack is long and what is kept of it around the item gets no place now
   */
  CachedPart items(
      ArchiveFile archive,
      int stream,
      long index,
      int item,
      String name,
      ReferenceSymbols reference,
      PartLoader loader)
      throws IOException {
    boolean isRaw = reference == null;
    long key = key(stream, index);
    CachedPart sequences = sequencesIfThere(key, WHOLE);
    if (sequences != null) {
      return sequences;
    }
    CachedPart items = hold(key, WHOLE);
    load(items, () -> items.loadPack(archive, stream, index, name, isRaw, loader));
    return items.isMap()
        ? block(archive, items, item, name, reference, loader)
        : inBestForm(items, reference, loader);
  }

  /** A block of deltas that is there as sequences; null if it is not. */
  private CachedPart sequencesIfThere(long key, int block) {
    CachedPart part = byKey.find(key, block | SEQUENCES);
    return part != null && part.hasSequences() && part.pins().pin() ? part : null;
  }

  /** The deltas, or the sequences that they stand for once they were read often. */
  private CachedPart inBestForm(CachedPart items, ReferenceSymbols reference, PartLoader loader)
      throws IOException {
    if (reference == null || !items.isReadOften()) {
      return items;
    }
    if (isFilling()) {
      items.stayDeltas();
      return items;
    }
    return writtenOut(items, reference, loader);
  }

  /**
   * The block with an item of a pack that is kept in blocks, or null if it is not there and gets no
   * place; closes the map.
   */
  private CachedPart block(
      ArchiveFile archive,
      CachedPart map,
      int item,
      String name,
      ReferenceSymbols reference,
      PartLoader loader)
      throws IOException {
    try (map) {
      int block = map.blockOf(item);
      CachedPart sequences = sequencesIfThere(map.key(), block);
      if (sequences != null) {
        return sequences;
      }
      if (!admits(map.key(), block)) {
        return null;
      }
      CachedPart items = hold(map.key(), block);
      int first = map.firstItem(block);
      int end = map.firstItem(block + 1);
      load(items, () -> items.loadItems(archive, first, end, name, reference == null, loader));
      return inBestForm(items, reference, loader);
    }
  }

  /** The sequences of deltas, or the deltas themselves if they would take far more room. */
  private CachedPart writtenOut(CachedPart part, ReferenceSymbols reference, PartLoader loader)
      throws IOException {
    CachedPart sequences = hold(part.key(), part.block() | SEQUENCES);
    try {
      load(sequences, () -> sequences.loadSequences(part, reference, loader));
    } catch (IOException | RuntimeException | Error e) {
      part.close();
      throw e;
    }
    if (sequences.hasSequences()) {
      part.close();
      return sequences;
    }
    sequences.close();
    part.stayDeltas();
    return part;
  }

  /**
   * Whether pack {@code index} of {@code stream} is worth a place: it has one, or it was asked for
   * a short time ago. What is asked for once would only drive out what is asked for again.
   */
  boolean admits(int stream, long index) {
    long key = key(stream, index);
    return byKey.find(key, WHOLE) != null || wasAskedFor(key);
  }

  /**
   * Whether a block of a long pack is worth a place: it has one, or there is room, or it was asked
   * for a short time ago. Where far more is asked for than there is room for, packing blocks that
   * drive out others would take more time than decompressing what is wanted.
   */
  private boolean admits(long key, int block) {
    return byKey.find(key, block) != null
        || !isUsed(ADMITTING_EIGHTHS)
        || wasAskedFor(key ^ (long) (block + 1) << BLOCK_SHIFT);
  }

  private synchronized boolean wasAskedFor(long key) {
    int remembered = Math.clamp(inCache.size(), LATEST_MIN, latest.length);
    for (int i = 1; i <= remembered; i++) {
      if (latest[latestNext - i & latest.length - 1] == key) {
        return true;
      }
    }
    latest[latestNext++ & latest.length - 1] = key;
    return false;
  }

  /** Decompresses a part. */
  interface Load {
    void run() throws IOException;
  }

  private CachedPart load(CachedPart part, Load load) throws IOException {
    try {
      part.loadOnce(load);
      return part;
    } catch (IOException | RuntimeException | Error e) {
      // Without memory too: what is held for ever would never give place to another.
      part.close();
      throw e;
    }
  }

  /**
   * Holds the reference in {@code stream}, decompressed or not yet, so that it is decompressed once
   * until it is closed.
   */
  CachedPart holdReference(int stream) {
    return hold(key(stream, 0), WHOLE);
  }

  /** Whether all items of a pack are there. */
  boolean hasAll(int stream, long index) {
    CachedPart pack = byKey.find(key(stream, index), WHOLE);
    return pack != null && pack.isLoaded() && !pack.isMap();
  }

  /** A part of {@code bytes} bytes was decompressed, or so much of it. */
  void countDecoded(long bytes) {
    if (bytes > 0) {
      decodedParts.increment();
      decodedBytes.add(bytes);
    }
  }

  /** Number of parts that were decompressed, each time that they were. */
  public long decodedParts() {
    return decodedParts.sum();
  }

  /** Bytes that were decompressed of parts. */
  public long decodedBytes() {
    return decodedBytes.sum();
  }

  /** Symbols of a sequence were given. */
  void countGiven(long symbols) {
    givenSymbols.add(symbols);
  }

  /** Symbols of sequences that were given. */
  public long givenSymbols() {
    return givenSymbols.sum();
  }

  /**
   * Bytes of content that a block of a pack with {@code contentBytes} should have. Sequences of raw
   * groups take a quarter of that, and are not in any order of samples: of these all is kept.
   */
  long blockBytes(long contentBytes, boolean isRaw) {
    long share =
        Math.clamp(budget.limitBytes() / BLOCKS_IN_CACHE, BLOCK_BYTES_MIN, BLOCK_BYTES_MAX);
    return Math.max(
        isRaw ? budget.limitBytes() / RAW_IN_CACHE : share, contentBytes / BLOCKS_IN_PACK);
  }

  private static long key(int stream, long index) {
    return (long) stream << Integer.SIZE | index;
  }

  /** The stream of the part with this key. */
  static int stream(long key) {
    return (int) (key >>> Integer.SIZE);
  }

  /** The number of the part with this key in its stream. */
  static long index(long key) {
    return key & 0xffff_ffffL;
  }

  private CachedPart hold(long key, int block) {
    CachedPart part = byKey.find(key, block);
    return part != null && part.pins().pin() ? part : pinOrAdd(key, block);
  }

  private CachedPart pinOrAdd(long key, int block) {
    changes.lock();
    try {
      CachedPart part = byKey.find(key, block);
      if (part == null) {
        part = new CachedPart(this, key, block);
        byKey.add(part);
        inCache.add(part);
      }
      // Evicted parts leave the table under the lock: one that is there can be held.
      part.pins().pin();
      return part;
    } finally {
      changes.unlock();
    }
  }

  /** A cell for a part, with others evicted for it if need be. */
  long allocate(long bytes) {
    changes.lock();
    try {
      while ((heap.usedBytes() + bytes > budget.limitBytes() || inCache.size() > PARTS_MAX)
          && evictOne()) {
        continue;
      }
      return heap.allocate(bytes);
    } finally {
      changes.unlock();
    }
  }

  /**
   * Whether a part that is about to be loaded had a place before, and was driven out: what is read
   * but once, as whole samples in their order do, is not worth the time that fewer bytes take.
   */
  boolean wasDrivenOut(CachedPart part) {
    changes.lock();
    try {
      return ghosts[ghost(part)] == ghostWord(part);
    } finally {
      changes.unlock();
    }
  }

  private int ghost(CachedPart part) {
    return (int)
        (ghostWord(part) * 0x9e3779b97f4a7c15L >>> Long.numberOfLeadingZeros(ghosts.length - 1));
  }

  private static long ghostWord(CachedPart part) {
    return part.key() + 1 ^ (long) part.block() << 40;
  }

  /** Whether room is scarce, or may soon be. */
  boolean isFilling() {
    return isUsed(FILLING_EIGHTHS);
  }

  private boolean isUsed(int eighths) {
    return heap.usedBytes() > budget.limitBytes() / 8 * eighths;
  }

  private boolean evictOne() {
    // A step that divides their number would come to the same few again and again.
    int step = inCache.size() % EVICTION_STEP == 0 ? 1 : EVICTION_STEP;
    for (int tried = 0; tried < 2 * inCache.size(); tried++) {
      evictionHand = (evictionHand + step) % inCache.size();
      CachedPart candidate = inCache.get(evictionHand);
      if (!candidate.pins().wasPinned() && candidate.pins().retire()) {
        ghosts[ghost(candidate)] = ghostWord(candidate);
        inCache.set(evictionHand, inCache.get(inCache.size() - 1));
        inCache.remove(inCache.size() - 1);
        byKey.remove(candidate);
        candidate.free();
        return true;
      }
    }
    return false;
  }

  /** The bytes of a cell. */
  MemorySegment view(long cell, long bytes) {
    return heap.view(cell, bytes);
  }

  /** Gives a cell back. */
  void free(long cell, long bytes) {
    heap.free(cell, bytes);
  }

  @Override
  public void close() {
    heap.close();
  }
}
