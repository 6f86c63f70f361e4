package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the words of one slice of the hash range after the other, in memory that it keeps: they
 * are gathered in buckets small enough for the processor's cache, and each bucket is counted with a
 * small table. For one thread; several counters may work for the same {@link SingletonKmers} at
 * once.
 *
 * <pre>
 * bucket := chunk*                           the last one open
 * chunk  := next(4) unused(4) word(8)*32 window(4 or 8)*32
 * </pre>
 */
public final class SliceCounter extends KmerScanner implements AutoCloseable {
  /** Slices that the filter can tell apart. */
  static final int SLICES_MAX = 1 << 16;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final int FILTER_BITS = 16;
  private static final int CHUNK_ENTRIES = 32;
  private static final int HEADER_BYTES = 8;
  private static final long BUCKET_ENTRIES = 4096;
  private static final int NO_CHUNK = -1;
  private static final long REPEATED = -1;
  private static final long RECENT_SLOTS = 1 << 8;
  private static final long RECENT_BYTES = 2 * Long.BYTES;

  private final SingletonKmers singletons;
  private final int windowBytes;
  private final int chunkBytes;
  private final int buckets;
  private final int slices;
  private final List<PackedSequence> contigs;
  private final LongArray firstWindow;
  private final Table table;
  private long chunks;
  private final long[] filter = new long[1 << FILTER_BITS - 6];
  private Block pool;
  private final Block heads;

  /**
   * Word and window of the words met last, by hash: tandem repeats are noticed before they take
   * room.
   */
  private final Block recent;

  private final MemoryBudget budget;
  private long base;
  private int usedChunks;
  private boolean full;

  SliceCounter(
      SingletonKmers singletons,
      List<PackedSequence> contigs,
      LongArray firstWindow,
      int k,
      int slices,
      long symbols,
      MemoryBudget budget) {
    super(k);
    this.singletons = singletons;
    this.contigs = contigs;
    this.firstWindow = firstWindow;
    this.slices = slices;
    this.budget = budget;
    this.windowBytes = symbols < 1L << 31 ? Integer.BYTES : Long.BYTES;
    this.chunkBytes = HEADER_BYTES + CHUNK_ENTRIES * (Long.BYTES + windowBytes);
    long expected = symbols / slices + 1;
    this.buckets = (int) Long.highestOneBit(expected / BUCKET_ENTRIES + 1);
    // A bucket's last chunk is half empty on average; an eighth more for words that repeat.
    this.chunks = (expected + expected / 8) / CHUNK_ENTRIES + 2L * buckets + 2;
    this.heads = Block.confined((long) buckets * Long.BYTES, budget);
    this.recent = Block.confined(RECENT_SLOTS * RECENT_BYTES, budget);
    this.pool = Block.confined(chunks * chunkBytes, budget);
    this.table = new Table();
  }

  /** Counts slice {@code slice}: tells which windows hold words of it that occur twice or more. */
  public void count(int slice) {
    Arrays.fill(filter, 0);
    for (int bit = 0; bit < 1 << FILTER_BITS; bit++) {
      if ((int) ((long) bit * slices >>> FILTER_BITS) == slice) {
        filter[bit >>> 6] |= 1L << bit;
      }
    }
    while (!gather()) {
      // Some words are so frequent that the slice has far more than its share of the windows.
      pool.close();
      chunks *= 2;
      pool = Block.confined(chunks * chunkBytes, budget);
    }
    clearRepeated();
  }

  static long bytesPerWindow(long symbols) {
    return Long.BYTES + (symbols < 1L << 31 ? Integer.BYTES : Long.BYTES) + 2;
  }

  /** Gathers the slice's words of all contigs; false if there are too many for the memory. */
  private boolean gather() {
    usedChunks = 0;
    full = false;
    heads.bytes().fill((byte) NO_CHUNK);
    recent.bytes().fill((byte) Kmers.NONE);
    for (int contig = 0; contig < contigs.size() && !full; contig++) {
      base = firstWindow.get(contig);
      scan(contigs.get(contig), filter);
    }
    return !full;
  }

  @Override
  protected void visit(long position, long canonical, long hash) {
    if (!wasMetRecently(canonical, hash, base + position)) {
      store(position, canonical, hash);
    }
  }

  private boolean wasMetRecently(long word, long hash, long window) {
    MemorySegment words = recent.bytes();
    long offset = (hash >>> 12 & RECENT_SLOTS - 1) * RECENT_BYTES;
    if (words.get(LONG, offset) == word) {
      singletons.clear(words.get(LONG, offset + Long.BYTES));
      singletons.clear(window);
      return true;
    }
    words.set(LONG, offset, word);
    words.set(LONG, offset + Long.BYTES, window);
    return false;
  }

