package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import java.lang.foreign.MemorySegment;

/**
 * For each group the pack that is being filled, and the in-group id that comes next. Off-heap: two
 * words for each group, and for an open pack a {@link PackHead} and its {@link PackItems}.
 *
 * <p>A pack is full when it has as many items as its {@link Limits} allow, or when the next one
 * would make its content longer than they do: then the ids that are left of the pack are left out
 * (AGC format, section 5.4). It is sealed when the next sequence comes, and waits in the adding
 * worker's {@link SealedPacks}. Several threads may add to different groups at once after {@link
 * #ensureGroups}.
 */
public final class OpenPacks implements AutoCloseable {
  /** Bytes after a pack's content that are overwritten when it is taken. */
  public static final int BYTES_BEHIND = Long.BYTES;

  /** Column of the cell of a group's open pack's head, or {@link BlockHeap#NONE}. */
  private static final int HEAD = 0;

  private static final int NEXT_ID = 1;
  private static final int COLUMNS = 2;
  private static final MemorySegment DUMMY = MemorySegment.ofArray(new byte[] {0x7f});
  private static final long CONTENT_BYTES_MAX = 2_000_000_000;
  private static final long ID_MAX = Integer.MAX_VALUE;

  /**
   * When a pack is full.
   *
   * @param items that it may have: the archive's pack cardinality
   * @param bytes that its content may have, unless a single item has more
   */
  public record Limits(int items, long bytes) {
    /** By the number of items alone. */
    public static Limits ofItems(int items) {
      return new Limits(items, Long.MAX_VALUE);
    }
  }

  private final Limits limits;
  private final BlockHeap rawCells;
  private final BlockHeap deltaCells;
  private final PackItems rawItems;
  private final PackItems deltaItems;

  /** A row for each group. */
  private final LongTable entries;

  /** No groups. */
  public OpenPacks(Limits limits, MemoryBudget budget) {
    this.limits = limits;
    this.rawCells = BlockHeap.growing(budget);
    this.deltaCells = BlockHeap.growing(budget);
    this.rawItems = new RawItems(rawCells);
    this.deltaItems = new DeltaItems(deltaCells);
    this.entries = new LongTable(COLUMNS, budget);
  }

  /** Makes room for groups numbered below {@code groups}. */
  public void ensureGroups(long groups) {
    for (long group = groups(); group < groups; group++) {
      entries.set(entries.add(), HEAD, BlockHeap.NONE);
    }
  }

  /** Number of groups. */
  public long groups() {
    return entries.rows();
  }

  /**
   * The in-group id that the next sequence of {@code group} gets if it fits into the open pack; 0
   * of a group that has no sequence yet, or none that is known here.
   */
  public long nextId(int group) {
    return entries.get(group, NEXT_ID);
  }

  /** Adds the item that C++ agc puts in front of each raw group and that nothing refers to. */
  public void addDummies(SealedPacks sealed) {
    for (int group = 0; group < StreamNames.RAW_GROUPS; group++) {
      addDummy(group, sealed);
    }
  }

  /** The same for one raw group. */
  public void addDummy(int group, SealedPacks sealed) {
    addItem(group, DUMMY, sealed);
  }

  /** Adds an item of another archive's pack as it is, codes or a delta; returns its in-group id. */
  public long addItem(int group, MemorySegment item, SealedPacks sealed) {
    endIfFull(group, item.byteSize(), sealed);
    return put(group, item, sealed);
  }

  private long put(int group, MemorySegment item, SealedPacks room) {
    items(group).add(head(group), item, room);
    long id = nextId(group);
    entries.set(group, NEXT_ID, id + 1);
    return id;
  }

  /**
   * Makes {@code items}, each with a separator after it, the open pack of a group that has none,
   * and {@code firstId} the id of the first.
   */
  public void restore(int group, MemorySegment items, long firstId, SealedPacks sealed) {
    entries.set(group, NEXT_ID, firstId);
    for (long start = 0; start < items.byteSize(); ) {
      long end = PackReader.endOfItem(items, start);
      put(group, items.asSlice(start, end - start), sealed);
      start = end + 1;
    }
  }

