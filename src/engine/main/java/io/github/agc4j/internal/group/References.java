package io.github.agc4j.internal.group;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.lzdiff.Reference;
import io.github.agc4j.internal.lzdiff.ReferenceIndex;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Pins;
import io.github.agc4j.internal.pack.TuplePacking;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The references of all groups, tuple-packed; of those in use also the symbols and the index, as
 * far as they are asked for and as many as their budget allows. What is evicted is unpacked and
 * indexed again when it is needed.
 *
 * <p>{@link #add} and {@link #acquire} are safe for several threads with different groups.
 */
public final class References implements AutoCloseable {
  private static final long PADDING_BYTES = Long.BYTES;
  private static final int CELL = 0;

  /** Column of bytes of tuples·2^32 + symbols. */
  private static final int SIZES = 1;

  private static final int COLUMNS = 2;

  /** More would fill the heap with what belongs to each. */
  private static final int ACTIVE_MAX = 1 << 14;

  private final int matchMin;
  private final MemoryBudget activeBudget;
  private final BlockHeap packed;
  private final BlockHeap active;

  /**
   * For each group its cell, and the packed size·2^32 + the number of symbols; 0 symbols: no
   * reference. The cell has the tuples, and at two bits per symbol what is not tuples of four.
   */
  private final LongTable entries;

  /** Where references come from that are not here. */
  private EarlierGroups earlier = EarlierGroups.NONE;

  private final Int2ObjectHashMap<ActiveReference> byGroup = new Int2ObjectHashMap<>();
  private final List<ActiveReference> inCache = new ArrayList<>();
  private final AtomicLong indexesBuilt = new AtomicLong();
  private int evictionHand;

  /**
   * No references yet.
   *
   * @param matchMin the archive's minimum match length
   * @param packedBudget what the packed references are reserved from
   * @param activeBudget what unpacked references and indexes are reserved from; its limit bounds
   *     them, unless more are in use at once
   */
  public References(int matchMin, MemoryBudget packedBudget, MemoryBudget activeBudget) {
    this.matchMin = matchMin;
    this.activeBudget = activeBudget;
    this.packed = BlockHeap.growing(packedBudget);
    this.active = BlockHeap.growing(activeBudget);
    this.entries = new LongTable(COLUMNS, packedBudget);
  }

  /** From now on the references of {@code groups}, borrowed, are fetched when they are needed. */
  public void fetchFrom(EarlierGroups groups) {
    earlier = groups;
    ensureGroups(groups.groups());
  }

  /** Makes room for groups numbered below {@code groups}. */
  public void ensureGroups(long groups) {
    entries.resize(groups);
  }

  /**
   * Copies {@code length} ≥ 1 codes as the reference of {@code group}, which has none; safe for
   * several threads with different groups.
   */
  public void add(int group, MemorySegment codes, int length) {
    int largest = TuplePacking.largestCode(codes, length);
    long bytes = TuplePacking.packedBytes(length, largest);
    boolean isQuads = largest <= 3;
    long cell = packed.allocate(cellBytes(bytes, length, isQuads));
    TuplePacking.pack(codes, length, largest, packed.view(cell, bytes));
    if (!isQuads) {
      MemorySegment symbols = packed.view(cell, cellBytes(bytes, length, false)).asSlice(bytes);
      PackedSequence.packLowBits(codes, length, symbols);
    }
    setEntry(group, cell, bytes, length);
  }

  private static long cellBytes(long tupleBytes, long symbols, boolean isQuads) {
    return tupleBytes
        + (isQuads ? PackedSequence.PADDING_BYTES : PackedSequence.symbolBytes(symbols));
  }

  private void setEntry(int group, long cell, long bytes, long length) {
    entries.set(group, CELL, cell);
    entries.set(group, SIZES, bytes << 32 | length);
  }

  /** Fetches the reference of {@code group} if it is still in the archive only. */
  private void ensureHere(int group) throws IOException {
    if (!earlier.has(group)) {
      return;
    }
    synchronized (entries) {
      if (symbols(group) == 0) {
        earlier.reference(group, (bytes, tuples, symbols) -> keep(group, bytes, tuples, symbols));
      }
    }
  }

  private void keep(int group, MemorySegment bytes, boolean tuples, long symbols) {
    if (!tuples) {
      add(group, bytes, Math.toIntExact(symbols));
    } else if (TuplePacking.isQuads(bytes)) {
      long cell = packed.allocate(cellBytes(bytes.byteSize(), symbols, true));
      MemorySegment.copy(bytes, 0, packed.view(cell, bytes.byteSize()), 0, bytes.byteSize());
      setEntry(group, cell, bytes.byteSize(), symbols);
    } else {
      long cell = active.allocate(symbols);
      MemorySegment codes = active.view(cell, symbols);
      TuplePacking.unpack(bytes, bytes.byteSize(), codes);
      add(group, codes, Math.toIntExact(symbols));
      active.free(cell, symbols);
    }
  }

  /** Number of symbols in the reference of {@code group}; 0 if it has none. */
  public int length(int group) throws IOException {
    int length = symbols(group);
    return length == 0 && earlier.has(group) ? earlier.referenceLength(group) : length;
  }

  /** The same for a reference that is here. */
  public int symbols(long group) {
    return (int) entries.get(group, SIZES);
  }

  /** Where the tuples of a reference that is here lie: see {@link #tuples(long, long)}. */
  public long cell(long group) {
    return entries.get(group, CELL);
  }

  /** Bytes of the tuples of a reference that is here. */
  public long tupleBytes(long group) {
    return entries.get(group, SIZES) >>> 32;
  }

  /** The tuples of the reference of {@code group}; borrowed until this is closed. */
  public MemorySegment tuples(long group) {
    return packed.view(cell(group), tupleBytes(group));
  }

  /**
   * The reference of {@code group} at two bits per symbol, with some other symbol in the place of
   * codes above 3, and perhaps of its last three; borrowed until this is closed.
   */
  public PackedSequence symbolsOf(int group) throws IOException {
    ensureHere(group);
    int length = symbols(group);
    long tupleBytes = tupleBytes(group);
    boolean isQuads = TuplePacking.isQuads(tuples(group));
    MemorySegment cell = packed.view(cell(group), cellBytes(tupleBytes, length, isQuads));
    return new PackedSequence(isQuads ? cell : cell.asSlice(tupleBytes), length, 0, 0);
  }

  /**
   * The tuples of a reference, of {@code tupleBytes} bytes in {@code cell}; borrowed until this is
   * closed. Unlike the other methods this may be called while groups are added.
   */
  public MemorySegment tuples(long cell, long tupleBytes) {
    return packed.view(cell, tupleBytes);
  }

  /** Number of indexes that were built, each time that one was. */
  public long indexesBuilt() {
    return indexesBuilt.get();
  }

  /** The reference of {@code group}, which the caller releases by closing it. */
  public ActiveReference acquire(int group) throws IOException {
    ensureHere(group);
    synchronized (this) {
      ActiveReference found = byGroup.get(group);
      if (found == null) {
        found = new ActiveReference(this, group);
        byGroup.put(group, found);
        inCache.add(found);
      }
      found.pins.pin();
      return found;
    }
  }

  /**
   * A cell of the cache; makes room by evicting what nobody uses, in no order that a scan could
   * defeat.
   */
  private synchronized long allocate(long bytes) {
    while ((active.usedBytes() + bytes > activeBudget.limitBytes() || inCache.size() > ACTIVE_MAX)
        && evictOne()) {
      continue;
    }
    return active.allocate(bytes);
  }

  private boolean evictOne() {
    for (int tried = 0; tried < inCache.size(); tried++) {
      // A step that shares no factor with most sizes spreads the evictions over the cache.
      evictionHand = (evictionHand + 7919) % inCache.size();
      ActiveReference candidate = inCache.get(evictionHand);
      if (candidate.pins.retire()) {
        inCache.set(evictionHand, inCache.get(inCache.size() - 1));
        inCache.remove(inCache.size() - 1);
        byGroup.remove(candidate.group);
        candidate.free();
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    packed.close();
    active.close();
    entries.close();
  }

  /** A reference to encode against, until it is closed. */
  public static final class ActiveReference implements Reference, AutoCloseable {
    private final References owner;
    private final int group;
    private final int length;
    private final Pins pins = new Pins();
    private int slots;
    private volatile PackedSequence symbols;
    private volatile MemorySegment codes;
    private volatile MemorySegment table;
    private long symbolsCell;
    private long codesCell;
    private long tableCell;

    private ActiveReference(References owner, int group) {
      this.owner = owner;
      this.group = group;
      this.length = owner.symbols(group);
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public MemorySegment codes() {
      if (codes == null) {
        unpack();
      }
      return codes;
    }

    private synchronized void unpack() {
      if (codes == null) {
        MemorySegment tuples = owner.tuples(group);
        codesCell = owner.allocate(length + PADDING_BYTES);
        MemorySegment cell = owner.active.view(codesCell, length + PADDING_BYTES);
        TuplePacking.unpack(tuples, tuples.byteSize(), cell);
        codes = cell;
      }
    }

    @Override
    public PackedSequence symbols() {
      if (symbols == null) {
        pack();
      }
      return symbols;
    }

    private synchronized void pack() {
      if (symbols != null) {
        return;
      }
      MemorySegment tuples = owner.tuples(group);
      if (!TuplePacking.isQuads(tuples)) {
        MemorySegment all = codes();
        long bytes = PackedSequence.bytesOf(all, length);
        symbolsCell = owner.allocate(bytes);
        symbols = PackedSequence.of(all, length, owner.active.view(symbolsCell, bytes));
        return;
      }
      long bytes = PackedSequence.symbolBytes(length);
      symbolsCell = owner.allocate(bytes);
      MemorySegment cell = owner.active.view(symbolsCell, bytes);
      TuplePacking.copyQuads(tuples, length, cell);
      symbols = new PackedSequence(cell, length, 0, 0);
    }

    @Override
    public MemorySegment table() {
      if (table == null) {
        index();
      }
      return table;
    }

    private synchronized void index() {
      if (table == null) {
        slots = ReferenceIndex.slots(symbols(), owner.matchMin);
        long bytes = ReferenceIndex.bytes(slots, length);
        tableCell = owner.allocate(bytes);
        MemorySegment cell = owner.active.view(tableCell, bytes);
        ReferenceIndex.build(symbols(), owner.matchMin, cell, slots);
        owner.indexesBuilt.incrementAndGet();
        table = cell;
      }
    }

    @Override
    public int slots() {
      return slots;
    }

    private void free() {
      if (symbols != null) {
        owner.active.free(symbolsCell, symbols.byteSize());
      }
      if (codes != null) {
        owner.active.free(codesCell, length + PADDING_BYTES);
      }
      if (table != null) {
        owner.active.free(tableCell, ReferenceIndex.bytes(slots, length));
      }
    }

    @Override
    public void close() {
      pins.unpin();
    }
  }
}
