package io.github.agc4j.group;

import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.memory.BlockHeap;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.pack.PackReader;
import io.github.agc4j.pack.TuplePacking;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * For each group the pack that is being filled, and how many sequences the group has. Parallel
 * off-heap arrays; the items of a pack lie in one cell that grows.
 *
 * <pre>
 * cell := item*            item := int(size of the form in bytes) form
 * form := delta            in groups from 16 on
 *       | tuples           in raw groups (see TuplePacking)
 * </pre>
 *
 * <p>Several threads may add to different groups at once after {@link #ensureGroups}. A pack that
 * is full is sealed when the next sequence comes, and waits in the adding worker's {@link
 * SealedPacks}.
 */
public final class OpenPacks implements AutoCloseable {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final int ENTRY_WORDS = 4;
  private static final int CELL = 0;
  private static final int SIZE = 1;
  private static final int ITEMS = 2;
  private static final int SEQUENCES = 3;
  private static final int DUMMY = 0x7f;

  private final int cardinality;
  private final BlockHeap cells;

  /** For each group its cell, size·2^32 + capacity, number of items, number of sequences. */
  private final LongArray entries;

  /** No groups; packs will have {@code cardinality} items. */
  public OpenPacks(int cardinality, MemoryBudget budget) {
    this.cardinality = cardinality;
    this.cells = new BlockHeap(budget);
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
    MemorySegment dummy = MemorySegment.ofArray(new byte[] {DUMMY});
    for (int group = 0; group < StreamNames.RAW_GROUPS; group++) {
      addRaw(group, dummy, 1, sealed);
    }
  }

  /** Counts the reference of {@code group} as its sequence 0. */
  public void countReference(int group) {
    set(group, SEQUENCES, 1);
  }

  /** Adds {@code length} codes to a raw group; returns the in-group id. */
  public long addRaw(int group, MemorySegment codes, long length, SealedPacks sealed) {
    sealIfFull(group, sealed);
    int largest = TuplePacking.largestCode(codes, length);
    long bytes = TuplePacking.packedBytes(length, largest);
    TuplePacking.pack(codes, length, largest, append(group, bytes));
    return count(group);
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
    long equal = find(group, delta, size);
    if (equal >= 0) {
      return get(group, SEQUENCES) - get(group, ITEMS) + equal;
    }
    MemorySegment.copy(delta, 0, append(group, size), 0, size);
    return count(group);
  }

  private long count(int group) {
    set(group, ITEMS, get(group, ITEMS) + 1);
    set(group, SEQUENCES, get(group, SEQUENCES) + 1);
    return get(group, SEQUENCES) - 1;
  }

  private long find(int group, MemorySegment delta, long size) {
    long items = get(group, ITEMS);
    if (items == 0) {
      return -1;
    }
    MemorySegment cell = cells.view(get(group, CELL), get(group, SIZE) >>> 32);
    long at = 0;
    for (long item = 0; item < items; item++) {
      long itemSize = cell.get(INT, at);
      long start = at + Integer.BYTES;
      if (itemSize == size
          && MemorySegment.mismatch(cell, start, start + size, delta, 0, size) < 0) {
        return item;
      }
      at = start + itemSize;
    }
    return -1;
  }

  /** Room for a form of {@code bytes} bytes behind the last item of the open pack. */
  private MemorySegment append(int group, long bytes) {
    long size = get(group, SIZE) >>> 32;
    long needed = size + Integer.BYTES + bytes;
    if (needed > capacity(group)) {
      grow(group, size, needed);
    }
    MemorySegment cell = cells.view(get(group, CELL), capacity(group));
    cell.set(INT, size, Math.toIntExact(bytes));
    set(group, SIZE, needed << 32 | capacity(group));
    return cell.asSlice(size + Integer.BYTES, bytes);
  }

  private long capacity(int group) {
    return get(group, SIZE) & 0xffff_ffffL;
  }

  private void grow(int group, long size, long needed) {
    long old = capacity(group);
    if (needed > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "open pack of group " + group + " exceeds 2 GiB; use a smaller pack cardinality");
    }
    long capacity =
        Math.min(Integer.MAX_VALUE, BlockHeap.cellBytes(Math.max(needed, old + old / 2)));
    long cell = cells.allocate(capacity);
    if (old > 0) {
      MemorySegment.copy(cells.view(get(group, CELL), size), 0, cells.view(cell, size), 0, size);
      cells.free(get(group, CELL), old);
    }
    set(group, CELL, cell);
    set(group, SIZE, size << 32 | capacity);
  }

  private void sealIfFull(int group, SealedPacks sealed) {
    if (get(group, ITEMS) == cardinality) {
      sealOpen(group, sealed);
    }
  }

  /** Seals the open pack of {@code group} unless it is empty. */
  public void sealOpen(int group, SealedPacks sealed) {
    if (get(group, ITEMS) > 0) {
      sealed.add(group, get(group, CELL), get(group, SIZE), get(group, ITEMS));
      set(group, CELL, BlockHeap.NONE);
      set(group, SIZE, 0);
      set(group, ITEMS, 0);
    }
  }

  /** Bytes of the content that pack {@code index} of {@code sealed} has when it is written. */
  public long contentBytes(SealedPacks sealed, long index) {
    MemorySegment cell = cells.view(sealed.cell(index), sealed.size(index));
    boolean raw = sealed.group(index) < StreamNames.RAW_GROUPS;
    long bytes = 0;
    for (long at = 0; at < cell.byteSize(); at += Integer.BYTES + cell.get(INT, at)) {
      long size = cell.get(INT, at);
      bytes +=
          1
              + (raw
                  ? TuplePacking.unpackedLength(cell.asSlice(at + Integer.BYTES, size), size)
                  : size);
    }
    return bytes;
  }

  /** Writes the content of pack {@code index} of {@code sealed}, and frees the pack. */
  public void takeContent(SealedPacks sealed, long index, MemorySegment target) {
    MemorySegment cell = cells.view(sealed.cell(index), sealed.size(index));
    boolean raw = sealed.group(index) < StreamNames.RAW_GROUPS;
    long out = 0;
    for (long at = 0; at < cell.byteSize(); ) {
      long size = cell.get(INT, at);
      MemorySegment form = cell.asSlice(at + Integer.BYTES, size);
      if (raw) {
        TuplePacking.unpack(form, size, target.asSlice(out));
        out += TuplePacking.unpackedLength(form, size);
      } else {
        MemorySegment.copy(form, 0, target, out, size);
        out += size;
      }
      target.set(ValueLayout.JAVA_BYTE, out++, PackReader.SEPARATOR);
      at += Integer.BYTES + size;
    }
    cells.free(sealed.cell(index), sealed.capacity(index));
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
