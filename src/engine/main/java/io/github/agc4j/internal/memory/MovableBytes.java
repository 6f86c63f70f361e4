package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;

/**
 * Bytes off-heap that can move to a heap of cells, as one that lies in a file. Whoever moves them
 * sees to it that nobody reads meanwhile.
 */
public final class MovableBytes implements AutoCloseable {
  /** Null once they have moved. */
  private Block block;

  private MemorySegment bytes;

  /** {@code size} bytes, 1 or more, with undefined content. */
  public MovableBytes(long size, MemoryBudget budget) {
    block = Block.shared(size, budget);
    bytes = block.bytes();
  }

  /** The bytes, borrowed until they move or this is closed. */
  public MemorySegment bytes() {
    return bytes;
  }

  /**
   * Moves them to {@code heap}, if they have not moved, where they stay until that is closed.
   *
   * @throws java.io.UncheckedIOException when a file that the heap lies in cannot hold them; then
   *     they are where they were
   */
  public void moveTo(BlockHeap heap) {
    if (block != null) {
      MemorySegment moved = heap.view(heap.allocate(bytes.byteSize()), bytes.byteSize());
      moved.copyFrom(bytes);
      block.close();
      block = null;
      bytes = moved;
    }
  }

  /** Frees them, unless they have moved. */
  @Override
  public void close() {
    if (block != null) {
      block.close();
    }
  }
}
