package io.github.agc4j.group;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.dna.ReverseComplement;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import java.lang.foreign.MemorySegment;

/** A worker's unpacked copy of the segment at hand, on both strands. For one thread. */
public final class SegmentTexts implements AutoCloseable {
  /** Readable bytes behind the last symbol. */
  public static final int PADDING_BYTES = 8;

  private final Scratch forwardScratch;
  private final Scratch reverseScratch;
  private MemorySegment forward;
  private MemorySegment reverse;
  private int length;

  /** Empty buffers. */
  public SegmentTexts(MemoryBudget budget) {
    forwardScratch = new Scratch(budget);
    reverseScratch = new Scratch(budget);
  }

  /** Unpacks {@code [from, to)} of {@code contig}. */
  public void load(PackedSequence contig, long from, long to) {
    length = Math.toIntExact(to - from);
    forward = forwardScratch.atLeast(length + PADDING_BYTES);
    contig.unpack(from, length, forward, 0);
    reverse = null;
  }

  /** Number of symbols. */
  public int length() {
    return length;
  }

  /** The codes as in the contig, or their reverse complement; borrowed until the next load. */
  public MemorySegment text(boolean reversed) {
    if (!reversed) {
      return forward;
    }
    if (reverse == null) {
      reverse = reverseScratch.atLeast(length + PADDING_BYTES);
      ReverseComplement.copy(forward, 0, reverse, 0, length);
    }
    return reverse;
  }

  /** The codes of the part {@code [from, to)} of the segment, or their reverse complement. */
  public MemorySegment text(int from, int to, boolean reversed) {
    int start = reversed ? length - to : from;
    return text(reversed).asSlice(start, to - from + PADDING_BYTES);
  }

  @Override
  public void close() {
    forwardScratch.close();
    reverseScratch.close();
  }
}
