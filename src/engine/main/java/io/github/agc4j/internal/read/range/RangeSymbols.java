package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;

/**
 * The symbols of a range that was read together with others. Valid until those are all passed on;
 * any thread may copy them.
 */
public final class RangeSymbols {
  private final PieceStore store;
  private final long firstPiece;
  private final long pieces;
  private final long length;

  RangeSymbols(PieceStore store, long firstPiece, long pieces, long length) {
    this.store = store;
    this.firstPiece = firstPiece;
    this.pieces = pieces;
    this.length = length;
  }

  /** Number of symbols. */
  public long length() {
    return length;
  }

  /** Writes the codes, one per byte, to {@code target}. */
  public void copy(MemorySegment target) {
    long at = 0;
    for (long piece = firstPiece; piece < firstPiece + pieces; piece++) {
      store.copy(piece, target, at);
      at += store.length(piece);
    }
  }

  /** The codes, one per byte, in {@code room}; borrowed until that is used again. */
  MemorySegment in(Scratch room) {
    MemorySegment codes = room.atLeast(length).asSlice(0, length);
    copy(codes);
    return codes.asReadOnly();
  }
}
