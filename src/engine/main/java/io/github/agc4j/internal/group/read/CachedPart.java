package io.github.agc4j.internal.group.read;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartBytes;
import io.github.agc4j.internal.dna.MarkBounds;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.lzdiff.DeltaNibbles;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.Pins;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.TuplePacking;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A decompressed part with the number of those who use it. Who holds it closes it; its memory is
 * freed when nobody does and the cache needs room.
 */
final class CachedPart implements AutoCloseable {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /** A process that reads less than that is over before it could pay. */
  private static final int READINGS_MIN = 32;

  /** Larger packs are kept as they are. */
  private static final long NIBBLES_CONTENT_MAX = 4L << 20;

  private final PartCache owner;
  private final long key;
  private final int block;

  /** Who uses it; retired once its memory is freed. */
  private final Pins pins = new Pins();

  /** The next one of the table's bucket. */
  private volatile CachedPart next;

  private volatile boolean loaded;

  /** How often deltas were read, about. */
  private final AtomicInteger readings = new AtomicInteger();

  /** Whether deltas may still be written out as sequences. */
  private volatile boolean isWritable = true;

  private long cell = BlockHeap.NONE;
  private long cellBytes;
  private MemorySegment bytes;
  private MemorySegment ends;
  private int items;
  private int firstItem;
  private boolean isMap;
  private PackedSequence packed;

  /** Beginnings and ends of what is marked of packed sequences, or of a reference. */
  private MemorySegment marks = MemorySegment.NULL;

  /** Why marks of a reference cannot be read; its codes can. */
  private CorruptArchiveException marksDamage;

  private boolean tuples;

  /** Whether {@link #bytes} are {@link DeltaNibbles}, and ends are counted in them. */
  private boolean hasNibbles;

  CachedPart(PartCache owner, long key, int block) {
    this.owner = owner;
    this.key = key;
    this.block = block;
  }

  long key() {
    return key;
  }

  /** Which block of the pack; {@link PartCache#WHOLE} of what is not one of several. */
  int block() {
    return block;
  }

  CachedPart next() {
    return next;
  }

  void setNext(CachedPart newNext) {
    next = newNext;
  }

  /** Who uses it: whoever pinned it closes this. */
  Pins pins() {
    return pins;
  }

  /** Whether it is loaded and has sequences, at two bits per code. */
  boolean hasSequences() {
    return loaded && packed != null;
  }

  boolean isLoaded() {
    return loaded;
  }

  void loadOnce(PartCache.Load load) throws IOException {
    if (!loaded) {
      synchronized (this) {
        if (!loaded) {
          load.run();
          loaded = true;
        }
      }
    }
  }

  void loadReference(ArchiveFile archive, int stream, int group, String name, PartLoader loader)
      throws IOException {
    try {
      PartBytes part = loader.part(archive, stream);
      tuples = PackReader.isTuples(part.data(), part.metadata());
      MemorySegment content = loader.references().reference(part.data(), part.metadata());
      owner.countDecoded(content.byteSize());
      if (tuples) {
        TuplePacking.check(content);
      }
      long size = content.byteSize();
      long length = tuples ? TuplePacking.unpackedLength(content, size) : size;
      LongArray bounds = marks(group, length, loader);
      if (loader.packReference(content, tuples)) {
        tuples = false;
        keepPacked(loader.rawPacker(), bounds);
      } else {
        keep(content, 0, bounds);
      }
    } catch (MalformedBytesException e) {
      throw archive.corrupt(name, 0, e);
    }
  }

  /** The marks of a reference; none if they are damaged, which whoever wants them is told. */
  private LongArray marks(int group, long length, PartLoader loader) throws IOException {
    try {
      return loader.marks(group, length);
    } catch (CorruptArchiveException e) {
      marksDamage = e;
      return null;
    }
  }

