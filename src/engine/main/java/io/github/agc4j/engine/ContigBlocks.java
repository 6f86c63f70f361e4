package io.github.agc4j.engine;

import io.github.agc4j.fasta.SequenceSpace;
import io.github.agc4j.memory.Block;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that one sample's contigs lie in: blocks filled one contig behind the other, owned by
 * the sample's batch. For the reading thread, until the batch is freed.
 */
final class ContigBlocks implements SequenceSpace {
  private static final int ALIGNMENT = 8;

  private final BlockPool pool;
  private final List<Block> blocks = new ArrayList<>();
  private Block current;
  private long used;

  ContigBlocks(BlockPool pool) {
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
  void keep(long bytes) {
    used += bytes + ALIGNMENT - 1 & -ALIGNMENT;
  }

  /** Frees all blocks. */
  void free() {
    blocks.forEach(pool::giveBack);
    blocks.clear();
    current = null;
  }
}
