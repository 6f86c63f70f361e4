package io.github.agc4j.internal.file;

import io.github.agc4j.internal.file.FetchedBlocks.Slot;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.work.SideBySide;
import io.github.agc4j.source.RangeSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A file of which ranges are fetched, in blocks, each of which costs a way to where it is: so what
 * lies near is fetched together, what was fetched is kept as long as there is room, and its end,
 * where archives have their directory, comes along when it is opened. Safe for use by several
 * threads.
 */
public final class FetchedFile extends ReadableFile {
  private static final int BLOCK = FetchedBlocks.BYTES;

  /** What comes along when the file is opened: the directory of an archive of 1000 groups. */
  private static final int END_BYTES = 64 << 10;

  /** Larger sizes are those of servers that lie. */
  private static final long SIZE_MAX = 1L << 50;

  /** As much is fetched at once, at most. */
  private static final int AT_ONCE_BYTES = 4 << 20;

  /** More than this part of what may be kept is not read ahead, nor kept of what is read once. */
  private static final int AHEAD_SHARE = 8;

  /** What is told to be read may take this part of what may be kept. */
  private static final int TOLD_SHARE = 8;

  /** What lies between two ranges is fetched with them if it is not more than so many blocks. */
  private static final int GAP = 1;

  /** Bits of the number of blocks behind that of the first one: what may be told has fewer. */
  private static final int RUN_BITS = 16;

  private static final long RUN_MASK = (1L << RUN_BITS) - 1;

  /** So many requests are under way at a time for what is told to be read. */
  private static final int SIDE_BY_SIDE = 6;

  private final RangeSource source;
  private final FetchedCopies copies;
  private final Path path;
  private final long fileBytes;
  private final MemoryBudget budget;
  private final FetchedBlocks blocks;
  private final ReadAhead ahead;
  private final int keptBlocks;

  private FetchedFile(
      RangeSource source, long fileBytes, FetchedCopies copies, Path path, MemoryBudget budget) {
    super(source.name(), fileBytes);
    this.source = source;
    this.fileBytes = fileBytes;
    this.copies = copies;
    this.path = path;
    this.budget = budget;
    this.blocks = new FetchedBlocks(budget);
    long share = budget.limitBytes() / AHEAD_SHARE;
    this.keptBlocks = Math.clamp(share / BLOCK, 1, AT_ONCE_BYTES / BLOCK);
    this.ahead = new ReadAhead(keptBlocks);
  }

