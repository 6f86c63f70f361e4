package io.github.agc4j.group;

import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.lzdiff.DeltaNibbles;
import io.github.agc4j.memory.BlockHeap;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.pack.PackReader;
import io.github.agc4j.pack.TuplePacking;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * For each group the pack that is being filled, and how many sequences the group has. Parallel
 * off-heap arrays; the items of a pack lie in a chain of cells, which is never copied and wastes
 * less than a cell that grows.
 *
 * <pre>
 * pack := cell*            linked from the last one filled back to the first
 * cell := long(previous) int(size) int(used) int(start of the last item) item*
 * item := int(size of the form) form
 * form := nibbles          of the delta, in groups from 16 on (see DeltaNibbles); size in nibbles
 *       | tuples           in raw groups (see TuplePacking); size in bytes
 * </pre>
 *
 * <p>Several threads may add to different groups at once after {@link #ensureGroups}. A pack that
 * is full is sealed when the next sequence comes, and waits in the adding worker's {@link
 * SealedPacks}.
 */
public final class OpenPacks implements AutoCloseable {
  /** Bytes behind a pack's content that are overwritten when it is taken. */
  public static final int BYTES_BEHIND = Long.BYTES;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int ENTRY_WORDS = 3;
  private static final int LAST = 0;
  private static final int FILLING = 1;
  private static final int SEQUENCES = 2;
  private static final long ITEMS_MASK = 0xffff_ffffL;
  private static final int SIZE_OFFSET = 8;
  private static final int USED_OFFSET = 12;
  private static final int LATEST_OFFSET = 16;
  private static final int HEADER_BYTES = 20;
  private static final long CELL_BYTES_MIN = 96;
  private static final long CELL_BYTES_MAX = 4096;

  /** Bytes behind the last item of a cell that coding a delta may touch. */
  private static final int CODING_BYTES = Long.BYTES;

  private static final int DUMMY = 0x7f;
  private static final long CONTENT_BYTES_MAX = 2_000_000_000;

  private final int cardinality;
  private final BlockHeap cells;

  /** For each group its last cell, bytes of content·2^32 + items, and number of sequences. */
  private final LongArray entries;

  /** No groups; packs will have {@code cardinality} items. */
  public OpenPacks(int cardinality, MemoryBudget budget) {
    this.cardinality = cardinality;
    this.cells = BlockHeap.growing(budget);
    this.entries = new LongArray(budget);
  }

  /** Makes room for groups numbered below {@code groups}. */
  public void ensureGroups(long groups) {
    entries.resize(groups * ENTRY_WORDS, 0);
  }

  /** Number of groups. */
  public long groups() {
    return entries.count() / ENTRY_WORDS;
  }

  /** Number of sequences in {@code group}, the reference included. */
  public long sequences(int group) {
    return get(group, SEQUENCES);
  }

  /** Adds the item that C++ agc puts in front of each raw group and that nothing refers to. */
  public void addDummies(SealedPacks sealed) {
    for (int group = 0; group < StreamNames.RAW_GROUPS; group++) {
      addDummy(group, sealed);
    }
  }

  /** The same for one raw group. */
  public void addDummy(int group, SealedPacks sealed) {
    addRaw(group, MemorySegment.ofArray(new byte[] {DUMMY}), 1, sealed);
  }

  /** Adds an item of another archive's pack as it is: codes or a delta. */
  public void addItem(int group, MemorySegment item, SealedPacks sealed) {
    sealIfFull(group, sealed);
    putItem(group, item);
  }

  private void putItem(int group, MemorySegment item) {
    if (isRaw(group)) {
      putRaw(group, item, item.byteSize());
    } else {
      append(group, item);
      count(group, item.byteSize());
    }
  }

  /**
   * Makes {@code items}, each with a separator behind it, the open pack of a group that has none,
   * and {@code before} the number of its sequences before them.
   */
  void restore(int group, MemorySegment items, long before) {
    set(group, SEQUENCES, before);
    for (long start = 0; start < items.byteSize(); ) {
      long end = PackReader.endOfItem(items, start);
      putItem(group, items.asSlice(start, end - start));
      start = end + 1;
    }
  }

  /** Counts the reference of {@code group} as its sequence 0. */
  public void countReference(int group) {
    set(group, SEQUENCES, 1);
  }

