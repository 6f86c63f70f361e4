package io.github.agc4j.kmer;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * The words of one slice of the hash range, gathered in buckets small enough for the processor's
 * cache; then each bucket is counted with a small table.
 *
 * <pre>
 * bucket := chunk*                           the last one open
 * chunk  := next(4) unused(4) word(8)*32 window(4 or 8)*32
 * </pre>
 */
final class KmerSlice extends KmerScanner implements AutoCloseable {
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
  private static final long RECENT_SLOTS = 1 << 11;
  private static final long RECENT_BYTES = 2 * Long.BYTES;

  private final SingletonKmers singletons;
  private final int slices;
  private final int windowBytes;
  private final int chunkBytes;
  private final int buckets;
  private final long chunks;
  private final Block filter;
  private final Block pool;
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

  /**
   * Memory for {@code expected} windows of slice {@code slice} of {@code slices}, of {@code
   * symbols} in all.
   */
  KmerSlice(
      SingletonKmers singletons,
      int k,
      int slices,
      int slice,
      long expected,
      long symbols,
      MemoryBudget budget) {
    super(k);
    this.singletons = singletons;
    this.slices = slices;
    this.budget = budget;
    this.windowBytes = symbols < 1L << 31 ? Integer.BYTES : Long.BYTES;
    this.chunkBytes = HEADER_BYTES + CHUNK_ENTRIES * (Long.BYTES + windowBytes);
    this.buckets = (int) Long.highestOneBit(expected / BUCKET_ENTRIES + 1);
    // A bucket's last chunk is half empty on average; an eighth more for words that repeat.
    this.chunks = (expected + expected / 8) / CHUNK_ENTRIES + 2L * buckets + 2;
    this.filter = Block.confined(1 << FILTER_BITS - 3, budget);
    this.heads = Block.confined((long) buckets * Long.BYTES, budget);
    this.recent = Block.confined(RECENT_SLOTS * RECENT_BYTES, budget);
    this.pool = Block.confined(chunks * chunkBytes, budget);
    heads.bytes().fill((byte) NO_CHUNK);
    recent.bytes().fill((byte) Kmers.NONE);
    for (long bit = 0; bit < 1 << FILTER_BITS; bit++) {
      if (sliceOf(bit << Long.SIZE - FILTER_BITS) == slice) {
        filter
            .bytes()
            .set(LONG, bit >>> 6 << 3, filter.bytes().get(LONG, bit >>> 6 << 3) | 1L << bit);
      }
    }
  }

  static long bytesPerWindow(long symbols) {
    return Long.BYTES + (symbols < 1L << 31 ? Integer.BYTES : Long.BYTES) + 2;
  }

  /** The slice that a hash belongs to; decided by the bits that the filter sees. */
  private int sliceOf(long hash) {
    return (int) ((hash >>> Long.SIZE - FILTER_BITS) * slices >>> FILTER_BITS);
  }

  /** Gathers the slice's words of all contigs; false if there are too many for the memory. */
  boolean gather(List<PackedSequence> contigs, long[] firstWindow) {
    for (int contig = 0; contig < contigs.size() && !full; contig++) {
      base = firstWindow[contig];
      scan(contigs.get(contig), filter.bytes(), Long.SIZE - FILTER_BITS);
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

  /** Tells which windows hold words that occur twice or more. */
  void clearRepeated() {
    try (Table table = new Table()) {
      for (int bucket = 0; bucket < buckets; bucket++) {
        long head = heads.bytes().get(LONG, (long) bucket * Long.BYTES);
        int chunk = (int) head;
        int entries = (int) (head >>> Integer.SIZE);
        table.start(countEntries(chunk, entries));
        while (chunk != NO_CHUNK) {
          insertAll(chunk, entries, table);
          chunk = pool.bytes().get(INT, (long) chunk * chunkBytes);
          entries = CHUNK_ENTRIES;
        }
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

  private void insertAll(int chunk, int entries, Table table) {
    long offset = (long) chunk * chunkBytes + HEADER_BYTES;
    for (int entry = 0; entry < entries; entry++) {
      table.insert(
          pool.bytes().get(LONG, offset + (long) entry * Long.BYTES), window(offset, entry));
    }
  }

  @Override
  public void close() {
    filter.close();
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
