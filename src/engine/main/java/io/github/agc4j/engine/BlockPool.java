package io.github.agc4j.engine;

import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.MemoryBudget;
import java.util.ArrayDeque;

/** Blocks for contigs: small ones of one size are used again. Safe for use by several threads. */
final class BlockPool implements AutoCloseable {
  static final long BLOCK_BYTES = 256 << 10;

  private static final int FREE_BLOCKS_MAX = 16;

  private final MemoryBudget budget;
  private final ArrayDeque<Block> free = new ArrayDeque<>();

  BlockPool(MemoryBudget budget) {
    this.budget = budget;
  }

  /** A block of at least {@code size} bytes with undefined content. */
  Block take(long size) {
    if (size <= BLOCK_BYTES) {
      synchronized (this) {
        if (!free.isEmpty()) {
          return free.pop();
        }
      }
    }
    return Block.shared(Math.max(BLOCK_BYTES, size), budget);
  }

  /** Takes a block back. */
  void giveBack(Block block) {
    if (block.size() == BLOCK_BYTES) {
      synchronized (this) {
        if (free.size() < FREE_BLOCKS_MAX) {
          free.push(block);
          return;
        }
      }
    }
    block.close();
  }

  @Override
  public synchronized void close() {
    free.forEach(Block::close);
    free.clear();
  }
}
