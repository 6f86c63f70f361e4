package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.pack.PackReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Deltas of groups from 16 on, as they will be in the content. Once all packs together take more
 * than collections have that are over soon, tails that are long enough for that become chunks:
 * deltas of genomes that are alike take a tenth of their bytes then. Equal items are told by their
 * {@link ItemDigest}s, as soon as a pack has more than a few.
 */
final class DeltaItems implements PackItems {
  /** Bytes of cells up to which nothing is compressed before its pack is. */
  private static final long PLAIN_BYTES_MAX = 8 << 20;

  /** A tail becomes a chunk when it has this share of the content, within these bounds. */
  private static final int CHUNK_SHARE = 8;

  private static final long CHUNK_BYTES_MIN = 16 << 10;
  private static final long CHUNK_BYTES_MAX = 256 << 10;

  /** So few items are looked through one by one. */
  private static final int ROW_MAX = 16;

  private static final int FIRST_SLOTS = 64;

  private final BlockHeap cells;
  private final CellChain chain;
  private final PackChunks chunks;

  /** Whether packs ever took more than is kept as it is. */
  private volatile boolean isMuch;

  DeltaItems(BlockHeap cells) {
    this.cells = cells;
    this.chain = new CellChain(cells);
    this.chunks = new PackChunks(cells);
  }

  @Override
  public void add(PackHead pack, MemorySegment delta, SealedPacks room) {
    long bytes = delta.byteSize();
    if (pack.items() >= ROW_MAX && pack.table() == BlockHeap.NONE) {
      enterTail(pack, room);
    }
    MemorySegment item = chain.append(pack, bytes + 1);
    MemorySegment.copy(delta, 0, item, 0, bytes);
    room.countMoved(bytes + 1);
    item.set(ValueLayout.JAVA_BYTE, bytes, PackReader.SEPARATOR);
    if (pack.table() != BlockHeap.NONE) {
      enter(pack, room.digest().of(delta), pack.items());
    }
    pack.count(bytes);
    if (pack.tailBytes() >= chunkBytes(pack)) {
      compressTail(pack, room);
    }
  }

  private long chunkBytes(PackHead pack) {
    isMuch |= cells.usedBytes() > PLAIN_BYTES_MAX;
    return isMuch
        ? Math.clamp(pack.contentBytes() / CHUNK_SHARE, CHUNK_BYTES_MIN, CHUNK_BYTES_MAX)
        : CHUNK_BYTES_MAX;
  }

  private void compressTail(PackHead pack, SealedPacks room) {
    if (pack.table() == BlockHeap.NONE) {
      enterTail(pack, room);
    }
    MemorySegment content = room.plain().atLeast(pack.tailBytes());
    chunks.add(pack, content.asSlice(0, takeTail(pack, content, 0, room)), room);
    pack.clearTail();
  }

  private long takeTail(PackHead pack, MemorySegment target, long from, SealedPacks room) {
    long[] out = {from};
    chain.takeAll(
        pack.lastCell(),
        cell -> {
          MemorySegment.copy(cell, 0, target, out[0], cell.byteSize());
          out[0] += cell.byteSize();
        });
    room.countMoved(out[0] - from);
    return out[0];
  }

  /** Makes a table of the items, which all are in the tail. */
  private void enterTail(PackHead pack, SealedPacks room) {
    grow(pack, FIRST_SLOTS);
    int end = pack.items();
    for (long cell = pack.lastCell(); cell != BlockHeap.NONE; cell = chain.previous(cell)) {
      MemorySegment bytes = chain.used(cell);
      end -= items(bytes);
      int number = end;
      for (long start = CellChain.HEADER_BYTES; start < bytes.byteSize(); number++) {
        long stop = PackReader.endOfItem(bytes, start);
        enter(pack, room.digest().of(bytes.asSlice(start, stop - start)), number);
        start = stop + 1;
      }
    }
  }

  private static int items(MemorySegment cell) {
    return (int) PackReader.count(cell.asSlice(CellChain.HEADER_BYTES));
  }

  private void enter(PackHead pack, ItemDigest digest, int item) {
    if (ItemTable.isFull(pack.tableSlots(), item)) {
      grow(pack, 2 * pack.tableSlots());
    }
    table(pack).add(digest, item);
  }

  private ItemTable table(PackHead pack) {
    int slots = pack.tableSlots();
    return new ItemTable(cells.view(pack.table(), ItemTable.bytes(slots)), slots);
  }

  private void grow(PackHead pack, int slots) {
    long cell = cells.allocate(ItemTable.bytes(slots));
    ItemTable larger = new ItemTable(cells.view(cell, ItemTable.bytes(slots)), slots);
    larger.clear();
    if (pack.table() != BlockHeap.NONE) {
      table(pack).copyTo(larger);
      cells.free(pack.table(), ItemTable.bytes(pack.tableSlots()));
    }
    pack.setTable(cell, slots);
  }

  @Override
  public long find(PackHead pack, MemorySegment delta, SealedPacks room) {
    if (pack.table() == BlockHeap.NONE) {
      return findInTail(pack, delta);
    }
    return table(pack).find(room.digest().of(delta));
  }

  private static boolean isItem(MemorySegment bytes, long start, long end, MemorySegment delta) {
    return end - start == delta.byteSize()
        && MemorySegment.mismatch(bytes, start, end, delta, 0, delta.byteSize()) < 0;
  }

  /** Looks through all items, which are in the tail and few. */
  private long findInTail(PackHead pack, MemorySegment delta) {
    int end = pack.items();
    long found = -1;
    for (long cell = pack.lastCell(); cell != BlockHeap.NONE; cell = chain.previous(cell)) {
      MemorySegment bytes = chain.used(cell);
      int first = end - items(bytes);
      int number = first;
      boolean isHere = false;
      for (long start = CellChain.HEADER_BYTES; start < bytes.byteSize() && !isHere; number++) {
        long stop = PackReader.endOfItem(bytes, start);
        isHere = isItem(bytes, start, stop, delta);
        start = stop + 1;
      }
      found = isHere ? number - 1 : found;
      end = first;
    }
    return found;
  }

  @Override
  public void take(PackHead pack, MemorySegment target, SealedPacks room) {
    takeTail(pack, target, chunks.take(pack, target, room), room);
    if (pack.table() != BlockHeap.NONE) {
      cells.free(pack.table(), ItemTable.bytes(pack.tableSlots()));
    }
  }
}
