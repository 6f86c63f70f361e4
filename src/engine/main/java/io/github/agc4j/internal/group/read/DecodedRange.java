package io.github.agc4j.internal.group.read;

import io.github.agc4j.internal.dna.CaseMarks;
import io.github.agc4j.internal.dna.MarkBounds;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.dna.ReverseComplement;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.query.Strand;
import java.lang.foreign.MemorySegment;

/**
 * The stretch of a sequence that is wanted, on which strand, and the buffers that it is written to.
 * For one thread.
 */
final class DecodedRange implements AutoCloseable {
  private final Scratch stored;
  private final Scratch turned;
  private long lengthMax;
  private long from;
  private long to;
  private Strand strand;
  private boolean isTurned;

  /** Nothing is wanted yet; the buffers count in {@code budget}. */
  DecodedRange(MemoryBudget budget) {
    stored = new Scratch(budget);
    turned = new Scratch(budget);
  }

  /**
   * From now on {@code [from, to)} as stored is wanted of a sequence with at most {@code lengthMax}
   * symbols; if it is the reverse strand, as its reverse complement.
   */
  void want(long newLengthMax, long newFrom, long newTo, Strand newStrand) {
    lengthMax = newLengthMax;
    from = newFrom;
    to = newTo;
    strand = newStrand;
    isTurned = false;
  }

  long lengthMax() {
    return lengthMax;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  /** Where what is wanted is put as stored, unless it is given in another way. */
  MemorySegment room() {
    return stored.atLeast(to - from);
  }

  /** Takes what is wanted of the sequence of {@code length} codes at {@code start}. */
  void take(PackedSequence codes, long start, long length) {
    long end = Math.min(to, length);
    if (from >= end) {
      return;
    }
    if (strand == Strand.REVERSE) {
      // A sequence that is too short is refused, whatever is put here.
      codes.unpackTurned(start + from, end - from, turned.atLeast(to - from), 0);
      isTurned = true;
    } else {
      codes.unpack(start + from, end - from, room(), 0);
    }
  }

  /**
   * Marks what was taken of the sequence of {@code length} codes at {@code start}.
   *
   * @param bounds where marks begin and end, in turn, as 32-bit positions where the sequence is,
   *     too
   */
  void mark(MemorySegment bounds, long start, long length) {
    long first = start + from;
    long end = start + Math.min(to, length);
    MemorySegment codes = (isTurned ? turned : stored).atLeast(0);
    long count = MarkBounds.stretches(bounds);
    for (long run = MarkBounds.firstBehind(bounds, first); run < count; run++) {
      long runStart = Math.max(first, MarkBounds.start(bounds, run)) - first;
      long runEnd = Math.min(end, MarkBounds.end(bounds, run)) - first;
      if (runStart >= runEnd) {
        return;
      }
      if (isTurned) {
        CaseMarks.set(codes, end - first - runEnd, end - first - runStart);
      } else {
        CaseMarks.set(codes, runStart, runEnd);
      }
    }
  }

  /** The same for all of a reference. */
  void take(ReferenceSymbols reference) {
    long end = Math.min(to, reference.length());
    if (from < end) {
      reference.copy(from, end - from, room(), 0);
    }
  }

  /** The same for codes one per byte. */
  void take(MemorySegment codes, long start, long length) {
    long end = Math.min(to, length);
    if (from < end) {
      MemorySegment.copy(codes, start + from, room(), 0, end - from);
    }
  }

  /** What is wanted, once all of it was taken or put into the room; borrowed until the next. */
  MemorySegment codes() {
    long count = to - from;
    if (strand == Strand.REVERSE && !isTurned) {
      ReverseComplement.copy(room(), 0, turned.atLeast(count), 0, count);
    }
    return (strand == Strand.REVERSE ? turned : stored).atLeast(count).asSlice(0, count);
  }

  @Override
  public void close() {
    stored.close();
    turned.close();
  }
}
