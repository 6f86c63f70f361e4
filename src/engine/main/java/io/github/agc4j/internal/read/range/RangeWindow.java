package io.github.agc4j.internal.read.range;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.RangeException;
import io.github.agc4j.internal.collection.SegmentPlacement;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.read.open.ContigDecoder;
import io.github.agc4j.internal.read.open.OpenArchive;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The ranges that are read together. They are cut into pieces, one for each segment, and the pieces
 * are sorted by group and number, so that all of a part come together. One thread fills and plans;
 * then several may take {@link #nextJob jobs} and decode their pieces.
 */
final class RangeWindow implements AutoCloseable {
  private static final int RANGES_MAX = 1 << 15;

  /** Longer ranges are cut to their contigs before they are counted. */
  private static final long LENGTH_ASKED = 1 << 16;

  /** Columns of the ranges. */
  private static final int SAMPLE = 0;

  private static final int CONTIG = 1;
  private static final int FROM = 2;
  private static final int TO = 3;
  private static final int FIRST_PIECE = 4;
  private static final int PIECES = 5;
  private static final int FLAGS = 6;
  private static final int RANGE_COLUMNS = 7;

  /** It was planned, and its pieces are all that it has. */
  private static final int PLANNED = 1;

  /** It begins where the range in front of it ends, in the same contig. */
  private static final int GOES_ON = 2;

  /** Column of group·2^32 + id of a piece. */
  private static final int KEY = 0;

  private static final int RANGE = 1;

  /** Column of the segment's length·4 + whether it has a head·2 + strand. */
  private static final int FORM = 2;

  private static final int PIECE_FROM = 3;
  private static final int PIECE_TO = 4;

  /** Column of the symbol of the range that the piece begins with. */
  private static final int AT = 5;

  private static final int PIECE_COLUMNS = 6;

  private final OpenArchive archive;

  /** Whether symbols are marked where they are in lower case. */
  private final boolean marks;

  private final LongTable ranges;
  private final LongTable pieces;

  /** Group and id of each piece, sorted, and which piece it is. */
  private final LongArray keys;

  private final LongArray sortedPieces;

  /** The symbols of all pieces that their segments have and those in front have not. */
  private final PieceStore symbols;

  private final PieceEnds ends;

  /** For each range its pieces that are not decoded yet. */
  private final AtomicIntegerArray left = new AtomicIntegerArray(RANGES_MAX);

  /** The range that was taken last. */
  private ContigRange last;

  private long firstIndex;
  private long symbolCount;
  private long nextPiece;

  /** The first of the sorted pieces of which nothing was fetched yet, if the archive is far. */
  private long nextFar;

  private long failedRange;
  private Exception failure;
  private volatile boolean stopped;

  RangeWindow(OpenArchive archive, boolean marks, MemoryBudget budget) {
    this.archive = archive;
    this.marks = marks;
    this.ranges = new LongTable(RANGE_COLUMNS, budget);
    this.pieces = new LongTable(PIECE_COLUMNS, budget);
    this.keys = new LongArray(budget);
    this.sortedPieces = new LongArray(budget);
    this.symbols = new PieceStore(budget);
    this.ends = new PieceEnds(archive.parameters().kmerLength(), marks, budget);
  }

  /** Number of ranges. */
  long count() {
    return ranges.rows();
  }

  /**
   * Takes ranges of {@code source}, of which {@code firstIndex} were taken before, until they have
   * {@code symbolsMax} symbols, and plans their pieces.
   */
  void fill(Iterator<ContigRange> source, long newFirstIndex, long symbolsMax) throws IOException {
    ranges.clear();
    pieces.clear();
    symbols.clear();
    firstIndex = newFirstIndex;
    nextPiece = 0;
    nextFar = 0;
    failedRange = Long.MAX_VALUE;
    failure = null;
    stopped = false;
    long expected = 0;
    while (count() < RANGES_MAX && expected < symbolsMax && source.hasNext()) {
      ContigRange range = source.next();
      boolean goesOn = range.from() > 0 && isBehindLast(range);
      long row = ranges.add();
      ranges.set(row, SAMPLE, range.sample());
      ranges.set(row, CONTIG, range.contig());
      ranges.set(row, FROM, range.from());
      ranges.set(row, TO, range.to());
      ranges.set(row, FLAGS, goesOn ? GOES_ON : 0);
      expected += expectedLength(range);
      last = range;
    }
    plan();
  }

  private boolean isBehindLast(ContigRange range) {
    return last != null
        && last.sample() == range.sample()
        && last.contig() == range.contig()
        && last.to() == range.from()
        && last.from() < last.to();
  }

  /** Bytes that the symbols take, for each of them. */
  double bytesPerSymbol() {
    return (double) symbols.bytes() / Math.max(1, symbolCount);
  }

  private long expectedLength(ContigRange range) throws IOException {
    long length = range.to() - range.from();
    if (length <= LENGTH_ASKED) {
      return Math.max(0, length);
    }
    try (SampleQuery query = archive.query(range.sample())) {
      return Math.min(length, query.length(range.contig()));
    } catch (IOException | IndexOutOfBoundsException e) {
      // Said again, with the range's number, when it is planned.
      return 0;
    }
  }

  /** Cuts the ranges, sample by sample, since their metadata lie together. */
  private void plan() throws IOException {
    symbolCount = 0;
    keys.clear();
    sortedPieces.clear();
    for (long range = 0; range < count(); range++) {
      keys.add(ranges.get(range, SAMPLE));
      sortedPieces.add(range);
    }
    keys.sort(sortedPieces);
    for (long i = 0; i < count(); ) {
      i = planSample(i);
    }
    keys.clear();
    sortedPieces.clear();
    for (long piece = 0; piece < pieces.rows(); piece++) {
      keys.add(pieces.get(piece, KEY));
      sortedPieces.add(piece);
    }
    keys.sort(sortedPieces);
    symbols.makeRoom();
    ends.makeRoom(pieces.rows());
  }

  /** Plans the ranges of the sample that is the next in the order of samples. */
  private long planSample(long first) throws IOException {
    long sample = keys.get(first);
    long next = first;
    try (SampleQuery query = archive.query(sample)) {
      for (; next < count() && keys.get(next) == sample; next++) {
        planRange(sortedPieces.get(next), query);
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      for (; next < count() && keys.get(next) == sample; next++) {
        fail(sortedPieces.get(next), e);
      }
    }
    return next;
  }

  private void planRange(long range, SampleQuery query) {
    long firstPiece = pieces.rows();
    ranges.set(range, FIRST_PIECE, firstPiece);
    long from = ranges.get(range, FROM);
    boolean isNext = (ranges.get(range, FLAGS) & GOES_ON) != 0;
    try {
      long[] length = {0};
      query.forEachSegment(
          ranges.get(range, CONTIG),
          from,
          ranges.get(range, TO),
          (placement, segmentLength, start, begin, end) -> {
            // What it shares with the segment in front is compared, where that is read, too.
            boolean hasHead = (length[0] > 0 || isNext) && begin - start == ends.overlap();
            addPiece(
                range,
                placement,
                segmentLength << 1 | (hasHead ? 1 : 0),
                hasHead ? 0 : begin - start,
                end - start,
                length[0]);
            symbols.add(end - begin);
            length[0] += end - begin;
          });
      verifyLength(length[0]);
      ranges.set(range, TO, from + length[0]);
      ranges.set(range, FLAGS, ranges.get(range, FLAGS) | PLANNED);
      ranges.set(range, PIECES, pieces.rows() - firstPiece);
      symbolCount += length[0];
      left.set((int) range, (int) ranges.get(range, PIECES));
    } catch (IOException | IndexOutOfBoundsException e) {
      pieces.resize(firstPiece);
      symbols.cut(firstPiece);
      fail(range, e);
    }
  }

  /** Room is reserved for all pieces before the first is looked at. */
  private void verifyLength(long symbols) throws CorruptArchiveException {
    try {
      archive.archive().expansion().verifyContig(symbols);
    } catch (MalformedBytesException e) {
      throw new CorruptArchiveException(archive.archive().name(), e.getMessage());
    }
  }

  /** Adds a piece; {@code form} is the segment's length·2 + whether it has a head. */
  private void addPiece(
      long range, SegmentPlacement placement, long form, long from, long to, long at) {
    long piece = pieces.add();
    pieces.set(piece, KEY, (long) placement.group() << 32 | placement.id());
    pieces.set(piece, RANGE, range);
    pieces.set(piece, FORM, form << 1 | (placement.strand() == Strand.REVERSE ? 1 : 0));
    pieces.set(piece, PIECE_FROM, from);
    pieces.set(piece, PIECE_TO, to);
    pieces.set(piece, AT, at);
  }

  /**
   * Some pieces of one part: a stretch of the sorted ones.
   *
   * @param isFar whether what the decoder was told of comes from afar and is to be fetched first
   */
  record Job(long from, long to, boolean isFar) {}

  /**
   * The pieces of the next part, which {@code decoder} keeps from now on until it is given another
   * or lets it go; null if there are none left.
   */
  synchronized Job nextJob(ContigDecoder decoder) {
    if (nextPiece == keys.count() || stopped) {
      return null;
    }
    long from = nextPiece;
    long key = keys.get(from);
    while (nextPiece < keys.count() && decoder.areTogether(key, keys.get(nextPiece))) {
      nextPiece++;
    }
    // Kept before anybody else can let go what they have in common: it is decoded once.
    decoder.keep(keys.get(nextPiece - 1), nextPiece - from > 1);
    boolean isFar = from >= nextFar && decoder.ahead().areWorthIt();
    if (isFar) {
      nextFar = decoder.ahead().addAll(keys, from);
    }
    return new Job(from, nextPiece, isFar);
  }

  /**
   * Decodes a job's pieces; gives ranges that are complete to {@code receiver} if there is one.
   *
   * @param room the calling thread's
   */
  void decode(Job job, ContigDecoder decoder, SymbolsReceiver receiver, Scratch room)
      throws IOException {
    for (long i = job.from(); i < job.to() && !stopped; i++) {
      long piece = sortedPieces.get(i);
      long range = pieces.get(piece, RANGE);
      try {
        decodePiece(piece, range, decoder);
        if (left.decrementAndGet((int) range) > 0) {
          continue;
        }
        checkOverlaps(range);
      } catch (IOException | RuntimeException e) {
        fail(range, e);
        continue;
      }
      if (receiver != null) {
        give(range, receiver, room);
      }
    }
  }

  private void decodePiece(long piece, long range, ContigDecoder decoder) throws IOException {
    long key = pieces.get(piece, KEY);
    long form = pieces.get(piece, FORM);
    SegmentPlacement placement =
        new SegmentPlacement((int) (key >>> 32), (int) key, Strand.of((form & 1) != 0), form >>> 1);
    long from = pieces.get(piece, PIECE_FROM);
    long to = pieces.get(piece, PIECE_TO);
    long at = pieces.get(piece, AT);
    MemorySegment codes = decoder.codes(placement, form >>> 2, from, to, marks);
    ends.keep(piece, codes, to - from, hasHead(piece));
    symbols.put(piece, codes, hasHead(piece) ? ends.overlap() : 0);
  }

  private boolean hasHead(long piece) {
    return (pieces.get(piece, FORM) & 2) != 0;
  }

  /** What two neighbouring segments of the range have in common must be equal, where it is read. */
  private void checkOverlaps(long range) throws CorruptArchiveException {
    long first = ranges.get(range, FIRST_PIECE);
    for (long piece = first + 1; piece < first + ranges.get(range, PIECES); piece++) {
      long common = Math.min(pieces.get(piece, AT), ends.overlap());
      if (hasHead(piece) && !ends.isHeadTailBefore(piece, common)) {
        throw noOverlap();
      }
    }
  }

  private CorruptArchiveException noOverlap() {
    return new CorruptArchiveException(
        archive.archive().name(), "neighbouring segments do not overlap");
  }

  private long length(long range) {
    return ranges.get(range, TO) - ranges.get(range, FROM);
  }

  private void give(long range, SymbolsReceiver receiver, Scratch room) throws IOException {
    receiver.accept(
        firstIndex + range,
        new RangeSymbols(
            symbols, ranges.get(range, FIRST_PIECE), ranges.get(range, PIECES), length(range)),
        room);
  }

  /**
   * Gives a range to {@code receiver}, of which all in front were given; false if there is none, or
   * it failed.
   *
   * @param room the calling thread's
   * @param tail the end of what was given last, by this window or the one before
   */
  boolean giveInOrder(long range, SymbolsReceiver receiver, Scratch room, RangeTail tail)
      throws IOException {
    boolean isGiven = range < Math.min(count(), failedRange) && isBehindTail(range, tail);
    if (isGiven) {
      give(range, receiver, room);
    }
    return isGiven;
  }

  /**
   * Compares the head of the first piece with what was read last, and keeps the last one's tail.
   */
  private boolean isBehindTail(long range, RangeTail tail) {
    long first = ranges.get(range, FIRST_PIECE);
    long count = ranges.get(range, PIECES);
    if (count == 0) {
      return true;
    }
    if (hasHead(first) && !tail.matches(ends.head(first))) {
      fail(range, noOverlap());
      return false;
    }
    long last = first + count - 1;
    long read = pieces.get(last, PIECE_TO) - pieces.get(last, PIECE_FROM);
    tail.keep(ends.tail(last, read));
    return true;
  }

  /** Gives the ranges without symbols, which no thread completes, to {@code receiver}. */
  void giveEmpty(SymbolsReceiver receiver, Scratch room) throws IOException {
    for (long range = 0; range < count(); range++) {
      if ((ranges.get(range, FLAGS) & PLANNED) != 0 && length(range) == 0) {
        give(range, receiver, room);
      }
    }
  }

  private synchronized void fail(long range, Exception cause) {
    if (range < failedRange) {
      failedRange = range;
      failure = cause;
    }
  }

  /** Throws what the first range that failed failed of. */
  synchronized void throwFailure() throws RangeException {
    if (failure != null) {
      long range = failedRange;
      throw new RangeException(
          firstIndex + range,
          new ContigRange(
              ranges.get(range, SAMPLE),
              ranges.get(range, CONTIG),
              ranges.get(range, FROM),
              ranges.get(range, TO)),
          failure);
    }
  }

  /** No further piece is decoded. */
  void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    ranges.close();
    pieces.close();
    keys.close();
    sortedPieces.close();
    symbols.close();
    ends.close();
  }
}
