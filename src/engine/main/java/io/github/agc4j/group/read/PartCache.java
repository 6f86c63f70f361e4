package io.github.agc4j.group.read;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.PartBytes;
import io.github.agc4j.lzdiff.ReferenceSymbols;
import io.github.agc4j.memory.BlockHeap;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import io.github.agc4j.pack.PackReader;
import io.github.agc4j.pack.TuplePacking;
import io.github.agc4j.pack.ZstdContexts;
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
  /** How many eighths of the budget are used before parts are kept in fewer bytes. */
  private static final int FILLING_EIGHTHS = 3;

  private static final int EVICTION_STEP = 7919;
  private static final int LATEST_MIN = 32;

  /** In the keys of packs of deltas that are written out as sequences. */
  private static final long SEQUENCES = 1L << 62;

  /** Larger references are kept as they are. */
  private static final long REFERENCE_MAX = 4L << 20;

  /** More would fill the heap with what belongs to each. */
  private static final int PARTS_MAX = 1 << 14;

  private final MemoryBudget budget;
  private final BlockHeap heap;
  private final PartTable byKey = new PartTable();

  /** Held by whoever adds or evicts a part. */
  private final ReentrantLock changes = new ReentrantLock();

  private final List<CachedPart> inCache = new ArrayList<>();
  private final LongAdder decoded = new LongAdder();
  private int evictionHand;

  /** What was asked for last and got no place, in a ring. */
  private final long[] latest = new long[1 << 10];

  private int latestNext;

  /** An empty cache within the limit of {@code budget}. */
  public PartCache(MemoryBudget budget) {
    this.budget = budget;
    this.heap = BlockHeap.committed(budget);
    Arrays.fill(latest, -1);
  }

  /** The reference that {@code stream}, called {@code name}, holds; to be closed by the caller. */
  CachedPart reference(ArchiveFile archive, int stream, String name, Loader loader)
      throws IOException {
    CachedPart part = hold(key(stream, 0));
    return load(part, () -> part.loadReference(archive, stream, name, loader));
  }

  /**
   * A pack of {@code stream}, called {@code name}, of deltas from {@code reference}, or of a raw
   * group if that is null; to be closed by the caller.
   */
  CachedPart pack(
      ArchiveFile archive,
      int stream,
      long index,
      String name,
      ReferenceSymbols reference,
      Loader loader)
      throws IOException {
    if (reference == null) {
      CachedPart part = hold(key(stream, index));
      return load(part, () -> part.loadPack(archive, stream, index, name, true, loader));
    }
    CachedPart sequences = byKey.find(key(stream, index) | SEQUENCES);
    if (sequences != null && sequences.hasSequences() && sequences.tryHold()) {
      return sequences;
    }
    CachedPart part = hold(key(stream, index));
    load(part, () -> part.loadPack(archive, stream, index, name, false, loader));
    if (!part.isReadOften()) {
      return part;
    }
    if (isFilling()) {
      part.stayDeltas();
      return part;
    }
    return writtenOut(part, reference, loader);
  }

  /** The sequences of a pack of deltas, or the pack itself if they would take far more room. */
  private CachedPart writtenOut(CachedPart part, ReferenceSymbols reference, Loader loader)
      throws IOException {
    CachedPart sequences = hold(part.key() | SEQUENCES);
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
   * Whether part {@code index} of {@code stream} is worth a place: it has one, or it was asked for
   * a short time ago. What is asked for once would only drive out what is asked for again.
   */
  boolean admits(int stream, long index) {
    long key = key(stream, index);
    return byKey.find(key) != null || wasAskedFor(key);
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

  /** Parts that stay in the cache, decompressed or not yet, until this is closed. */
  record Kept(CachedPart reference, CachedPart pack) implements AutoCloseable {
    @Override
    public void close() {
      if (reference != null) {
        reference.close();
      }
      if (pack != null) {
        pack.close();
      }
    }
  }

  /**
   * Keeps the reference in {@code referenceStream} and pack {@code index} of {@code packStream}; a
   * stream below 0 is not there.
   */
  Kept keep(int referenceStream, int packStream, long index) {
    return new Kept(
        referenceStream < 0 ? null : hold(key(referenceStream, 0)),
        packStream < 0 ? null : hold(key(packStream, index)));
  }

  /** Keeps pack {@code index} of {@code stream} if it is decompressed; otherwise null. */
  Kept keepIfThere(int stream, long index) {
    CachedPart part = byKey.find(key(stream, index));
    if (part == null || !part.isLoaded() || !part.tryHold()) {
      return null;
    }
    return new Kept(null, part);
  }

  /** A part was decompressed. */
  void countDecoded() {
    decoded.increment();
  }

  /** Number of parts that were decompressed, each time that they were. */
  public long decodedParts() {
    return decoded.sum();
  }

  private static long key(int stream, long index) {
    return (long) stream << 32 | index;
  }

  private CachedPart hold(long key) {
    CachedPart part = byKey.find(key);
    return part != null && part.tryHold() ? part : holdOrAdd(key);
  }

  private CachedPart holdOrAdd(long key) {
    changes.lock();
    try {
      CachedPart part = byKey.find(key);
      if (part == null) {
        part = new CachedPart(this, key);
        byKey.add(part);
        inCache.add(part);
      }
      // Evicted parts leave the table under the lock: one that is there can be held.
      part.tryHold();
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

  /** Whether room is scarce, or may soon be. */
  boolean isFilling() {
    changes.lock();
    try {
      return heap.usedBytes() > budget.limitBytes() / 8 * FILLING_EIGHTHS;
    } finally {
      changes.unlock();
    }
  }

  private boolean evictOne() {
    // A step that divides their number would come to the same few again and again.
    int step = inCache.size() % EVICTION_STEP == 0 ? 1 : EVICTION_STEP;
    for (int tried = 0; tried < inCache.size(); tried++) {
      evictionHand = (evictionHand + step) % inCache.size();
      CachedPart candidate = inCache.get(evictionHand);
      if (candidate.tryRemove()) {
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

  /** A worker's means to decompress parts. */
  static final class Loader implements AutoCloseable {
    private final ZstdContexts contexts;
    private final PackReader reader;
    private final RawPacker rawPacker;
    private final SequencePack sequences;

    /** A part as it lies in the file. */
    private final Scratch packed;

    /** The codes of a reference. */
    private final Scratch codes;

    /** Where each item of a pack ends. */
    private final LongArray ends;

    private final Scratch nibbles;
    private final LongArray nibbleEnds;

    /** A loader for an archive of minimum match length {@code matchMin}. */
    Loader(int matchMin, MemoryBudget budget) {
      contexts = new ZstdContexts(budget);
      reader = new PackReader(contexts, budget);
      rawPacker = new RawPacker(budget);
      sequences = new SequencePack(matchMin, rawPacker, budget);
      packed = new Scratch(budget);
      codes = new Scratch(budget);
      ends = new LongArray(budget);
      nibbles = new Scratch(budget);
      nibbleEnds = new LongArray(budget);
    }

    /** A copy of a part, borrowed until the next one. */
    PartBytes part(ArchiveFile archive, int stream, long index) throws IOException {
      return archive.read(stream, index, packed);
    }

    PackReader reader() {
      return reader;
    }

    /**
     * Packs a reference two bits per code.
     *
     * @return whether the {@link #rawPacker} has it now; false if it takes less as it is, as tuples
     *     of four codes do
     */
    boolean packReference(MemorySegment content, boolean tuples) {
      if (tuples && TuplePacking.isQuads(content)) {
        return false;
      }
      long size = content.byteSize();
      long length = tuples ? TuplePacking.unpackedLength(content, size) : size;
      if (length > REFERENCE_MAX) {
        return false;
      }
      MemorySegment unpacked = content;
      if (tuples) {
        unpacked = codes.atLeast(length + Integer.BYTES).asSlice(0, length);
        TuplePacking.unpack(content, size, unpacked);
      }
      return rawPacker.pack(unpacked, Long.MAX_VALUE) && rawPacker.bytes() < size;
    }

    RawPacker rawPacker() {
      return rawPacker;
    }

    /** Whose packed sequences the {@link #rawPacker} has. */
    SequencePack sequences() {
      return sequences;
    }

    LongArray ends() {
      return ends;
    }

    /** Room for the deltas of a pack as nibbles. */
    Scratch nibbles() {
      return nibbles;
    }

    /** The nibble at which each delta ends. */
    LongArray nibbleEnds() {
      return nibbleEnds;
    }

    @Override
    public void close() {
      reader.close();
      contexts.close();
      rawPacker.close();
      sequences.close();
      packed.close();
      codes.close();
      ends.close();
      nibbles.close();
      nibbleEnds.close();
    }
  }
}
