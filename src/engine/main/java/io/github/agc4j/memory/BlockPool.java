package io.github.agc4j.memory;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/** Blocks for contigs: small ones of one size are used again. Safe for use by several threads. */
public final class BlockPool implements AutoCloseable {
  /** Size of the blocks that are used again. */
  public static final long BLOCK_BYTES = 256 << 10;

  private static final int FREE_BLOCKS_MAX = 4;

  private final MemoryBudget budget;
  private final ArrayDeque<Block> free = new ArrayDeque<>();
  private final AtomicLong spilledBytes = new AtomicLong();

  /** An empty pool whose blocks count in {@code budget}. */
  public BlockPool(MemoryBudget budget) {
    this.budget = budget;
  }

  /** A block of at least {@code size} bytes with undefined content. */
  public Block take(long size) {
    if (size <= BLOCK_BYTES) {
      synchronized (this) {
        if (!free.isEmpty()) {
          return free.pop();
        }
      }
    }
    Block block = Block.shared(Math.max(BLOCK_BYTES, size), budget);
    spilledBytes.addAndGet(block.isSpilled() ? block.size() : 0);
    return block;
  }

  /** Whether the budget has room for a small block and no block had to be put into a file. */
  public boolean hasRoom() {
    return budget.hasRoom(BLOCK_BYTES) && spilledBytes.get() == 0;
  }

  /** Takes a block back. */
  public void giveBack(Block block) {
    if (block.size() == BLOCK_BYTES && !block.isSpilled()) {
      synchronized (this) {
        if (free.size() < FREE_BLOCKS_MAX) {
          free.push(block);
          return;
        }
      }
    }
    spilledBytes.addAndGet(block.isSpilled() ? -block.size() : 0);
    block.close();
  }

  @Override
  public synchronized void close() {
    free.forEach(Block::close);
    free.clear();
  }
}
