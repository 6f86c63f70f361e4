package io.github.agc4j.group;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.PartBytes;
import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.memory.BlockHeap;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import io.github.agc4j.pack.PackReader;
import io.github.agc4j.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Decompressed references (as tuples), raw sequences (two bits per code) and deltas, shared by all
 * readers of an archive and bounded by their budget. Safe for use by several threads; what two
 * threads ask for at once is decompressed once.
 */
public final class PartCache implements AutoCloseable {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final int EVICTION_STEP = 7919;
  private static final int LATEST_MIN = 32;

  /** More would fill the heap with what belongs to each. */
  private static final int PARTS_MAX = 1 << 14;

  private final MemoryBudget budget;
  private final BlockHeap heap;
  private final Long2ObjectHashMap<CachedPart> byKey = new Long2ObjectHashMap<>();
  private final List<CachedPart> inCache = new ArrayList<>();
  private int evictionHand;

  /** What was asked for last and got no place, in a ring. */
  private final long[] latest = new long[1 << 10];

  private int latestNext;

  /** An empty cache within the limit of {@code budget}. */
  public PartCache(MemoryBudget budget) {
    this.budget = budget;
    this.heap = new BlockHeap(budget);
    Arrays.fill(latest, -1);
  }

  /** The reference that {@code stream}, called {@code name}, holds; to be closed by the caller. */
  CachedPart reference(ArchiveFile archive, int stream, String name, Loader loader)
      throws IOException {
    CachedPart part = hold(stream, 0);
    return load(part, () -> part.loadReference(archive, stream, name, loader));
  }

  /**
   * A pack of {@code stream}, called {@code name}, of a raw group or not; to be closed by the
   * caller.
   */
  CachedPart pack(
      ArchiveFile archive, int stream, long index, String name, boolean raw, Loader loader)
      throws IOException {
    CachedPart part = hold(stream, index);
    return load(part, () -> part.loadPack(archive, stream, index, name, raw, loader));
  }

  private interface Load {
    void run() throws IOException;
  }

  private CachedPart load(CachedPart part, Load load) throws IOException {
    try {
      part.loadOnce(load);
      return part;
    } catch (IOException | RuntimeException e) {
      part.close();
      throw e;
    }
  }

  /**
   * Whether part {@code index} of {@code stream} is worth a place: it has one, or it was asked for
   * a short time ago. What is asked for once would only drive out what is asked for again.
   */
  synchronized boolean admits(int stream, long index) {
    long key = key(stream, index);
    if (byKey.containsKey(key)) {
      return true;
    }
    int remembered = Math.clamp(inCache.size(), LATEST_MIN, latest.length);
    for (int i = 1; i <= remembered; i++) {
      if (latest[latestNext - i & latest.length - 1] == key) {
        return true;
      }
    }
    latest[latestNext++ & latest.length - 1] = key;
    return false;
  }

  private static long key(int stream, long index) {
    return (long) stream << 32 | index;
  }

  private synchronized CachedPart hold(int stream, long index) {
    long key = key(stream, index);
    CachedPart part = byKey.get(key);
    if (part == null) {
      part = new CachedPart(this, key);
      byKey.put(key, part);
      inCache.add(part);
    }
    part.users++;
    return part;
  }

  private synchronized long allocate(long bytes) {
    while ((heap.usedBytes() + bytes > budget.limitBytes() || inCache.size() > PARTS_MAX)
        && evictOne()) {
      continue;
    }
    return heap.allocate(bytes);
  }

  private boolean evictOne() {
    for (int tried = 0; tried < inCache.size(); tried++) {
      evictionHand = (evictionHand + EVICTION_STEP) % inCache.size();
      CachedPart candidate = inCache.get(evictionHand);
      if (candidate.users == 0) {
        inCache.set(evictionHand, inCache.get(inCache.size() - 1));
        inCache.remove(inCache.size() - 1);
        byKey.remove(candidate.key);
        candidate.free();
        return true;
      }
    }
    return false;
  }

  private synchronized void giveBack(CachedPart part) {
    part.users--;
  }

  @Override
  public synchronized void close() {
    heap.close();
    byKey.clear();
    inCache.clear();
  }

  /** A worker's means to decompress parts. */
  static final class Loader implements AutoCloseable {
    private final ZstdContexts contexts;
    private final PackReader reader;
    private final RawPacker rawPacker;

    /** A part as it lies in the file. */
    private final Scratch packed;

    /** Where each item of a pack ends. */
    private final LongArray ends;

