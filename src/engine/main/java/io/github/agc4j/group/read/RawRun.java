package io.github.agc4j.group.read;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.PartBytes;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.pack.PackReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A raw pack of which several items are wanted: decompressed once, as far as the last of them, and
 * past the cache. Uses the buffers of a loader, which must not load anything else meanwhile. For
 * one thread.
 */
final class RawRun {
  private final ArchiveFile archive;
  private final PartCache cache;
  private final PartCache.Loader loader;
  private int stream;
  private long index;
  private int lastItem;
  private boolean isStarted;
  private MemorySegment content;

  RawRun(ArchiveFile archive, PartCache cache, PartCache.Loader loader) {
    this.archive = archive;
    this.cache = cache;
    this.loader = loader;
  }

  /** Items of pack {@code index} of {@code stream} are wanted, up to {@code lastItem}. */
  void start(int newStream, long newIndex, int newLastItem) {
    stream = newStream;
    index = newIndex;
    lastItem = newLastItem;
    isStarted = true;
    content = null;
  }

  /** No further items are wanted. */
  void end() {
    isStarted = false;
    content = null;
  }

  /** Whether items of this pack are wanted. */
  boolean isOf(int otherStream, long otherIndex) {
    return isStarted && stream == otherStream && index == otherIndex;
  }

  /** An item, borrowed until another pack's are wanted; null if there are not so many. */
  MemorySegment item(int item) throws IOException {
    LongArray ends = loader.ends();
    if (content == null) {
      PartBytes part = loader.part(archive, stream, index);
      cache.countDecoded();
      content = loader.reader().items(part.data(), part.metadata(), lastItem);
      ends.clear();
      for (long end = PackReader.endOfItem(content, 0);
          end >= 0 && ends.count() <= lastItem;
          end = PackReader.endOfItem(content, end + 1)) {
        ends.add(end);
      }
    }
    if (item >= ends.count()) {
      return null;
    }
    long start = item == 0 ? 0 : ends.get(item - 1) + 1;
    return content.asSlice(start, ends.get(item) - start);
  }
}