  private void store(long position, long canonical, long hash) {
    MemorySegment bucketHeads = heads.bytes();
    long headOffset = (hash >>> Long.SIZE - FILTER_BITS - 24 & buckets - 1) * Long.BYTES;
    int chunk = bucketHeads.get(INT, headOffset);
    int entries = bucketHeads.get(INT, headOffset + Integer.BYTES);
    if (chunk == NO_CHUNK || entries == CHUNK_ENTRIES) {
      chunk = newChunk(chunk);
      entries = 0;
      bucketHeads.set(INT, headOffset, chunk);
    }
    bucketHeads.set(INT, headOffset + Integer.BYTES, entries + 1);
    long offset = (long) chunk * chunkBytes + HEADER_BYTES;
    pool.bytes().set(LONG, offset + (long) entries * Long.BYTES, canonical);
    setWindow(offset, entries, base + position);
  }

  /**
   * The next chunk of the pool, in front of {@code next}; when there is none, the first one is
   * overwritten.
   */
  private int newChunk(int next) {
    if (usedChunks == chunks) {
      full = true;
      return 0;
    }
    pool.bytes().set(INT, (long) usedChunks * chunkBytes, next);
    return usedChunks++;
  }

  private void setWindow(long offset, int entry, long window) {
    long windows = offset + CHUNK_ENTRIES * Long.BYTES;
    if (windowBytes == Integer.BYTES) {
      pool.bytes().set(INT, windows + (long) entry * Integer.BYTES, (int) window);
    } else {
      pool.bytes().set(LONG, windows + (long) entry * Long.BYTES, window);
    }
  }

  private long window(long offset, int entry) {
    long windows = offset + CHUNK_ENTRIES * Long.BYTES;
    return windowBytes == Integer.BYTES
        ? pool.bytes().get(INT, windows + (long) entry * Integer.BYTES)
        : pool.bytes().get(LONG, windows + (long) entry * Long.BYTES);
  }

  private void clearRepeated() {
    for (int bucket = 0; bucket < buckets; bucket++) {
      long head = heads.bytes().get(LONG, (long) bucket * Long.BYTES);
      int chunk = (int) head;
      int entries = (int) (head >>> Integer.SIZE);
      table.start(countEntries(chunk, entries));
      while (chunk != NO_CHUNK) {
        insertAll(chunk, entries);
        chunk = pool.bytes().get(INT, (long) chunk * chunkBytes);
        entries = CHUNK_ENTRIES;
      }
    }
  }

  private long countEntries(int lastChunk, int lastEntries) {
    long count = lastChunk == NO_CHUNK ? 0 : lastEntries;
    int chunk = lastChunk;
    while (chunk != NO_CHUNK) {
      chunk = pool.bytes().get(INT, (long) chunk * chunkBytes);
      count += chunk == NO_CHUNK ? 0 : CHUNK_ENTRIES;
    }
    return count;
  }

  private void insertAll(int chunk, int entries) {
    long offset = (long) chunk * chunkBytes + HEADER_BYTES;
    for (int entry = 0; entry < entries; entry++) {
      table.insert(
          pool.bytes().get(LONG, offset + (long) entry * Long.BYTES), window(offset, entry));
    }
  }

  @Override
  public void close() {
    table.close();
    heads.close();
    recent.close();
    pool.close();
  }

  /**
   * Open addressing, for one bucket at a time: word, and its only window so far or {@link
   * #REPEATED}.
   */
  private final class Table implements AutoCloseable {
    private static final int SLOT_BYTES = 2 * Long.BYTES;

    private Block block = Block.confined(4 * BUCKET_ENTRIES * SLOT_BYTES, budget);
    private long slots;

    private void start(long entries) {
      slots = Long.highestOneBit(entries + 1) << 1;
      if (slots * SLOT_BYTES > block.size()) {
        block.close();
        block = Block.confined(slots * SLOT_BYTES, budget);
      }
      block.bytes().asSlice(0, slots * SLOT_BYTES).fill((byte) Kmers.NONE);
    }

    private void insert(long word, long window) {
      MemorySegment table = block.bytes();
      for (long slot = Kmers.spread(word) >>> 8 & slots - 1; ; slot = slot + 1 & slots - 1) {
        long present = table.get(LONG, slot * SLOT_BYTES);
        if (present == Kmers.NONE) {
          table.set(LONG, slot * SLOT_BYTES, word);
          table.set(LONG, slot * SLOT_BYTES + Long.BYTES, window);
          return;
        }
        if (present == word) {
          repeated(table, slot, window);
          return;
        }
      }
    }

    private void repeated(MemorySegment table, long slot, long window) {
      long first = table.get(LONG, slot * SLOT_BYTES + Long.BYTES);
      if (first != REPEATED) {
        singletons.clear(first);
        table.set(LONG, slot * SLOT_BYTES + Long.BYTES, REPEATED);
      }
      singletons.clear(window);
    }

    @Override
    public void close() {
      block.close();
    }
  }
}
