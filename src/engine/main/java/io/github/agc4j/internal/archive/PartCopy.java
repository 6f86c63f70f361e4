package io.github.agc4j.internal.archive;

import io.github.agc4j.internal.memory.BlockPool;
import java.lang.foreign.MemorySegment;

/**
 * A copy of a part in memory of its own: whatever happens to the file, it stays what was checked.
 */
public final class PartCopy implements AutoCloseable {
  private final PartBytes part;
  private final BlockPool.Loan copy;

  /** A part that {@code copy}, which this owns, begins with. */
  PartCopy(PartBytes part, BlockPool.Loan copy) {
    this.part = part;
    this.copy = copy;
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
    MemorySegment bytes = copy.bytes();
    return bytes.asSlice(0, data().address() + data().byteSize() - bytes.address());
  }

  @Override
  public void close() {
    copy.close();
  }
}
