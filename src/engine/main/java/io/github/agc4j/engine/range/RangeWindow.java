package io.github.agc4j.engine.range;

import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.collection.SegmentPlacement;
import io.github.agc4j.dna.Strand;
import io.github.agc4j.engine.decode.ContigDecoder;
import io.github.agc4j.engine.decode.OpenArchive;
import io.github.agc4j.engine.decode.SampleQuery;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
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
  private static final int RANGES_MAX = 1 << 14;

  /** Longer ranges are cut to their contigs before they are counted. */
  private static final long LENGTH_ASKED = 1 << 16;

  /** Words of a range: sample, contig, from, to, place of its symbols, its first piece. */
  private static final int RANGE_WORDS = 6;

  /** Words of a piece: group and id, range, length and strand, from, to, symbol of the range. */
  private static final int PIECE_WORDS = 6;

  private static final long FAILED = -1;

  private final OpenArchive archive;
  private final int overlap;
  private final LongArray ranges;
  private final LongArray pieces;

  /** Group and id of each piece, sorted, and which piece it is. */
  private final LongArray keys;

  private final LongArray sortedPieces;

  /** The symbols of all ranges, one after the other. */
  private final Scratch symbols;

  /** For each piece the first symbols of its segment, which that in front has too. */
  private final Scratch heads;

  /** For each range its pieces that are not decoded yet. */
  private final AtomicIntegerArray left = new AtomicIntegerArray(RANGES_MAX);

  private long firstIndex;
  private long bytes;
  private long nextPiece;
  private long failedRange;
  private Exception failure;
  private volatile boolean stopped;

  RangeWindow(OpenArchive archive, MemoryBudget budget) {
    this.archive = archive;
    this.overlap = archive.parameters().kmerLength();
    this.ranges = new LongArray(budget);
    this.pieces = new LongArray(budget);
    this.keys = new LongArray(budget);
    this.sortedPieces = new LongArray(budget);
    this.symbols = new Scratch(budget);
    this.heads = new Scratch(budget);
  }

  /** Number of ranges. */
  long count() {
    return ranges.count() / RANGE_WORDS;
  }

  /**
   * Takes ranges of {@code source}, of which {@code firstIndex} were taken before, until they have
   * {@code bytesMax} symbols, and plans their pieces.
   */
  void fill(Iterator<ContigRange> source, long newFirstIndex, long bytesMax) throws IOException {
    ranges.clear();
    pieces.clear();
    firstIndex = newFirstIndex;
    nextPiece = 0;
    failedRange = Long.MAX_VALUE;
    failure = null;
    stopped = false;
    long expected = 0;
    while (count() < RANGES_MAX && expected < bytesMax && source.hasNext()) {
      ContigRange range = source.next();
      ranges.add(range.sample());
      ranges.add(range.contig());
      ranges.add(range.from());
      ranges.add(range.to());
      ranges.add(FAILED);
      ranges.add(0);
      expected += expectedLength(range);
    }
    plan();
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
    bytes = 0;
    keys.clear();
    sortedPieces.clear();
    for (long range = 0; range < count(); range++) {
      keys.add(word(range, 0));
      sortedPieces.add(range);
    }
    keys.sort(sortedPieces);
    for (long i = 0; i < count(); ) {
      i = planSample(i);
    }
    keys.clear();
    sortedPieces.clear();
    for (long piece = 0; piece < pieces.count() / PIECE_WORDS; piece++) {
      keys.add(pieceWord(piece, 0));
      sortedPieces.add(piece);
    }
    keys.sort(sortedPieces);
    symbols.atLeast(bytes);
    heads.atLeast(overlap * (pieces.count() / PIECE_WORDS));
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
    long firstPiece = pieces.count() / PIECE_WORDS;
    ranges.set(range * RANGE_WORDS + 5, firstPiece);
    long from = word(range, 2);
    try {
      long[] length = {0};
      query.forEachSegment(
          word(range, 1),
          from,
          word(range, 3),
          (placement, segmentLength, start, begin, end) -> {
            boolean goesOn = length[0] > 0;
            addPiece(
                range,
                placement,
                segmentLength,
                goesOn ? 0 : begin - start,
                end - start,
                length[0]);
            length[0] += end - begin;
          });
      verifyLength(length[0]);
      ranges.set(range * RANGE_WORDS + 3, from + length[0]);
      ranges.set(range * RANGE_WORDS + 4, bytes);
      bytes += length[0];
      left.set((int) range, (int) (pieces.count() / PIECE_WORDS - firstPiece));
    } catch (IOException | IndexOutOfBoundsException e) {
      pieces.resize(firstPiece * PIECE_WORDS, 0);
      fail(range, e);
    }
  }

  /** Room is reserved for all pieces before the first is looked at. */
  private void verifyLength(long symbols) throws CorruptArchiveException {
    try {
      archive.archive().expansion().verifyContig(symbols);
    } catch (MalformedBytesException e) {
      throw new CorruptArchiveException(archive.archive().path(), e.getMessage());
    }
  }

  private void addPiece(
      long range, SegmentPlacement placement, long segmentLength, long from, long to, long at) {
    pieces.add((long) placement.group() << 32 | placement.id());
    pieces.add(range);
    pieces.add(segmentLength << 1 | (placement.strand() == Strand.REVERSE ? 1 : 0));
    pieces.add(from);
    pieces.add(to);
    pieces.add(at);
  }

  private long word(long range, int word) {
    return ranges.get(range * RANGE_WORDS + word);
  }

  private long pieceWord(long piece, int word) {
    return pieces.get(piece * PIECE_WORDS + word);
  }

  /** Some pieces of one part: a stretch of the sorted ones. */
  record Job(long from, long to) {}

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
    return new Job(from, nextPiece);
  }

  /** Decodes a job's pieces; gives ranges that are complete to {@code receiver} if there is one. */
  void decode(Job job, ContigDecoder decoder, RangeReceiver receiver) throws IOException {
    for (long i = job.from(); i < job.to() && !stopped; i++) {
      long piece = sortedPieces.get(i);
      long range = pieceWord(piece, 1);
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
        give(range, receiver);
      }
    }
  }

  private void decodePiece(long piece, long range, ContigDecoder decoder) throws IOException {
    long key = pieceWord(piece, 0);
    long form = pieceWord(piece, 2);
    SegmentPlacement placement =
        new SegmentPlacement((int) (key >>> 32), (int) key, Strand.of((form & 1) != 0), form >>> 1);
    long from = pieceWord(piece, 3);
    long to = pieceWord(piece, 4);
    long at = pieceWord(piece, 5);
    MemorySegment codes = decoder.codes(placement, form >>> 1, from, to);
    long shared = at > 0 ? overlap : 0;
    MemorySegment.copy(codes, 0, heads.atLeast(0), piece * overlap, shared);
    MemorySegment.copy(codes, shared, symbols.atLeast(0), word(range, 4) + at, to - from - shared);
  }

  /** What two neighbouring segments of the range have in common must be equal, where it is read. */
  private void checkOverlaps(long range) throws IOException {
    long first = word(range, 5);
    long place = word(range, 4);
    for (long piece = first + 1;
        piece < pieces.count() / PIECE_WORDS && pieceWord(piece, 1) == range;
        piece++) {
      long at = pieceWord(piece, 5);
      long common = Math.min(at, overlap);
      long head = (piece + 1) * overlap - common;
      if (MemorySegment.mismatch(
              symbols.atLeast(0),
              place + at - common,
              place + at,
              heads.atLeast(0),
              head,
              head + common)
          >= 0) {
        throw new CorruptArchiveException(
            archive.archive().path(), "neighbouring segments do not overlap");
      }
    }
  }

  private void give(long range, RangeReceiver receiver) throws IOException {
    long place = word(range, 4);
    long length = word(range, 3) - word(range, 2);
    receiver.accept(firstIndex + range, symbols.atLeast(0).asSlice(place, length).asReadOnly());
  }

  /** Gives ranges that are complete to {@code receiver}, in order, until one failed. */
  void giveAll(RangeReceiver receiver) throws IOException {
    for (long range = 0; range < Math.min(count(), failedRange); range++) {
      give(range, receiver);
    }
  }

  /** Gives the ranges without symbols, which no thread completes, to {@code receiver}. */
  void giveEmpty(RangeReceiver receiver) throws IOException {
    for (long range = 0; range < count(); range++) {
      if (word(range, 4) != FAILED && word(range, 3) == word(range, 2)) {
        give(range, receiver);
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
          new ContigRange(word(range, 0), word(range, 1), word(range, 2), word(range, 3)),
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
    heads.close();
  }
}
