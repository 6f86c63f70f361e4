package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A worker's reusable off-heap buffer, which grows to the largest size asked for. */
public final class Scratch implements AutoCloseable {
  private static final long SIZE_MIN = 1 << 12;

  private final MemoryBudget budget;
  private Block block;

  /** An empty buffer; its owner, the only thread that uses it, closes it. */
  public Scratch(MemoryBudget budget) {
    this.budget = budget;
  }

  /** At least {@code size} bytes with undefined content, borrowed until the next call or close. */
  public MemorySegment atLeast(long size) {
    if (block == null || block.size() < size) {
      grow(size);
    }
    return block.bytes();
  }

  /**
   * At least {@code size} bytes of which the first {@code kept} are as they were, borrowed until
   * the next call or close.
   */
  public MemorySegment extend(long kept, long size) {
    if (block != null && block.size() >= size) {
      return block.bytes();
    }
    Block old = block;
    block = null;
    try {
      MemorySegment grown = atLeast(Math.max(size, old == null ? 0 : old.size() * 2));
      if (old != null) {
        MemorySegment.copy(old.bytes(), 0, grown, 0, kept);
      }
      return grown;
    } finally {
      if (old != null) {
        old.close();
      }
    }
  }

  /** The buffer last returned by {@link #atLeast}, as a direct byte buffer. */
  public ByteBuffer buffer() {
    return block.buffer();
  }

  private void grow(long size) {
    long old = block == null ? 0 : block.size();
    close();
    block =
        Block.shared(
            Math.max(Math.max(SIZE_MIN, size), Math.min(old * 2, size + size / 4)), budget);
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }
}