  /**
   * Whether the content of the pack that {@code length} bytes would go into stays within what zstd
   * takes at once.
   */
  public boolean hasRoom(int group, long length) {
    return items(group) == cardinality || contentBytes(group) + length < CONTENT_BYTES_MAX;
  }

  /** Adds {@code length} codes to a raw group; returns the in-group id. */
  public long addRaw(int group, MemorySegment codes, long length, SealedPacks sealed) {
    sealIfFull(group, sealed);
    return putRaw(group, codes, length);
  }

  private long putRaw(int group, MemorySegment codes, long length) {
    int largest = TuplePacking.largestCode(codes, length);
    long bytes = TuplePacking.packedBytes(length, largest);
    TuplePacking.pack(codes, length, largest, append(group, bytes, bytes).asSlice(0, bytes));
    return count(group, length);
  }

  /**
   * Adds a delta to a group from 16 on; returns its in-group id: 0 for an empty one, that of the
   * first equal item of the open pack if there is one, or else the next.
   */
  public long addDelta(int group, MemorySegment delta, SealedPacks sealed) {
    sealIfFull(group, sealed);
    long size = delta.byteSize();
    if (size == 0) {
      return 0;
    }
    append(group, delta);
    long equal = items(group) == 0 ? -1 : findLast(group);
    if (equal >= 0) {
      return get(group, SEQUENCES) - items(group) + equal;
    }
    return count(group, size);
  }

  private long count(int group, long contentBytes) {
    set(group, FILLING, contentBytes(group) + contentBytes + 1 << 32 | items(group) + 1);
    set(group, SEQUENCES, get(group, SEQUENCES) + 1);
    return get(group, SEQUENCES) - 1;
  }

  /**
   * Looks for the item that was appended last, which is not counted yet, among those before it. If
   * it is there, it is taken back.
   *
   * @return its place in the pack, or −1
   */
  private long findLast(int group) {
    MemorySegment last = cell(get(group, LAST));
    int start = last.get(INT, LATEST_OFFSET);
    MemorySegment item = last.asSlice(start, last.get(INT, USED_OFFSET) - start);
    last.set(INT, USED_OFFSET, start);
    long equal = find(group, item);
    if (equal < 0) {
      last.set(INT, USED_OFFSET, Math.toIntExact(start + item.byteSize()));
    }
    return equal;
  }

  private long find(int group, MemorySegment item) {
    long before = items(group);
    for (long cell = get(group, LAST); cell != BlockHeap.NONE; ) {
      MemorySegment bytes = cell(cell);
      long itemsBelow = 0;
      long equal = -1;
      int used = bytes.get(INT, USED_OFFSET);
      for (long at = HEADER_BYTES; at < used; itemsBelow++) {
        long end = at + Integer.BYTES + nibbleBytes(bytes.get(INT, at));
        if (end - at == item.byteSize()
            && MemorySegment.mismatch(bytes, at, end, item, 0, end - at) < 0) {
          equal = itemsBelow;
        }
        at = end;
      }
      before -= itemsBelow;
      if (equal >= 0) {
        return before + equal;
      }
      cell = bytes.get(LONG, 0);
    }
    return -1;
  }

  private static long nibbleBytes(int nibbles) {
    return Integer.toUnsignedLong(nibbles) + 1 >>> 1;
  }

  private static boolean isRaw(int group) {
    return group < StreamNames.RAW_GROUPS;
  }

  private MemorySegment cell(long cell) {
    return cells.view(cell, cells.view(cell, HEADER_BYTES).get(INT, SIZE_OFFSET));
  }

  /** Puts a delta behind the last item of the open pack. */
  private void append(int group, MemorySegment delta) {
    long nibbles = DeltaNibbles.count(delta);
    MemorySegment room = append(group, nibbles, nibbles + 1 >>> 1);
    DeltaNibbles.pack(delta, 0, delta.byteSize(), room, 0);
  }

