package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;

/** Room for one contig after the other, each in the place of the one before. For one thread. */
public final class ReusedSpace implements SequenceSpace, AutoCloseable {
  private final Scratch room;

  /** No memory yet; what a contig needs is reserved from {@code budget}. */
  public ReusedSpace(MemoryBudget budget) {
    this.room = new Scratch(budget);
  }

  @Override
  public MemorySegment room(long kept, long wanted) {
    return room.extend(kept, wanted);
  }

  @Override
  public void touched(long bytes) {
    // Nobody counts what is written to it.
  }

  @Override
  public void close() {
    room.close();
  }
}
