package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The compressed part of open packs, linked from the last chunk back to the first.
 *
 * <pre>
 * chunk := long(previous) int(bytes of the frame) int(bytes of content) frame
 * </pre>
 */
final class PackChunks {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final long FRAME_BYTES = 8;
  private static final long CONTENT_BYTES = 12;
  private static final long HEADER_BYTES = 16;

  private final BlockHeap cells;

  PackChunks(BlockHeap cells) {
    this.cells = cells;
  }

  /** Adds the items of the pack's tail, whose content is {@code content}, as a chunk. */
  void add(PackHead pack, MemorySegment content, SealedPacks room) {
    long size = content.byteSize();
    MemorySegment frame = room.packed().atLeast(ZstdContexts.frameBytesMax(size));
    long frameBytes = room.contexts().compressInHaste(content, frame);
    long cell = cells.allocate(HEADER_BYTES + frameBytes);
    MemorySegment chunk = cells.view(cell, HEADER_BYTES + frameBytes);
    chunk.set(LONG, 0, pack.lastChunk());
    chunk.set(INT, FRAME_BYTES, Math.toIntExact(frameBytes));
    chunk.set(INT, CONTENT_BYTES, Math.toIntExact(size));
    MemorySegment.copy(frame, 0, chunk, HEADER_BYTES, frameBytes);
    room.countMoved(frameBytes);
    pack.setLastChunk(cell);
  }

  private void decompress(long cell, MemorySegment header, MemorySegment to, SealedPacks room) {
    long frameBytes = header.get(INT, FRAME_BYTES);
    MemorySegment frame = cells.view(cell, HEADER_BYTES + frameBytes).asSlice(HEADER_BYTES);
    room.contexts().decompress(frame, to, header.get(INT, CONTENT_BYTES));
    room.countMoved(to.byteSize());
  }

  /** Writes the content of all chunks to {@code target}, frees them, and returns its size. */
  long take(PackHead pack, MemorySegment target, SealedPacks room) {
    long size = pack.contentBytes() - pack.tailBytes();
    long end = size;
    for (long cell = pack.lastChunk(); cell != BlockHeap.NONE; ) {
      MemorySegment header = cells.view(cell, HEADER_BYTES);
      long bytes = header.get(INT, CONTENT_BYTES);
      end -= bytes;
      decompress(cell, header, target.asSlice(end, bytes), room);
      long previous = header.get(LONG, 0);
      cells.free(cell, HEADER_BYTES + header.get(INT, FRAME_BYTES));
      cell = previous;
    }
    return size;
  }
}