  /**
   * Opens {@code source}, which is closed with the file.
   *
   * @param kept folder for copies of blocks, or null for none
   * @param path what the file's path is, or null if it has none
   * @param budget blocks are reserved from this and kept within its limit
   */
  static FetchedFile open(RangeSource source, Path kept, Path path, MemoryBudget budget)
      throws IOException {
    FetchedFile file = null;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment end = arena.allocate(END_BYTES);
      var buffer = end.asByteBuffer();
      long size = source.open(buffer);
      if (size < 0 || size > SIZE_MAX) {
        throw new IOException(source.name() + ": no file has " + size + " bytes");
      }
      FetchedCopies copies = FetchedCopies.open(kept, source, size);
      file = new FetchedFile(source, size, copies, path, budget);
      file.keep(end.asSlice(0, buffer.position()));
      return file;
    } catch (IOException | RuntimeException | Error e) {
      if (file == null) {
        source.close();
      } else {
        file.close();
      }
      throw e;
    }
  }

  /** Keeps the whole blocks of the file's end. */
  private void keep(MemorySegment end) {
    long start = fileBytes - end.byteSize();
    long first = (start + BLOCK - 1) / BLOCK;
    for (long block = first; block < blockCount(); block++) {
      for (Slot slot : blocks.claim(block, 1)) {
        MemorySegment.copy(end, block * BLOCK - start, slot.bytes(), 0, bytesOf(block, 1));
        blocks.filled(List.of(slot));
      }
    }
  }

  @Override
  public long aheadBytes() {
    return Math.clamp(budget.limitBytes() / TOLD_SHARE, BLOCK, RUN_MASK * BLOCK / 2);
  }

  @Override
  public Path path() {
    return path;
  }

  private long blockCount() {
    return (fileBytes + BLOCK - 1) / BLOCK;
  }

  /** Bytes of {@code count} blocks from {@code first} on: the last one may be short. */
  private long bytesOf(long first, int count) {
    return Math.min(fileBytes, (first + count) * BLOCK) - first * BLOCK;
  }

  @Override
  void copyOwn(long offset, MemorySegment target) throws IOException {
    blocks.enter();
    try {
      copyBlocks(offset, target);
    } finally {
      blocks.leave();
    }
  }

  private void copyBlocks(long offset, MemorySegment target) throws IOException {
    long end = offset + target.byteSize();
    for (long at = offset; at < end; ) {
      long block = at / BLOCK;
      long stop = Math.min(end, (block + 1) * BLOCK);
      if (!copyKept(block, at, target.asSlice(at - offset, stop - at))) {
        long last = (end - 1) / BLOCK;
        if (last - block >= keptBlocks) {
          stop = Math.min(end, (block + AT_ONCE_BYTES / BLOCK) * BLOCK);
          fetchOnce(at, target.asSlice(at - offset, stop - at));
        } else {
          int needed = (int) (last - block) + 1;
          fetch(block, Math.max(needed, ahead.blocks(block, needed)));
          continue;
        }
      }
      at = stop;
    }
  }

  @Override
  public void willRead(ByteRanges ranges) throws IOException {
    blocks.enter();
    try {
      List<SideBySide.Task> tasks = new ArrayList<>();
      missing(ranges).forEach(run -> tasks.add(() -> fetch(run)));
      SideBySide.run(tasks, SIDE_BY_SIDE);
    } finally {
      blocks.leave();
    }
  }

  /** Blocks that are fetched by one request. */
  private record Run(long first, int count) {}

  /** What is not there of {@code ranges}, as far as it may be told. */
  private List<Run> missing(ByteRanges ranges) {
    long[] starts =
        IntStream.range(0, ranges.count())
            .filter(i -> ranges.end(i) - ranges.start(i) <= aheadBytes())
            .mapToLong(i -> ranges.start(i) / BLOCK << RUN_BITS | blocksOf(ranges, i))
            .sorted()
            .toArray();
    List<Run> runs = new ArrayList<>();
    long left = aheadBytes() / BLOCK;
    long reached = 0;
    for (long start : starts) {
      long first = start >>> RUN_BITS;
      for (long block = Math.max(first, reached); block < first + (start & RUN_MASK); block++) {
        if (!blocks.has(block) && left > 0) {
          left -= add(block, runs);
        }
        reached = block + 1;
      }
    }
    return runs;
  }

  private static long blocksOf(ByteRanges ranges, int i) {
    return (ranges.end(i) - 1) / BLOCK + 1 - ranges.start(i) / BLOCK;
  }

  /** Adds a block to the last run, if that ends near; returns how many blocks more are fetched. */
  private static long add(long block, List<Run> runs) {
    Run last = runs.isEmpty() ? null : runs.getLast();
    if (last != null
        && block <= last.first() + last.count() + GAP
        && block - last.first() < AT_ONCE_BYTES / BLOCK) {
      int count = (int) (block - last.first()) + 1;
      runs.set(runs.size() - 1, new Run(last.first(), count));
      return count - last.count();
    }
    runs.add(new Run(block, 1));
    return 1;
  }

  /** Fetches all of a run that others do not fetch meanwhile. */
  private void fetch(Run run) throws IOException {
    long end = run.first() + run.count();
    for (long at = run.first(); at < end; ) {
      at += Math.max(1, fetch(at, (int) (end - at)));
    }
  }

  /** Copies from a block that is there, or on its way; false if it is not. */
  private boolean copyKept(long block, long at, MemorySegment target) throws IOException {
    Slot slot = blocks.pin(block);
    if (slot == null) {
      return false;
    }
    try {
      MemorySegment.copy(slot.bytes(), at - block * BLOCK, target, 0, target.byteSize());
      return true;
    } finally {
      blocks.unpin(slot);
    }
  }

  /**
   * Fetches {@code count} blocks from {@code first} on, up to one that is there or on its way, and
   * keeps them.
   *
   * @return how many it was
   */
  private int fetch(long first, int count) throws IOException {
    List<Slot> claimed = blocks.claim(first, (int) Math.min(count, blockCount() - first));
    if (claimed.isEmpty()) {
      return 0;
    }
    boolean isFilled = false;
    try (Block room = fetched(first, claimed.size())) {
      for (int i = 0; i < claimed.size(); i++) {
        long bytes = bytesOf(first + i, 1);
        MemorySegment.copy(room.bytes(), (long) i * BLOCK, claimed.get(i).bytes(), 0, bytes);
      }
      isFilled = true;
      return claimed.size();
    } finally {
      if (isFilled) {
        blocks.filled(claimed);
      } else {
        blocks.dropped(claimed);
      }
    }
  }

  /** Fetches without keeping: of what is so large, others would be lost. */
  private void fetchOnce(long at, MemorySegment target) throws IOException {
    long first = at / BLOCK;
    int count = (int) ((at + target.byteSize() - 1) / BLOCK - first) + 1;
    try (Block room = fetched(first, count)) {
      MemorySegment.copy(room.bytes(), at - first * BLOCK, target, 0, target.byteSize());
    }
  }

  /** The bytes of {@code count} blocks from {@code first} on, from copies and else from afar. */
  private Block fetched(long first, int count) throws IOException {
    Block room = Block.resident(bytesOf(first, count), budget);
    try {
      int missing = 0;
      for (int i = 0; i <= count; i++) {
        boolean isMissing =
            i < count && (copies == null || !copies.load(first + i, slice(room, first, i, 1)));
        if (isMissing) {
          missing++;
        } else if (missing > 0) {
          fetchFromAfar(first + i - missing, slice(room, first, i - missing, missing));
          missing = 0;
        }
      }
      return room;
    } catch (IOException | RuntimeException | Error e) {
      room.close();
      throw e;
    }
  }

  private MemorySegment slice(Block room, long first, int index, int count) {
    return room.bytes().asSlice((long) index * BLOCK, bytesOf(first + index, count));
  }

  private void fetchFromAfar(long first, MemorySegment target) throws IOException {
    source.read(first * BLOCK, target.asByteBuffer());
    for (long at = 0; copies != null && at < target.byteSize(); at += BLOCK) {
      long bytes = Math.min(BLOCK, target.byteSize() - at);
      copies.store(first + at / BLOCK, target.asSlice(at, bytes));
    }
  }

  @Override
  public void close() throws IOException {
    blocks.close();
    try (source) {
      if (copies != null) {
        copies.close();
      }
    }
  }
}
