package io.github.agc4j.internal.read.range;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;

/**
 * The symbols of pieces that wait for others: at two bits each, or, of pieces with codes above 3,
 * one per byte. One thread adds the pieces; then several may put the symbols of different ones.
 */
final class PieceStore implements AutoCloseable {
  /** Columns: the place of the packed symbols, their number, and a cell if the piece needs one. */
  private static final int PLACE = 0;

  private static final int LENGTH = 1;
  private static final int CELL = 2;
  private static final int COLUMNS = 3;

  private final LongTable pieces;

  private final Scratch packed;
  private final BlockHeap plain;
  private long packedBytes;

  PieceStore(MemoryBudget budget) {
    this.pieces = new LongTable(COLUMNS, budget);
    this.packed = new Scratch(budget);
    this.plain = BlockHeap.committed(budget);
  }

  /** Number of pieces. */
  long count() {
    return pieces.rows();
  }

  /** Adds a piece of {@code length} symbols. */
  void add(long length) {
    long piece = pieces.add();
    pieces.set(piece, PLACE, packedBytes);
    pieces.set(piece, LENGTH, length);
    pieces.set(piece, CELL, BlockHeap.NONE);
    packedBytes += PackedSequence.symbolBytes(length);
  }

  /** Forgets the pieces from {@code count} on, of which no symbols were put. */
  void cut(long count) {
    if (count < count()) {
      packedBytes = word(count, PLACE);
      pieces.resize(count);
    }
  }

  /** Makes room, once all pieces are added. */
  void makeRoom() {
    packed.atLeast(packedBytes);
  }

  private long word(long piece, int word) {
    return pieces.get(piece, word);
  }

  /** Bytes that the symbols take. */
  long bytes() {
    return packedBytes + plain.usedBytes();
  }

  /** Number of symbols of a piece. */
  long length(long piece) {
    return word(piece, LENGTH);
  }

  private MemorySegment packed(long piece) {
    return packed
        .atLeast(packedBytes)
        .asSlice(word(piece, PLACE), PackedSequence.symbolBytes(length(piece)));
  }

  /** Puts the symbols of a piece, those of {@code codes} from {@code from} on. */
  void put(long piece, MemorySegment codes, long from) {
    long length = length(piece);
    if (length == 0) {
      return;
    }
    MemorySegment symbols = codes.asSlice(from, length);
    if (!PackedSequence.packLowBits(symbols, length, packed(piece))) {
      long cell = plain.allocate(length);
      MemorySegment.copy(symbols, 0, plain.view(cell, length), 0, length);
      pieces.set(piece, CELL, cell);
    }
  }

  /** Writes the symbols of a piece to {@code target}, from {@code at} on. */
  void copy(long piece, MemorySegment target, long at) {
    long length = length(piece);
    long cell = word(piece, CELL);
    if (cell != BlockHeap.NONE) {
      MemorySegment.copy(plain.view(cell, length), 0, target, at, length);
    } else if (length > 0) {
      new PackedSequence(packed(piece), length, 0, 0).unpack(0, length, target, at);
    }
  }

  /** Forgets all pieces. */
  void clear() {
    for (long piece = 0; piece < count(); piece++) {
      if (word(piece, CELL) != BlockHeap.NONE) {
        plain.free(word(piece, CELL), length(piece));
      }
    }
    pieces.clear();
    packedBytes = 0;
  }

  @Override
  public void close() {
    pieces.close();
    packed.close();
    plain.close();
  }
}
