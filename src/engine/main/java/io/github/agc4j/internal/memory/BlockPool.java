package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/** Blocks of which the small ones, of one size, are used again. Safe for use by several threads. */
public final class BlockPool implements AutoCloseable {
  /** Size of the blocks for contigs that are used again. */
  public static final long CONTIG_BLOCK_BYTES = 256 << 10;

  private static final int FREE_BLOCKS_MAX = 4;

  private final long blockBytes;
  private final MemoryBudget budget;
  private final ArrayDeque<Block> free = new ArrayDeque<>();
  private final AtomicLong spilledBytes = new AtomicLong();

  /** An empty pool for contigs, whose blocks count in {@code budget}. */
  public BlockPool(MemoryBudget budget) {
    this(CONTIG_BLOCK_BYTES, budget);
  }

  /**
   * An empty pool.
   *
   * @param blockBytes size of the blocks that are used again
   * @param budget what they are reserved from
   */
  public BlockPool(long blockBytes, MemoryBudget budget) {
    this.blockBytes = blockBytes;
    this.budget = budget;
  }

  /** A block of at least {@code size} bytes with undefined content. */
  public Block take(long size) {
    if (size <= blockBytes) {
      synchronized (this) {
        if (!free.isEmpty()) {
          return free.pop();
        }
      }
    }
    Block block = Block.shared(Math.max(blockBytes, size), budget);
    spilledBytes.addAndGet(block.isSpilled() ? block.size() : 0);
    return block;
  }

  /** The first {@code size} bytes of a block, with undefined content, until they are closed. */
  public Loan lend(long size) {
    return new Loan(take(size), size, this);
  }

  /** Bytes that go back to the pool when they are closed. */
  public record Loan(Block block, long size, BlockPool pool) implements AutoCloseable {
    /** The bytes, borrowed until they are closed. */
    public MemorySegment bytes() {
      return block.bytes().asSlice(0, size);
    }

    @Override
    public void close() {
      pool.release(block);
    }
  }

  /** Whether the budget has room for a small block and no block had to be put into a file. */
  public boolean hasRoom() {
    return budget.hasRoom(blockBytes) && spilledBytes.get() == 0;
  }

  /** Takes a block back. */
  public void release(Block block) {
    if (block.size() == blockBytes && !block.isSpilled()) {
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
