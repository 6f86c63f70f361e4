package io.github.agc4j.engine.anchor;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.engine.option.Anchors;
import io.github.agc4j.group.References;
import io.github.agc4j.group.References.ActiveReference;
import io.github.agc4j.lzdiff.Reference;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.ValueLayout;

/**
 * Cuts a contig into segments by the groups that it resembles, as they were when its sample began.
 * For one thread; several may share table and references.
 */
public final class ContigPlacer implements AutoCloseable {
  /** Symbols that are placed at once: what bounds the memory for a contig. */
  private static final long WINDOW = 1 << 18;

  private static final int PIECE_WORDS = 2;
  private static final int ANCHOR_WORDS = 3;
  private static final int NO_GROUP = -1;

  /** An anchor further behind the one before stands for no more than this many times spacing. */
  private static final long GAP_SPACINGS_MAX = 6;

  private final int overlap;
  private final int segmentSize;
  private final int anchorLength;
  private final long gapMax;
  private final AnchorTable table;
  private final References references;
  private final Collector collector;
  private final PlacementPath path;

  /** For each anchor of the window its position, its state, and its position in the reference. */
  private final LongArray anchors;

  /** For each piece its first symbol and its state; pieces do not overlap. */
  private final LongArray pieces;

  private PackedSequence contig;

  /**
   * A placer of segments that overlap by {@code overlap} symbols.
   *
   * @param segmentSize about how long the references of new groups are, in symbols
   */
  public ContigPlacer(
      Anchors plan,
      int overlap,
      int segmentSize,
      AnchorTable table,
      References references,
      MemoryBudget budget) {
    this.overlap = overlap;
    this.segmentSize = segmentSize;
    this.anchorLength = plan.length();
    this.gapMax = GAP_SPACINGS_MAX * plan.spacing();
    this.table = table;
    this.references = references;
    this.collector = new Collector(plan);
    this.path = new PlacementPath(budget);
    this.anchors = new LongArray(budget);
    this.pieces = new LongArray(budget);
  }

  /** Collects the anchors of a window: position, word, and whether it reads so along the contig. */
  private final class Collector extends AnchorScanner {
    private Collector(Anchors plan) {
      super(plan);
    }

    @Override
    void anchor(long position, long word, boolean isDirect) {
      anchors.add(position);
      anchors.add(word);
      anchors.add(isDirect ? 1 : 0);
    }
  }

  /** Puts the state and the position in the reference in the place of each anchor's word. */
  private void lookUp() {
    // Apart from collecting them, so that the processor waits for many slots at once.
    for (long at = 0; at < anchors.count(); at += ANCHOR_WORDS) {
      anchors.set(at + 1, table.place(anchors.get(at + 1)));
    }
    int group = NO_GROUP;
    for (long at = 0; at < anchors.count(); at += ANCHOR_WORDS) {
      long place = anchors.get(at + 1);
      if (place == AnchorTable.NONE) {
        anchors.set(at + 1, PlacementPath.NO_HIT);
        continue;
      }
      if (group == NO_GROUP || !table.isWithin(place, group)) {
        group = table.group(place);
      }
      boolean againstReference = (place & 1) != anchors.get(at + 2);
      anchors.set(at + 1, (long) group << 1 | (againstReference ? 1 : 0));
      anchors.set(at + 2, table.position(place, group));
    }
  }

  /** Cuts {@code newContig}, borrowed until the next call. */
  public void place(PackedSequence newContig) throws IOException {
    contig = newContig;
    pieces.clear();
    for (long from = 0; from < contig.symbols(); from += WINDOW) {
      placeWindow(from, Math.min(contig.symbols(), from + WINDOW + anchorLength - 1));
    }
    // The last segment must have more than its overlap with the one before.
    while (pieceCount() > 1 && pieceStart(pieceCount() - 1) + overlap >= contig.symbols()) {
      pieces.resize(pieces.count() - PIECE_WORDS, 0);
    }
    cutNew();
  }