  /** Keeps all items of a pack, or where the blocks begin that it has if it is too long. */
  void loadPack(
      ArchiveFile archive, int stream, long index, String name, boolean isRaw, PartLoader loader)
      throws IOException {
    try {
      PackRun run = loader.run();
      owner.countDecoded(run.read(archive, stream, index, PackRun.ALL));
      long contentBytes = run.items(0, run.items()).byteSize();
      long blockBytes = owner.blockBytes(contentBytes, isRaw);
      if (contentBytes <= blockBytes) {
        keepItems(0, run.items(), isRaw, loader);
      } else {
        keepMap(run, blockBytes, loader.ends());
      }
    } catch (MalformedBytesException e) {
      throw archive.corrupt(name, index, e);
    }
  }

  /** Keeps items {@code [from, to)} of a pack. */
  void loadItems(
      ArchiveFile archive, int from, int to, String name, boolean isRaw, PartLoader loader)
      throws IOException {
    long index = PartCache.index(key);
    try {
      int last = PackRun.last(isRaw, to - 1);
      owner.countDecoded(loader.run().read(archive, PartCache.stream(key), index, last));
      keepItems(from, to, isRaw, loader);
    } catch (MalformedBytesException e) {
      throw archive.corrupt(name, index, e);
    }
  }

  private void keepItems(int from, int to, boolean isRaw, PartLoader loader) {
    firstItem = from;
    PackRun run = loader.run();
    MemorySegment content = run.items(from, to);
    if (isRaw && loader.rawPacker().pack(content, to - from)) {
      keepPacked(loader.rawPacker(), null);
    } else if (isRaw || !keepNibbles(run, from, to, loader)) {
      keep(content, to - from, null);
      for (int item = from; item < to; item++) {
        setEnd(item - from, run.end(item) - run.start(from));
      }
    }
  }

  /** Keeps the number of the item after each block. */
  private void keepMap(PackRun run, long blockBytes, LongArray blocks) {
    blocks.clear();
    long start = 0;
    for (int item = 0; item < run.items(); item++) {
      if (run.end(item) - start >= blockBytes || item == run.items() - 1) {
        blocks.add(item + 1L);
        start = run.end(item) + 1;
      }
    }
    reserve(0, Math.toIntExact(blocks.count()), null);
    setEnds(blocks);
    isMap = true;
  }

  /** Whether it tells the blocks of a pack. */
  boolean isMap() {
    return isMap;
  }

