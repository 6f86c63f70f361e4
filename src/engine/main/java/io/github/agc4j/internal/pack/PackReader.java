package io.github.agc4j.internal.pack;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads the data of reference and delta parts. For one thread; results are borrowed until the next
 * call.
 */
public final class PackReader implements AutoCloseable {
  /** What ends an item. */
  public static final byte SEPARATOR = (byte) 0xff;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final long SEPARATORS = -1L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int STRIP = 8 * Long.BYTES;

  private final ZstdContexts contexts;
  private final Scratch content;
  private final Scratch packed;

  /** A reader that decompresses with {@code contexts}, which stay the caller's. */
  public PackReader(ZstdContexts contexts, MemoryBudget budget) {
    this.contexts = contexts;
    this.content = new Scratch(budget);
    this.packed = new Scratch(budget);
  }

  /** The content of a pack: items, each followed by {@link #SEPARATOR}. */
  public MemorySegment pack(MemorySegment data, long metadata) {
    if (data.byteSize() == 0) {
      // It closes the pack in front of it.
      return data;
    }
    MemorySegment items;
    if (metadata == 0) {
      items = data;
    } else {
      verify(
          data.byteSize() >= 1 && data.get(BYTE, data.byteSize() - 1) == 0,
          0,
          "pack without its marker");
      items = decompress(data.asSlice(0, data.byteSize() - 1), metadata, content);
    }
    verify(
        items.byteSize() > 0 && items.get(BYTE, items.byteSize() - 1) == SEPARATOR,
        items.byteSize(),
        "pack without an end");
    return items;
  }

  /**
   * The beginning of a pack, of which no more is decompressed than it takes.
   *
   * @return items {@code 0 … last}, each with its separator, or all if there are fewer; borrowed
   *     until the next call or while {@code data} are
   */
  public MemorySegment items(MemorySegment data, long metadata, int last) {
    ItemSearch search = search(data, metadata, last);
    return search.bytes.asSlice(0, search.end < 0 ? search.searched : search.end + 1);
  }

  private ItemSearch search(MemorySegment data, long metadata, int index) {
    ItemSearch search = new ItemSearch(index);
    if (metadata == 0) {
      search.bytes = data;
      search.isEnough(data.byteSize());
    } else {
      verify(
          data.byteSize() >= 1 && data.get(BYTE, data.byteSize() - 1) == 0,
          0,
          "pack without its marker");
      MemorySegment frame = data.asSlice(0, data.byteSize() - 1);
      search.bytes = roomFor(frame, metadata, content);
      contexts.decompressUntil(
          frame, search.bytes, metadata, size -> search.isEnough(size) || size == metadata);
    }
    return search;
  }

  /** Looks for an item in a growing text. */
  private static final class ItemSearch {
    private MemorySegment bytes;
    private int left;
    private long end = -1;
    private long searched;

    private ItemSearch(int index) {
      left = index;
    }

    private boolean isEnough(long size) {
      MemorySegment there = bytes.asSlice(0, size);
      long separator = endOfItem(there, searched);
      while (separator >= 0 && left > 0) {
        left--;
        separator = endOfItem(there, separator + 1);
      }
      end = separator;
      searched = separator < 0 ? size : separator;
      return end >= 0;
    }
  }

  private MemorySegment decompress(MemorySegment frame, long size, Scratch target) {
    MemorySegment room = roomFor(frame, size, target);
    contexts.decompress(frame, room, size);
    return room.asSlice(0, size);
  }

  /** Room for {@code size} bytes, when {@code frame} announces as many and can hold them. */
  private static MemorySegment roomFor(MemorySegment frame, long size, Scratch target) {
    verify(
        ZstdContexts.announcedBytes(frame) == size, 0, "zstd frame of another size than announced");
    verify(size <= Integer.MAX_VALUE, 0, "part too large");
    return target.atLeast(size);
  }

  /** Number of items in {@code items}. */
  public static long count(MemorySegment items) {
    long count = 0;
    for (long end = endOfItem(items, 0); end >= 0; end = endOfItem(items, end + 1)) {
      count++;
    }
    return count;
  }

  /** Where the separator after {@code from} is; −1 if there is none. */
  public static long endOfItem(MemorySegment items, long from) {
    long at = from;
    // Nothing but separators has the highest bit set, unless the pack is damaged.
    while (at + STRIP <= items.byteSize() && !hasHighBits(items, at)) {
      at += STRIP;
    }
    for (; at + Long.BYTES <= items.byteSize(); at += Long.BYTES) {
      long inverted = items.get(ValueLayout.JAVA_LONG_UNALIGNED, at) ^ SEPARATORS;
      if ((inverted - 0x0101010101010101L & ~inverted & 0x8080808080808080L) != 0) {
        break;
      }
    }
    for (; at < items.byteSize(); at++) {
      if (items.get(BYTE, at) == SEPARATOR) {
        return at;
      }
    }
    return -1;
  }

  private static boolean hasHighBits(MemorySegment items, long at) {
    long bits = 0;
    for (int i = 0; i < STRIP; i += Long.BYTES) {
      bits |= items.get(ValueLayout.JAVA_LONG_UNALIGNED, at + i);
    }
    return (bits & HIGH_BITS) != 0;
  }

  /** The number of symbols of a reference part with one byte or more. */
  public static long referenceLength(MemorySegment data, long metadata) {
    return metadata == 0 ? data.byteSize() : metadata;
  }

  /**
   * The reference as tuples (see {@link TuplePacking}) or, if {@link #isTuples} denies it, as
   * codes.
   *
   * @return the bytes that the part holds, decompressed
   */
  public MemorySegment reference(MemorySegment data, long metadata) {
    verify(data.byteSize() > 0, 0, "empty reference");
    if (metadata == 0) {
      return data;
    }
    MemorySegment frame = data.asSlice(0, data.byteSize() - 1);
    int marker = data.get(BYTE, data.byteSize() - 1);
    verify(marker == 0 || marker == 1, data.byteSize() - 1, "unknown form of a reference");
    if (marker == 0) {
      return decompress(frame, metadata, content);
    }
    MemorySegment tuples = decompress(frame, ZstdContexts.announcedBytes(frame), packed);
    verify(
        TuplePacking.unpackedLength(tuples, tuples.byteSize()) == metadata,
        0,
        "reference of another length");
    return tuples;
  }

  /** Whether {@link #reference} answers tuples for this part. */
  public static boolean isTuples(MemorySegment data, long metadata) {
    return metadata != 0 && data.get(BYTE, data.byteSize() - 1) == 1;
  }

  /** Decompresses a bare frame that must hold {@code size} bytes. */
  public MemorySegment frame(MemorySegment data, long size) {
    return decompress(data, size, content);
  }

  @Override
  public void close() {
    content.close();
    packed.close();
  }
}
