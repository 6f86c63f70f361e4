package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.Anchors;
import java.io.IOException;

/**
 * Cuts a contig into segments by the groups that it resembles, as they were when its sample began.
 * For one thread; several may share table and references.
 */
public final class ContigCutter implements AutoCloseable {
  /** Symbols that are cut at once: what bounds the memory for a contig. */
  private static final long WINDOW = 1 << 18;

  /** Columns of the pieces: the first symbol, and the state. */
  private static final int START = 0;

  private static final int STATE = 1;
  private static final int COLUMNS = 2;

  private final int overlap;
  private final int segmentSize;
  private final int anchorLength;
  private final ContigMatches matches;
  private final CutPath path;

  /** Pieces, which do not overlap. */
  private LongTable pieces;

  private LongTable parts;
  private PackedSequence contig;

  /**
   * A cutter into segments that overlap by {@code overlap} symbols.
   *
   * @param segmentSize about how long the references of new groups are, in symbols
   */
  public ContigCutter(
      Anchors plan,
      int overlap,
      int segmentSize,
      AnchorTable table,
      References references,
      MemoryBudget budget) {
    this.overlap = overlap;
    this.segmentSize = segmentSize;
    this.anchorLength = plan.length();
    this.matches = new ContigMatches(plan, table, references, budget);
    this.path = new CutPath(budget);
    this.pieces = new LongTable(COLUMNS, budget);
    this.parts = new LongTable(COLUMNS, budget);
  }

  /** Cuts {@code newContig}, borrowed until the next call. */
  public void cut(PackedSequence newContig) throws IOException {
    contig = newContig;
    pieces.clear();
    for (long from = 0; from < contig.symbols(); from += WINDOW) {
      cutWindow(from, Math.min(contig.symbols(), from + WINDOW + anchorLength - 1));
    }
    // The last segment must have more than its overlap with the one before.
    while (pieceCount() > 1 && pieceStart(pieceCount() - 1) + overlap >= contig.symbols()) {
      pieces.removeLast();
    }
    cutNew();
  }

  private void cutWindow(long from, long to) throws IOException {
    matches.find(contig, from, to);
    path.start();
    for (long find = 0; find < matches.count(); find++) {
      path.add(find, matches.state(find), matches.symbols(find), matches.missed(find));
    }
    path.finish();
    addPiece(from, path.state(0));
    for (long stretch = 1; stretch < path.stretches(); stretch++) {
      long find = path.firstFind(stretch);
      int state = path.state(stretch);
      long behindLast = find == 0 ? from : matches.end(find - 1);
      addPiece(state == CutPath.NEW ? behindLast : matches.start(find), state);
    }
  }

  /** Adds a piece that starts at {@code from}; pieces shorter than the overlap give way. */
  private void addPiece(long from, int state) {
    long start = from;
    while (pieceCount() > 0 && pieceStart(pieceCount() - 1) + overlap > start) {
      start = pieceCount() == 1 ? pieceStart(0) : start;
      pieces.removeLast();
    }
    if (pieceCount() == 0 || pieces.get(pieceCount() - 1, STATE) != state) {
      add(pieces, start, state);
    }
  }

  private static void add(LongTable pieces, long start, long state) {
    long piece = pieces.add();
    pieces.set(piece, START, start);
    pieces.set(piece, STATE, state);
  }

  private long pieceCount() {
    return pieces.rows();
  }

  private long pieceStart(long piece) {
    return pieces.get(piece, START);
  }

  /** Cuts pieces that found groups into such of about the segment size. */
  private void cutNew() {
    long end = contig.symbols();
    long count = pieceCount();
    parts.clear();
    for (long piece = 0; piece < count; piece++) {
      long from = pieceStart(piece);
      long length = (piece + 1 < count ? pieceStart(piece + 1) : end) - from;
      long state = pieces.get(piece, STATE);
      long partCount =
          state == CutPath.NEW ? Math.max(1, (length + segmentSize / 2) / segmentSize) : 1;
      for (long part = 0; part < partCount; part++) {
        add(parts, from + length * part / partCount, state);
      }
    }
    LongTable before = pieces;
    pieces = parts;
    parts = before;
  }

  /** Number of segments of the contig. */
  public long segments() {
    return pieceCount();
  }

  /** The first symbol of a segment, 0-based. */
  public long from(long segment) {
    return pieceStart(segment);
  }

  /** Behind the last symbol of a segment, which it shares with the next one but for the last. */
  public long to(long segment) {
    return segment + 1 < segments() ? pieceStart(segment + 1) + overlap : contig.symbols();
  }

  /** Whether no group resembles a segment. */
  public boolean isNew(long segment) {
    return pieces.get(segment, STATE) == CutPath.NEW;
  }

  /** The group of a segment that is not new. */
  public int group(long segment) {
    return (int) (pieces.get(segment, STATE) >>> 1);
  }

  /** Whether a segment that is not new is stored as its reverse complement. */
  public boolean reversed(long segment) {
    return (pieces.get(segment, STATE) & 1) != 0;
  }

  @Override
  public void close() {
    matches.close();
    path.close();
    pieces.close();
    parts.close();
  }
}
