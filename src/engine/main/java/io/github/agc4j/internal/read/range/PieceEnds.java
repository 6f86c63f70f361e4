package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.dna.CaseMarks;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;

/**
 * The first and the last symbols of pieces, which neighbouring segments have in common: what was
 * read of them is compared. Several threads may keep those of different pieces.
 */
final class PieceEnds implements AutoCloseable {
  private final int overlap;
  private final boolean marks;

  /** For each piece the first symbols of its segment, which that before has too. */
  private final Scratch heads;

  /** For each piece the last symbols that were read of it, right-aligned. */
  private final Scratch tails;

  /**
   * Of pieces whose segments have {@code overlap} symbols in common with their neighbours.
   *
   * @param marks whether symbols may be marked where they are in lower case
   */
  PieceEnds(int overlap, boolean marks, MemoryBudget budget) {
    this.overlap = overlap;
    this.marks = marks;
    this.heads = new Scratch(budget);
    this.tails = new Scratch(budget);
  }

  /** Symbols that neighbouring segments have in common. */
  int overlap() {
    return overlap;
  }

  /** Makes room for {@code pieces} pieces. */
  void makeRoom(long pieces) {
    heads.atLeast(overlap * pieces);
    tails.atLeast(overlap * pieces);
  }

  /** Keeps the ends of {@code codes}, {@code length} symbols that were read of a piece. */
  void keep(long piece, MemorySegment codes, long length, boolean hasHead) {
    MemorySegment.copy(codes, 0, heads.atLeast(0), piece * overlap, hasHead ? overlap : 0);
    long last = Math.min(overlap, length);
    MemorySegment.copy(codes, length - last, tails.atLeast(0), (piece + 1) * overlap - last, last);
    if (marks) {
      // Segments may tell another case of what they have in common.
      CaseMarks.clear(heads.atLeast(0), piece * overlap, piece * overlap + (hasHead ? overlap : 0));
      CaseMarks.clear(tails.atLeast(0), (piece + 1) * overlap - last, (piece + 1) * overlap);
    }
  }

  /** Whether the last {@code common} symbols of a piece's head are the tail of the one before. */
  boolean isHeadTailBefore(long piece, long common) {
    long end = (piece + 1) * overlap;
    long endBefore = piece * overlap;
    return MemorySegment.mismatch(
            tails.atLeast(0), endBefore - common, endBefore, heads.atLeast(0), end - common, end)
        < 0;
  }

  /** The head of a piece, borrowed. */
  MemorySegment head(long piece) {
    return heads.atLeast(0).asSlice(piece * overlap, overlap);
  }

  /** The tail of a piece of which {@code read} symbols were read, borrowed. */
  MemorySegment tail(long piece, long read) {
    long length = Math.min(overlap, read);
    return tails.atLeast(0).asSlice((piece + 1) * overlap - length, length);
  }

  @Override
  public void close() {
    heads.close();
    tails.close();
  }
}