  private void placeWindow(long from, long to) throws IOException {
    anchors.clear();
    collector.scanAnchors(contig, from, to);
    lookUp();
    path.start();
    long previous = from;
    for (long anchor = 0; anchor < anchors.count() / ANCHOR_WORDS; anchor++) {
      long symbols = Math.clamp(position(anchor) - previous, 1, gapMax);
      path.add(anchor, (int) anchors.get(anchor * ANCHOR_WORDS + 1), symbols);
      previous = position(anchor);
    }
    path.finish();
    addPiece(from, path.state(0));
    for (long stretch = 1; stretch < path.stretches(); stretch++) {
      long anchor = path.firstAnchor(stretch);
      int state = path.state(stretch);
      long lowest = anchor == 0 ? from : position(anchor - 1) + anchorLength;
      addPiece(state == PlacementPath.NEW ? lowest : startOf(anchor, state, lowest), state);
    }
  }

  private long position(long anchor) {
    return anchors.get(anchor * ANCHOR_WORDS);
  }

  /**
   * How far left of {@code anchor}, but not below {@code lowest}, the contig equals the reference
   * of {@code state}.
   */
  private long startOf(long anchor, int state, long lowest) throws IOException {
    long start = position(anchor);
    long within = anchors.get(anchor * ANCHOR_WORDS + 2);
    boolean againstReference = (state & 1) != 0;
    try (ActiveReference active = references.acquire(state >>> 1)) {
      Reference reference = active.reference();
      long opposite = againstReference ? within + anchorLength : within - 1;
      while (start > lowest && opposite >= 0 && opposite < reference.length()) {
        int code = reference.codes().get(ValueLayout.JAVA_BYTE, opposite);
        int symbol = (int) (contig.word(start - 1) >>> 62);
        if (symbol != (againstReference ? 3 - code : code)) {
          break;
        }
        start--;
        opposite += againstReference ? 1 : -1;
      }
    }
    return start;
  }

  /** Adds a piece that starts at {@code from}; pieces shorter than the overlap give way. */
  private void addPiece(long from, int state) {
    long start = from;
    while (pieceCount() > 0 && pieceStart(pieceCount() - 1) + overlap > start) {
      start = pieceCount() == 1 ? pieceStart(0) : start;
      pieces.resize(pieces.count() - PIECE_WORDS, 0);
    }
    if (pieceCount() == 0 || pieces.get(pieces.count() - 1) != state) {
      pieces.add(start);
      pieces.add(state);
    }
  }

  private long pieceCount() {
    return pieces.count() / PIECE_WORDS;
  }

  private long pieceStart(long piece) {
    return pieces.get(piece * PIECE_WORDS);
  }

  /** Cuts pieces that found groups into such of about the segment size. */
  private void cutNew() {
    long end = contig.symbols();
    long count = pieceCount();
    // The anchors are not needed any more, but their memory is.
    anchors.clear();
    for (long piece = 0; piece < count; piece++) {
      long from = pieceStart(piece);
      long length = (piece + 1 < count ? pieceStart(piece + 1) : end) - from;
      long state = pieces.get(piece * PIECE_WORDS + 1);
      long parts =
          state == PlacementPath.NEW ? Math.max(1, (length + segmentSize / 2) / segmentSize) : 1;
      for (long part = 0; part < parts; part++) {
        anchors.add(from + length * part / parts);
        anchors.add(state);
      }
    }
    pieces.clear();
    for (long i = 0; i < anchors.count(); i++) {
      pieces.add(anchors.get(i));
    }
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
    return pieces.get(segment * PIECE_WORDS + 1) == PlacementPath.NEW;
  }

  /** The group of a segment that is not new. */
  public int group(long segment) {
    return (int) (pieces.get(segment * PIECE_WORDS + 1) >>> 1);
  }

  /** Whether a segment that is not new is stored as its reverse complement. */
  public boolean reversed(long segment) {
    return (pieces.get(segment * PIECE_WORDS + 1) & 1) != 0;
  }

  @Override
  public void close() {
    path.close();
    anchors.close();
    pieces.close();
  }
}