  /** The number of the block with an item, from 1 on; the last one if there are not so many. */
  int blockOf(int item) {
    int low = 0;
    int high = items - 1;
    while (low < high) {
      int middle = low + high >>> 1;
      if (itemEnd(middle) <= item) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low + 1;
  }

  /** The first item of a block, from 1 on, in the pack. */
  int firstItem(int ofBlock) {
    return ofBlock == 1 ? 0 : (int) itemEnd(ofBlock - 2);
  }

  /**
   * Keeps the sequences that {@code deltas}, a pack of them, stand for; nothing if they would take
   * far more room.
   */
  void loadSequences(CachedPart deltas, ReferenceSymbols reference, PartLoader loader) {
    LongArray found = loader.ends();
    found.clear();
    for (int item = 0; item < deltas.items; item++) {
      found.add(deltas.itemEnd(item));
    }
    firstItem = deltas.firstItem;
    if (loader.sequences().pack(deltas.bytes, found, reference)) {
      keepPacked(loader.rawPacker(), loader.sequences().marks());
    }
  }

  /**
   * Counts one more reading of a pack of deltas; whether there were as many as it has items, so
   * that they had better be written out.
   */
  boolean isReadOften() {
    if (hasNibbles || !isWritable) {
      return false;
    }
    int sofar = readings.incrementAndGet();
    return sofar > items && sofar > READINGS_MIN;
  }

  /** The deltas are not to be written out: there is no room, or they take less. */
  void stayDeltas() {
    isWritable = false;
  }

  /**
   * Keeps deltas in fewer bytes, if there was no room for them as they are and they can be; reading
   * them takes longer.
   */
  private boolean keepNibbles(PackRun run, int from, int to, PartLoader loader) {
    MemorySegment content = run.items(from, to);
    if (content.byteSize() > NIBBLES_CONTENT_MAX || !owner.wasDrivenOut(this)) {
      return false;
    }
    MemorySegment room =
        loader.nibbles().atLeast(DeltaNibbles.bytesMax(content.byteSize(), to - from));
    loader.ends().clear();
    long size = 0;
    for (int item = from; item < to; item++) {
      long nibbles =
          DeltaNibbles.pack(
              content,
              run.start(item) - run.start(from),
              run.end(item) - run.start(from),
              room,
              size);
      loader.ends().add(size * 2 + nibbles);
      size += (nibbles + 1) / 2;
    }
    hasNibbles = size < content.byteSize() - content.byteSize() / 4;
    if (hasNibbles) {
      keep(room.asSlice(0, size + DeltaNibbles.BYTES_BEHIND), to - from, null);
      setEnds(loader.ends());
    }
    return hasNibbles;
  }

  private void setEnds(LongArray found) {
    for (int item = 0; item < items; item++) {
      setEnd(item, found.get(item));
    }
  }

  private void setEnd(int item, long end) {
    ends.set(INT, (long) item * Integer.BYTES, (int) end);
  }

  /** Keeps sequences two bits per code, a quarter of their size, with their marks. */
  private void keepPacked(RawPacker packer, LongArray bounds) {
    reserve(packer.bytes(), packer.items(), bounds);
    packed = packer.store(bytes);
    for (int item = 0; item < items; item++) {
      setEnd(item, packer.end(item));
    }
  }

  private void keep(MemorySegment content, int itemCount, LongArray bounds) {
    reserve(content.byteSize(), itemCount, bounds);
    MemorySegment.copy(content, 0, bytes, 0, content.byteSize());
  }

  /** Makes room, and puts the bounds of marks there; null if there are none. */
  private void reserve(long size, int itemCount, LongArray bounds) {
    long markBytes = bounds == null ? 0 : MarkBounds.bytes(bounds.count());
    cellBytes = size + (long) itemCount * Integer.BYTES + markBytes;
    cell = owner.allocate(cellBytes);
    MemorySegment view = owner.view(cell, cellBytes);
    bytes = view.asSlice(0, size);
    ends = view.asSlice(size, cellBytes - size - markBytes);
    marks = view.asSlice(cellBytes - markBytes);
    items = itemCount;
    for (long i = 0; markBytes > 0 && i < bounds.count(); i++) {
      MarkBounds.set(marks, i, bounds.get(i));
    }
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

  /** The first of the items in the pack. */
  int firstItem() {
    return firstItem;
  }

  /**
   * A reference, or all sequences and separators of a pack; null if {@link #bytes} are not packed
   * like that.
   */
  PackedSequence packed() {
    return packed;
  }

  /** Where marks of packed sequences begin and end, in turn, as positions among all of these. */
  MemorySegment marks() {
    return marks;
  }

  /** Whether {@link #referenceMarks} fail. */
  boolean hasDamagedMarks() {
    return marksDamage != null;
  }

  /**
   * Where marks of a reference begin and end, in turn.
   *
   * @throws CorruptArchiveException when they are damaged
   */
  MemorySegment referenceMarks() throws CorruptArchiveException {
    if (marksDamage != null) {
      throw marksDamage;
    }
    return marks;
  }

  /**
   * The delta of an item of a pack that has deltas.
   *
   * @param room where it is put if it is not kept as it is
   */
  MemorySegment delta(int item, Scratch room) {
    if (!hasNibbles) {
      long start = itemStart(item);
      return bytes.asSlice(start, itemEnd(item) - start);
    }
    long start = item == 0 ? 0 : (itemEnd(item - 1) + 1) / 2;
    long nibbles = itemEnd(item) - start * 2;
    MemorySegment target = room.atLeast(DeltaNibbles.unpackedMax(nibbles));
    return target.asSlice(0, DeltaNibbles.unpack(bytes, start, nibbles, target));
  }

  long itemStart(int item) {
    return item == 0 ? 0 : itemEnd(item - 1) + 1;
  }

  long itemEnd(int item) {
    return ends.get(INT, (long) item * Integer.BYTES);
  }

  void free() {
    if (cell != BlockHeap.NONE) {
      owner.free(cell, cellBytes);
    }
  }

  @Override
  public void close() {
    pins.unpin();
  }
}
