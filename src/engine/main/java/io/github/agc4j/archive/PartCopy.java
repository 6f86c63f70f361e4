package io.github.agc4j.archive;

import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.BlockPool;
import java.lang.foreign.MemorySegment;

/**
 * A copy of a part in memory of its own: whatever happens to the file, it stays what was checked.
 */
public final class PartCopy implements AutoCloseable {
  private final PartBytes part;
  private final MemorySegment copy;
  private final Block block;
  private final BlockPool pool;

  /** A part that {@code copy} begins with, in {@code block}, which goes back to {@code pool}. */
  PartCopy(PartBytes part, MemorySegment copy, Block block, BlockPool pool) {
    this.part = part;
    this.copy = copy;
    this.block = block;
    this.pool = pool;
  }

  /** The integer in front of the data. */
  public long metadata() {
    return part.metadata();
  }

  /** The part's bytes, borrowed until this is closed. */
  public MemorySegment data() {
    return part.data();
  }

  /** The integer and the data as they are in the file, borrowed until this is closed. */
  MemorySegment encoded() {
    return copy.asSlice(0, data().address() + data().byteSize() - copy.address());
  }

  @Override
  public void close() {
    pool.giveBack(block);
  }
}