  /**
   * Room for a form of {@code bytes} bytes, and what coding may touch behind it, behind the last
   * item of the open pack.
   */
  private MemorySegment append(int group, long size, long bytes) {
    long needed = Integer.BYTES + bytes;
    MemorySegment last = items(group) == 0 ? null : cell(get(group, LAST));
    if (last == null || last.get(INT, USED_OFFSET) + needed + CODING_BYTES > last.byteSize()) {
      last = addCell(group, last, HEADER_BYTES + needed + CODING_BYTES);
    }
    int used = last.get(INT, USED_OFFSET);
    last.set(INT, used, (int) size);
    last.set(INT, LATEST_OFFSET, used);
    last.set(INT, USED_OFFSET, Math.toIntExact(used + needed));
    return last.asSlice(used + Integer.BYTES, bytes + CODING_BYTES);
  }

  private MemorySegment addCell(int group, MemorySegment last, long needed) {
    // Cells follow the size of the pack, so that both small and large packs waste little.
    long wanted =
        Math.clamp(contentBytes(group) / (isRaw(group) ? 4 : 8), CELL_BYTES_MIN, CELL_BYTES_MAX);
    long size = BlockHeap.cellBytes(Math.max(needed, wanted));
    long cell = cells.allocate(size);
    MemorySegment bytes = cells.view(cell, size);
    bytes.set(LONG, 0, last == null ? BlockHeap.NONE : get(group, LAST));
    bytes.set(INT, SIZE_OFFSET, Math.toIntExact(size));
    bytes.set(INT, USED_OFFSET, HEADER_BYTES);
    set(group, LAST, cell);
    return bytes;
  }

  private void sealIfFull(int group, SealedPacks sealed) {
    if (items(group) == cardinality) {
      sealOpen(group, sealed);
    }
  }

  /** Seals the open pack of {@code group} unless it is empty. */
  public void sealOpen(int group, SealedPacks sealed) {
    if (items(group) > 0) {
      sealed.add(group, get(group, LAST), contentBytes(group));
      set(group, FILLING, 0);
    }
  }

  /**
   * Writes the content of a sealed pack, and frees the pack. Unlike the other methods this may be
   * called while sequences are added.
   *
   * @param target room for the content and {@link #BYTES_BEHIND} bytes
   */
  public void takeContent(PendingParts.Part pack, MemorySegment target) {
    boolean raw = pack.isRaw();
    long out = 0;
    long cell = reversed(pack.cell());
    while (cell != BlockHeap.NONE) {
      MemorySegment bytes = cell(cell);
      out = takeItems(bytes, raw, target, out);
      long next = bytes.get(LONG, 0);
      cells.free(cell, bytes.byteSize());
      cell = next;
    }
  }

  /**
   * Links the cells the other way round, so that they can be walked in order; returns the first.
   */
  private long reversed(long lastCell) {
    long after = BlockHeap.NONE;
    long cell = lastCell;
    while (cell != BlockHeap.NONE) {
      MemorySegment bytes = cells.view(cell, HEADER_BYTES);
      long previous = bytes.get(LONG, 0);
      bytes.set(LONG, 0, after);
      after = cell;
      cell = previous;
    }
    return after;
  }

  private static long takeItems(MemorySegment cell, boolean raw, MemorySegment target, long from) {
    long out = from;
    int used = cell.get(INT, USED_OFFSET);
    for (long at = HEADER_BYTES; at < used; ) {
      int size = cell.get(INT, at);
      at += Integer.BYTES;
      if (raw) {
        MemorySegment form = cell.asSlice(at, size);
        TuplePacking.unpack(form, size, target.asSlice(out));
        out += TuplePacking.unpackedLength(form, size);
        at += size;
      } else {
        out += DeltaNibbles.unpack(cell, at, Integer.toUnsignedLong(size), target.asSlice(out));
        at += nibbleBytes(size);
      }
      target.set(ValueLayout.JAVA_BYTE, out++, PackReader.SEPARATOR);
    }
    return out;
  }

  private long contentBytes(int group) {
    return get(group, FILLING) >>> 32;
  }

  private long items(int group) {
    return get(group, FILLING) & ITEMS_MASK;
  }

  private long get(int group, int field) {
    return entries.get((long) group * ENTRY_WORDS + field);
  }

  private void set(int group, int field, long value) {
    entries.set((long) group * ENTRY_WORDS + field, value);
  }

  @Override
  public void close() {
    cells.close();
    entries.close();
  }
}
