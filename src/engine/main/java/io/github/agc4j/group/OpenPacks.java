package io.github.agc4j.group;

import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.lzdiff.DeltaNibbles;
import io.github.agc4j.memory.BlockHeap;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
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
 * cell := long(previous) int(size) int(used) int(whether deltas are nibbles) item*
 * item := int(size of the form in bytes) form
 * form := delta            in groups from 16 on, while there is not much
 *       | nibbles          of the delta (see DeltaNibbles), whose number the size is, in cells that
 *                          were begun when there was much, and in all behind them
 *       | tuples           in raw groups (see TuplePacking)
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
  private static final int NIBBLES_OFFSET = 16;
  private static final int HEADER_BYTES = 20;
  private static final long CELL_BYTES_MIN = 96;
  private static final long CELL_BYTES_MAX = 4096;

  /** Bytes behind the last item of a cell that coding a delta may touch. */
  private static final int CODING_BYTES = Long.BYTES;

  /**
   * Bytes of cells with deltas beyond which further ones are kept as nibbles: packing takes time,
   * which collections that are over soon have no use for.
   */
  private static final long PLAIN_BYTES_MAX = 8 << 20;

  private static final int DUMMY = 0x7f;
  private static final long CONTENT_BYTES_MAX = 2_000_000_000;

  private final int cardinality;
  private final BlockHeap rawCells;
  private final BlockHeap deltaCells;

  /** For each group its last cell, bytes of content·2^32 + items, and number of sequences. */
  private final LongArray entries;

  /** No groups; packs will have {@code cardinality} items. */
  public OpenPacks(int cardinality, MemoryBudget budget) {
    this.cardinality = cardinality;
    this.rawCells = BlockHeap.growing(budget);
    this.deltaCells = BlockHeap.growing(budget);
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
    putItem(group, item, sealed.room());
  }

  private void putItem(int group, MemorySegment item, Scratch room) {
    if (isRaw(group)) {
      putRaw(group, item, item.byteSize());
    } else {
      boolean asNibbles = keepsNibbles(group);
      append(group, item(item, asNibbles, room), asNibbles);
      count(group, item.byteSize());
    }
  }

  /**
   * Makes {@code items}, each with a separator behind it, the open pack of a group that has none,
   * and {@code before} the number of its sequences before them.
   */
  void restore(int group, MemorySegment items, long before, SealedPacks sealed) {
    set(group, SEQUENCES, before);
    for (long start = 0; start < items.byteSize(); ) {
      long end = PackReader.endOfItem(items, start);
      putItem(group, items.asSlice(start, end - start), sealed.room());
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
    MemorySegment item = append(group, Integer.BYTES + bytes, false);
    item.set(INT, 0, Math.toIntExact(bytes));
    TuplePacking.pack(codes, length, largest, item.asSlice(Integer.BYTES, bytes));
    return count(group, length);
  }

  /**
   * Adds a delta to a group from 16 on; returns its in-group id: 0 for an empty one, that of the
   * first equal item of the open pack if there is one, or else the next.
   */
  public long addDelta(int group, MemorySegment delta, SealedPacks sealed) {
    sealIfFull(group, sealed);
    if (delta.byteSize() == 0) {
      return 0;
    }
    boolean asNibbles = keepsNibbles(group);
    MemorySegment item = item(delta, asNibbles, sealed.room());
    long equal = find(group, delta, item);
    if (equal >= 0) {
      return get(group, SEQUENCES) - items(group) + equal;
    }
    append(group, item, asNibbles);
    return count(group, delta.byteSize());
  }

  /** Whether the next delta of {@code group} is kept as nibbles; once one is, all behind it are. */
  private boolean keepsNibbles(int group) {
    return deltaCells.usedBytes() > PLAIN_BYTES_MAX
        || items(group) > 0 && isNibbles(cell(deltaCells, get(group, LAST)));
  }

  private static boolean isNibbles(MemorySegment cell) {
    return cell.get(INT, NIBBLES_OFFSET) == 1;
  }

  private long count(int group, long contentBytes) {
    set(group, FILLING, contentBytes(group) + contentBytes + 1 << 32 | items(group) + 1);
    set(group, SEQUENCES, get(group, SEQUENCES) + 1);
    return get(group, SEQUENCES) - 1;
  }

  /**
   * Which item of the open pack is the first that equals {@code delta}; negative if none does.
   *
   * @param item the delta as the group's next item; nibbles if any in the pack are
   */
  private long find(int group, MemorySegment delta, MemorySegment item) {
    MemorySegment itemForm = item.asSlice(Integer.BYTES);
    long before = items(group);
    for (long cell = before == 0 ? BlockHeap.NONE : get(group, LAST); cell != BlockHeap.NONE; ) {
      MemorySegment bytes = cell(deltaCells, cell);
      boolean asNibbles = isNibbles(bytes);
      MemorySegment form = asNibbles ? itemForm : delta;
      long size = asNibbles ? item.get(INT, 0) : delta.byteSize();
      long itemsBelow = 0;
      long equal = -1;
      int used = bytes.get(INT, USED_OFFSET);
      for (long at = HEADER_BYTES; at < used; itemsBelow++) {
        int itemSize = bytes.get(INT, at);
        long start = at + Integer.BYTES;
        at = start + formBytes(itemSize, asNibbles);
        if (itemSize == size
            && MemorySegment.mismatch(bytes, start, at, form, 0, form.byteSize()) < 0) {
          equal = itemsBelow;
        }
      }
      before -= itemsBelow;
      if (equal >= 0) {
        return before + equal;
      }
      cell = bytes.get(LONG, 0);
    }
    return -1;
  }

  /** The item for a delta, in {@code room}. */
  private static MemorySegment item(MemorySegment delta, boolean asNibbles, Scratch room) {
    long bytes = delta.byteSize();
    long bytesMax = asNibbles ? DeltaNibbles.bytesMax(bytes, 1) : bytes;
    MemorySegment item = room.atLeast(Integer.BYTES + bytesMax);
    long size = bytes;
    if (asNibbles) {
      size = DeltaNibbles.pack(delta, 0, bytes, item, Integer.BYTES);
    } else {
      MemorySegment.copy(delta, 0, item, Integer.BYTES, bytes);
    }
    item.set(INT, 0, (int) size);
    return item.asSlice(0, Integer.BYTES + formBytes((int) size, asNibbles));
  }

  private static long formBytes(int size, boolean asNibbles) {
    return asNibbles ? Integer.toUnsignedLong(size) + 1 >>> 1 : size;
  }

  private static boolean isRaw(int group) {
    return group < StreamNames.RAW_GROUPS;
  }

  private BlockHeap cells(int group) {
    return isRaw(group) ? rawCells : deltaCells;
  }

  private static MemorySegment cell(BlockHeap cells, long cell) {
    return cells.view(cell, cells.view(cell, HEADER_BYTES).get(INT, SIZE_OFFSET));
  }

  private void append(int group, MemorySegment item, boolean asNibbles) {
    long size = item.byteSize();
    MemorySegment.copy(item, 0, append(group, size, asNibbles), 0, size);
  }

  /** Room for an item of {@code bytes} bytes behind the last one of the open pack. */
  private MemorySegment append(int group, long bytes, boolean asNibbles) {
    MemorySegment last = items(group) == 0 ? null : cell(cells(group), get(group, LAST));
    if (last == null
        || isNibbles(last) != asNibbles
        || last.get(INT, USED_OFFSET) + bytes + CODING_BYTES > last.byteSize()) {
      last = addCell(group, last, HEADER_BYTES + bytes + CODING_BYTES, asNibbles);
    }
    int used = last.get(INT, USED_OFFSET);
    last.set(INT, USED_OFFSET, Math.toIntExact(used + bytes));
    return last.asSlice(used, bytes);
  }

  private MemorySegment addCell(int group, MemorySegment last, long needed, boolean asNibbles) {
    // Cells follow the size of the pack, so that both small and large packs waste little.
    long wanted =
        Math.clamp(contentBytes(group) / (asNibbles ? 8 : 4), CELL_BYTES_MIN, CELL_BYTES_MAX);
    long size = BlockHeap.cellBytes(Math.max(needed, wanted));
    long cell = cells(group).allocate(size);
    MemorySegment bytes = cells(group).view(cell, size);
    bytes.set(LONG, 0, last == null ? BlockHeap.NONE : get(group, LAST));
    bytes.set(INT, SIZE_OFFSET, Math.toIntExact(size));
    bytes.set(INT, USED_OFFSET, HEADER_BYTES);
    bytes.set(INT, NIBBLES_OFFSET, asNibbles ? 1 : 0);
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
    BlockHeap cells = raw ? rawCells : deltaCells;
    long cell = reversed(cells, pack.cell());
    while (cell != BlockHeap.NONE) {
      MemorySegment bytes = cell(cells, cell);
      out = raw ? takeRaw(bytes, target, out) : takeDeltas(bytes, target, out);
      long next = bytes.get(LONG, 0);
      cells.free(cell, bytes.byteSize());
      cell = next;
    }
  }

  /**
   * Links the cells the other way round, so that they can be walked in order; returns the first.
   */
  private static long reversed(BlockHeap cells, long lastCell) {
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

  private static long takeRaw(MemorySegment cell, MemorySegment target, long from) {
    long out = from;
    int used = cell.get(INT, USED_OFFSET);
    for (long at = HEADER_BYTES; at < used; ) {
      int size = cell.get(INT, at);
      MemorySegment form = cell.asSlice(at + Integer.BYTES, size);
      TuplePacking.unpack(form, size, target.asSlice(out));
      out += TuplePacking.unpackedLength(form, size);
      target.set(ValueLayout.JAVA_BYTE, out++, PackReader.SEPARATOR);
      at += Integer.BYTES + size;
    }
    return out;
  }

  private static long takeDeltas(MemorySegment cell, MemorySegment target, long from) {
    long out = from;
    boolean asNibbles = isNibbles(cell);
    int used = cell.get(INT, USED_OFFSET);
    for (long at = HEADER_BYTES; at < used; ) {
      int size = cell.get(INT, at);
      at += Integer.BYTES;
      if (asNibbles) {
        out += DeltaNibbles.unpack(cell, at, Integer.toUnsignedLong(size), target.asSlice(out));
      } else {
        MemorySegment.copy(cell, at, target, out, size);
        out += size;
      }
      target.set(ValueLayout.JAVA_BYTE, out++, PackReader.SEPARATOR);
      at += formBytes(size, asNibbles);
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
    rawCells.close();
    deltaCells.close();
    entries.close();
  }
}
