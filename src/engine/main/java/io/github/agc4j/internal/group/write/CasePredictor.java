package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.dna.CaseMarks;
import io.github.agc4j.internal.dna.MarkCursor;
import io.github.agc4j.internal.group.RegisteredSegment;
import io.github.agc4j.internal.lzdiff.LzDiffDecoder;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.text.CaseChanges;
import io.github.agc4j.internal.text.CaseIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Finds out where letters of segments are in the other case than readers will take them for, by the
 * references of their groups; and keeps the masks of references. One for each worker.
 */
public final class CasePredictor implements AutoCloseable {
  private final CaseIndex actual;
  private final GroupMasks masks;
  private final LzDiffDecoder decoder;
  private final Scratch marks;
  private final LongArray bounds;
  private final CaseChanges changes;

  /**
   * A predictor of segments of the batch at hand.
   *
   * @param matchMin minimum match length
   * @param actual where letters of the batch are in lower case; borrowed, as {@code masks}
   */
  public CasePredictor(int matchMin, CaseIndex actual, GroupMasks masks, MemoryBudget budget) {
    this.actual = actual;
    this.masks = masks;
    this.decoder = new LzDiffDecoder(matchMin);
    this.marks = new Scratch(budget);
    this.bounds = new LongArray(budget);
    this.changes = new CaseChanges(budget);
  }

  /** What was found since this was cleared. */
  public CaseChanges changes() {
    return changes;
  }

  /** Takes a segment that is the reference of its group: readers take it for what it is. */
  void reference(int group, RegisteredSegment segment) throws IOException {
    if (actual.isEmpty()) {
      return;
    }
    bounds.clear();
    long start = segment.start();
    long end = start + segment.length();
    boolean isTurned = segment.isReversed();
    actual.forEach(
        segment.contig(),
        start,
        end,
        (from, to, value) -> {
          bounds.add(isTurned ? end - to : from - start);
          bounds.add(isTurned ? end - from : to - start);
        });
    if (isTurned) {
      turnBounds();
    }
    masks.put(group, segment.length(), bounds);
  }

  /** Runs that were found from the end on are in ascending order after that. */
  private void turnBounds() {
    for (long low = 0, high = bounds.count() - 2; low < high; low += 2, high -= 2) {
      for (int i = 0; i < 2; i++) {
        long kept = bounds.get(low + i);
        bounds.set(low + i, bounds.get(high + i));
        bounds.set(high + i, kept);
      }
    }
  }

  /** Takes a segment of a raw group, or of one whose reference is in upper case. */
  private void unpredicted(RegisteredSegment segment) throws IOException {
    int contig = segment.contig();
    long start = segment.start();
    actual.forEach(
        contig,
        start + segment.shared(),
        start + segment.length(),
        (from, to, value) -> changes.add(contig, from, to));
  }

  /**
   * Takes a segment that is stored as a delta.
   *
   * @param delta empty if it equals the reference
   */
  void delta(int group, RegisteredSegment segment, MemorySegment delta) throws IOException {
    if (group < StreamNames.RAW_GROUPS || !masks.has(group)) {
      if (!actual.isEmpty()) {
        unpredicted(segment);
      }
      return;
    }
    int length = segment.length();
    MemorySegment predicted = marks.atLeast(length + Long.BYTES);
    predict(group, delta, length, predicted);
    long start = segment.start();
    long end = start + length;
    boolean isTurned = segment.isReversed();
    actual.forEach(
        segment.contig(),
        start,
        end,
        (from, to, value) ->
            CaseMarks.flip(
                predicted, isTurned ? end - to : from - start, isTurned ? end - from : to - start));
    addChanges(segment, predicted);
  }

  private void predict(int group, MemorySegment delta, int length, MemorySegment predicted)
      throws IOException {
    MaskSymbols reference = new MaskSymbols(masks.bounds(group), masks.length(group));
    if (delta.byteSize() == 0) {
      reference.copy(0, length, predicted, 0);
      reference.mark(0, length, predicted, 0);
    } else {
      decoder.decode(delta, 0, delta.byteSize(), reference, length, predicted, 0, length);
    }
  }

  /** Adds what is marked still, but what the segment in front gives to readers. */
  private void addChanges(RegisteredSegment segment, MemorySegment differing) {
    long length = segment.length();
    long start = segment.start();
    long inFront = segment.shared();
    boolean isTurned = segment.isReversed();
    long first = isTurned ? 0 : inFront;
    long last = isTurned ? length - inFront : length;
    long at = CaseMarks.next(differing, first, last);
    while (at < last) {
      long from = at;
      while (at < last && CaseMarks.isMarked(differing, at)) {
        at++;
      }
      changes.add(
          segment.contig(),
          start + (isTurned ? length - at : from),
          start + (isTurned ? length - from : at));
      at = CaseMarks.next(differing, at, last);
    }
  }

  /** A reference of which only the marks are known. */
  private static final class MaskSymbols implements ReferenceSymbols {
    private final MarkCursor marks = new MarkCursor();
    private final long length;

    private MaskSymbols(MemorySegment bounds, long length) {
      marks.goTo(bounds);
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public boolean isMarked() {
      return true;
    }

    @Override
    public void copy(long from, long symbols, MemorySegment target, long at) {
      target.asSlice(at, symbols).fill((byte) 0);
    }

    @Override
    public void mark(long from, long symbols, MemorySegment target, long at) {
      marks.mark(from, symbols, target, at);
    }
  }

  @Override
  public void close() {
    marks.close();
    bounds.close();
    changes.close();
  }
}
