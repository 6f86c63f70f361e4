package io.github.agc4j.internal.group.read;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.PartBytes;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * The pack that a thread read last, decompressed as far as it was asked for: what is asked for next
 * is often there already. For one thread; what it gives is borrowed until another pack is read.
 */
final class PackRun implements AutoCloseable {
  /** All items, however many there are. */
  static final int ALL = Integer.MAX_VALUE;

  private static final int NONE = -1;

  private final PackReader reader;

  /** A part as it lies in the file. */
  private final Scratch packed;

  /** Where each item that is there ends. */
  private final LongArray ends;

  private int stream = NONE;
  private long index;
  private MemorySegment content;
  private boolean isWhole;

  /**
   * Up to which item a pack is read of which {@code last} is wanted: deltas are decompressed faster
   * all at once than bit by bit.
   */
  static int last(boolean isRaw, int last) {
    return isRaw ? last : ALL;
  }

  PackRun(ZstdContexts contexts, MemoryBudget budget) {
    reader = new PackReader(contexts, budget);
    packed = new Scratch(budget);
    ends = new LongArray(budget);
  }

  /**
   * Reads pack {@code newIndex} of {@code newStream} up to item {@code last}, unless that is there.
   *
   * @return bytes that were decompressed for it
   * @throws io.github.agc4j.internal.memory.MalformedBytesException when the pack is damaged
   */
  long read(ArchiveFile archive, int newStream, long newIndex, int last) throws IOException {
    if (stream == newStream && index == newIndex && (isWhole || last < items())) {
      return 0;
    }
    stream = NONE;
    PartBytes part = archive.read(newStream, newIndex, packed);
    isWhole = last == ALL;
    content =
        isWhole
            ? reader.pack(part.data(), part.metadata())
            : reader.items(part.data(), part.metadata(), last);
    findEnds(archive.expansion().packItemsMax());
    isWhole |= last >= items();
    stream = newStream;
    index = newIndex;
    return content.byteSize();
  }

  private void findEnds(long itemsMax) {
    ends.clear();
    for (long end = PackReader.endOfItem(content, 0);
        end >= 0;
        end = PackReader.endOfItem(content, end + 1)) {
      verify(ends.count() < itemsMax, end, "the archive is too small for so many sequences");
      ends.add(end);
    }
  }

  /** Number of items that are there: all, or those up to the one that was asked for. */
  int items() {
    return (int) ends.count();
  }

  /** Where item {@code item} starts in the content. */
  long start(int item) {
    return item == 0 ? 0 : ends.get(item - 1) + 1;
  }

  /** Where item {@code item} ends, without its separator. */
  long end(int item) {
    return ends.get(item);
  }

  /** Item {@code item}, which is there. */
  MemorySegment item(int item) {
    return content.asSlice(start(item), end(item) - start(item));
  }

  /** Items {@code [from, to)}, each with its separator. */
  MemorySegment items(int from, int to) {
    return from == to
        ? MemorySegment.NULL
        : content.asSlice(start(from), end(to - 1) + 1 - start(from));
  }

  @Override
  public void close() {
    reader.close();
    packed.close();
    ends.close();
  }
}
