package io.github.agc4j.fasta;

import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.BlockPool;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that one sample's contigs lie in: blocks filled one contig behind the other, owned by
 * the sample's batch. For the reading thread, until the batch is freed.
 */
public final class ContigBlocks implements SequenceSpace {
  private static final int ALIGNMENT = 8;

  private final BlockPool pool;
  private final List<Block> blocks = new ArrayList<>();
  private Block current;
  private long used;

  /** No memory yet; blocks come from {@code pool} and go back there. */
  public ContigBlocks(BlockPool pool) {
    this.pool = pool;
  }

  @Override
  public MemorySegment room(long kept, long wanted) throws IOException {
    if (current == null || used + wanted > current.size()) {
      Block next = pool.take(Math.max(wanted, kept * 2));
      if (kept > 0) {
        MemorySegment.copy(current.bytes(), used, next.bytes(), 0, kept);
        if (used == 0) {
          blocks.remove(blocks.size() - 1);
          pool.giveBack(current);
        }
      }
      blocks.add(next);
      current = next;
      used = 0;
    }
    return current.bytes().asSlice(used);
  }

  /** Counts the contig that was just finished, {@code bytes} long, as part of the block. */
  public void keep(long bytes) {
    used += bytes + ALIGNMENT - 1 & -ALIGNMENT;
  }

  /** Frees all blocks. */
  public void free() {
    blocks.forEach(pool::giveBack);
    blocks.clear();
    current = null;
  }
}
