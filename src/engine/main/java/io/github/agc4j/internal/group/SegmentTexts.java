package io.github.agc4j.internal.group;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.dna.ReverseComplement;
import io.github.agc4j.internal.lzdiff.DeltaText;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;

/**
 * The segment at hand of a worker, on both strands, unpacked or at two bits, each made when it is
 * asked for. For one thread.
 */
public final class SegmentTexts implements AutoCloseable {
  /** Readable bytes after the last symbol. */
  public static final int PADDING_BYTES = 8;

  private final Scratch forwardScratch;
  private final Scratch reverseScratch;
  private final Scratch turnedScratch;
  private final Part part = new Part();
  private PackedSequence contig;
  private long from;
  private int length;

  /** Null until it is asked for, as the next two. */
  private MemorySegment forward;

  private MemorySegment reverse;
  private PackedSequence turned;

  /** Empty buffers. */
  public SegmentTexts(MemoryBudget budget) {
    forwardScratch = new Scratch(budget);
    reverseScratch = new Scratch(budget);
    turnedScratch = new Scratch(budget);
  }

  /** Takes {@code [newFrom, to)} of {@code newContig}, borrowed until the next load. */
  public void load(PackedSequence newContig, long newFrom, long to) {
    contig = newContig;
    from = newFrom;
    length = Math.toIntExact(to - newFrom);
    forward = null;
    reverse = null;
    turned = null;
  }

  /** Number of symbols. */
  public int length() {
    return length;
  }

  private MemorySegment forward() {
    if (forward == null) {
      forward = forwardScratch.atLeast(length + PADDING_BYTES);
      contig.unpack(from, length, forward, 0);
    }
    return forward;
  }

  private PackedSequence turned() {
    if (turned == null) {
      long bytes = contig.turnedBytes(from, from + length);
      turned = contig.turned(from, from + length, turnedScratch.atLeast(bytes));
    }
    return turned;
  }

  /** The codes as in the contig, or their reverse complement; borrowed until the next load. */
  public MemorySegment text(boolean reversed) {
    if (!reversed) {
      return forward();
    }
    if (reverse == null) {
      reverse = reverseScratch.atLeast(length + PADDING_BYTES);
      ReverseComplement.copy(forward(), 0, reverse, 0, length);
    }
    return reverse;
  }

  /** The codes of the part {@code [from, to)} of the segment, or their reverse complement. */
  public MemorySegment text(int from, int to, boolean reversed) {
    int start = reversed ? length - to : from;
    return text(reversed).asSlice(start, to - from + PADDING_BYTES);
  }

  /** The same in the form that an encoder wants; borrowed until the next call or load. */
  public DeltaText part(int partFrom, int to, boolean reversed) {
    part.from = partFrom;
    part.to = to;
    part.reversed = reversed;
    return part;
  }

  /** A part of the segment. */
  private final class Part implements DeltaText {
    private int from;
    private int to;
    private boolean reversed;

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public MemorySegment codes() {
      return text(from, to, reversed);
    }

    @Override
    public PackedSequence symbols() {
      return reversed ? turned() : contig;
    }

    @Override
    public long from() {
      return reversed ? SegmentTexts.this.length - to : SegmentTexts.this.from + from;
    }
  }

  @Override
  public void close() {
    forwardScratch.close();
    reverseScratch.close();
    turnedScratch.close();
  }
}