  /** Lets the next pack of a group that has none open begin with sequence {@code id}. */
  public void goOnAt(int group, long id) {
    entries.set(group, NEXT_ID, id);
  }

  /** Counts the reference of {@code group} as its sequence 0. */
  public void countReference(int group) {
    entries.set(group, NEXT_ID, 1);
  }

  /**
   * Whether an item of {@code length} bytes can be added: its pack stays within what zstd takes at
   * once, and its id within what the format holds.
   */
  public boolean hasRoom(int group, long length) {
    return isFull(group, length)
        ? length < CONTENT_BYTES_MAX && nextId(group) + idsLeft(group) < ID_MAX
        : contentBytes(group) + length < CONTENT_BYTES_MAX && nextId(group) < ID_MAX;
  }

  /** Adds {@code length} codes to a raw group; returns the in-group id. */
  public long addRaw(int group, MemorySegment codes, long length, SealedPacks sealed) {
    return addItem(group, codes.asSlice(0, length), sealed);
  }

  /**
   * Adds a delta to a group from 16 on; returns its in-group id: 0 for an empty one, that of the
   * first equal item of the open pack if there is one, or else the next.
   */
  public long addDelta(int group, MemorySegment delta, SealedPacks sealed) {
    if (delta.byteSize() == 0) {
      return 0;
    }
    if (isOpen(group) && head(group).items() < limits.items) {
      long equal = deltaItems.find(head(group), delta, sealed);
      if (equal >= 0) {
        return nextId(group) - head(group).items() + equal;
      }
    }
    return addItem(group, delta, sealed);
  }

  private boolean isOpen(int group) {
    return entries.get(group, HEAD) != BlockHeap.NONE;
  }

  private PackItems items(int group) {
    return isRaw(group) ? rawItems : deltaItems;
  }

  private BlockHeap cells(int group) {
    return isRaw(group) ? rawCells : deltaCells;
  }

  private static boolean isRaw(int group) {
    return group < StreamNames.RAW_GROUPS;
  }

  /** The head of the open pack, which is begun if there is none. */
  private PackHead head(int group) {
    BlockHeap cells = cells(group);
    long cell = entries.get(group, HEAD);
    if (cell != BlockHeap.NONE) {
      return new PackHead(cells.view(cell, PackHead.BYTES));
    }
    cell = cells.allocate(PackHead.BYTES);
    entries.set(group, HEAD, cell);
    return new PackHead(cells.view(cell, PackHead.BYTES)).clear();
  }

  private boolean isFull(int group, long length) {
    if (!isOpen(group)) {
      return false;
    }
    PackHead head = head(group);
    return head.items() == limits.items || head.contentBytes() + length + 1 > limits.bytes;
  }

  private void endIfFull(int group, long length, SealedPacks sealed) {
    if (isFull(group, length)) {
      long id = nextId(group) + idsLeft(group);
      sealOpen(group, sealed);
      entries.set(group, NEXT_ID, id);
    }
  }

  private long idsLeft(int group) {
    return limits.items - head(group).items();
  }

  /** Seals the open pack of {@code group} unless it is empty. */
  public void sealOpen(int group, SealedPacks sealed) {
    if (isOpen(group)) {
      sealed.add(group, entries.get(group, HEAD), contentBytes(group));
      entries.set(group, HEAD, BlockHeap.NONE);
    }
  }

  /**
   * Writes the content of a sealed pack, and frees the pack. Unlike the other methods this may be
   * called while sequences are added.
   *
   * @param target room for the content and {@link #BYTES_BEHIND} bytes
   * @param room of the worker that calls
   */
  public void takeContent(PendingParts.Part pack, MemorySegment target, SealedPacks room) {
    BlockHeap cells = pack.isRaw() ? rawCells : deltaCells;
    PackHead head = new PackHead(cells.view(pack.cell(), PackHead.BYTES));
    (pack.isRaw() ? rawItems : deltaItems).take(head, target, room);
    cells.free(pack.cell(), PackHead.BYTES);
  }

  private long contentBytes(int group) {
    return isOpen(group) ? head(group).contentBytes() : 0;
  }

  @Override
  public void close() {
    rawCells.close();
    deltaCells.close();
    entries.close();
  }
}