    Loader(MemoryBudget budget) {
      contexts = new ZstdContexts(budget);
      reader = new PackReader(contexts, budget);
      rawPacker = new RawPacker(budget);
      packed = new Scratch(budget);
      ends = new LongArray(budget);
    }

    /** A copy of a part, borrowed until the next one. */
    PartBytes part(ArchiveFile archive, int stream, long index) throws IOException {
      return archive.read(stream, index, packed);
    }

    PackReader reader() {
      return reader;
    }

    @Override
    public void close() {
      reader.close();
      contexts.close();
      rawPacker.close();
      packed.close();
      ends.close();
    }
  }

  /** A decompressed part, held until it is closed. */
  static final class CachedPart implements AutoCloseable {
    private final PartCache owner;
    private final long key;
    private int users;
    private volatile boolean loaded;
    private long cell = BlockHeap.NONE;
    private long cellBytes;
    private MemorySegment bytes;
    private MemorySegment ends;
    private int items;
    private PackedSequence packed;
    private boolean tuples;

    private CachedPart(PartCache owner, long key) {
      this.owner = owner;
      this.key = key;
    }

    private void loadOnce(Load load) throws IOException {
      if (!loaded) {
        synchronized (this) {
          if (!loaded) {
            load.run();
            loaded = true;
          }
        }
      }
    }

    private void loadReference(ArchiveFile archive, int stream, String name, Loader loader)
        throws IOException {
      try {
        PartBytes part = loader.part(archive, stream, 0);
        tuples = PackReader.isTuples(part.data(), part.metadata());
        keep(loader.reader.reference(part.data(), part.metadata()), 0);
      } catch (MalformedBytesException e) {
        throw archive.corrupt(name, 0, e);
      }
    }

    private void loadPack(
        ArchiveFile archive, int stream, long index, String name, boolean raw, Loader loader)
        throws IOException {
      try {
        PartBytes part = loader.part(archive, stream, index);
        MemorySegment content = loader.reader.pack(part.data(), part.metadata());
        long itemsMax = archive.expansion().packItemsMax();
        if (raw && loader.rawPacker.pack(content, itemsMax)) {
          keepPacked(loader.rawPacker);
        } else {
          findEnds(content, itemsMax, loader.ends);
          keep(content, Math.toIntExact(loader.ends.count()));
          for (int item = 0; item < items; item++) {
            setEnd(item, loader.ends.get(item));
          }
        }
      } catch (MalformedBytesException e) {
        throw archive.corrupt(name, index, e);
      }
    }

    private static void findEnds(MemorySegment content, long itemsMax, LongArray found) {
      found.clear();
      for (long end = PackReader.endOfItem(content, 0);
          end >= 0;
          end = PackReader.endOfItem(content, end + 1)) {
        MalformedBytesException.verify(
            found.count() < itemsMax, end, "the archive is too small for so many sequences");
        found.add(end);
      }
    }

    private void setEnd(int item, long end) {
      ends.set(INT, (long) item * Integer.BYTES, (int) end);
    }

    /** Keeps raw sequences two bits per code: a quarter of their size. */
    private void keepPacked(RawPacker packer) {
      reserve(packer.bytes(), packer.items());
      packed = packer.store(bytes);
      for (int item = 0; item < items; item++) {
        setEnd(item, packer.end(item));
      }
    }

    private void keep(MemorySegment content, int itemCount) {
      reserve(content.byteSize(), itemCount);
      MemorySegment.copy(content, 0, bytes, 0, content.byteSize());
    }

    private void reserve(long size, int itemCount) {
      cellBytes = size + (long) itemCount * Integer.BYTES;
      cell = owner.allocate(cellBytes);
      MemorySegment view = owner.heap.view(cell, cellBytes);
      bytes = view.asSlice(0, size);
      ends = view.asSlice(size);
      items = itemCount;
    }

    /** The content, borrowed until this is closed. */
    MemorySegment bytes() {
      return bytes;
    }

    boolean isTuples() {
      return tuples;
    }

    int items() {
      return items;
    }

    /** All items and separators of a raw pack; null if they lie in {@link #bytes} as they are. */
    PackedSequence packed() {
      return packed;
    }

    long itemStart(int item) {
      return item == 0 ? 0 : itemEnd(item - 1) + 1;
    }

    long itemEnd(int item) {
      return ends.get(INT, (long) item * Integer.BYTES);
    }

    private void free() {
      if (cell != BlockHeap.NONE) {
        owner.heap.free(cell, cellBytes);
      }
    }

    @Override
    public void close() {
      owner.giveBack(this);
    }
  }
}
