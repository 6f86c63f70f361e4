package io.github.agc4j;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.RangeException;
import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.fasta.FastaWriter;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.read.range.RangeSymbols;
import io.github.agc4j.internal.read.range.SymbolsReceiver;
import io.github.agc4j.internal.read.range.WaitingRanges;
import io.github.agc4j.internal.read.range.WholeSamples;
import io.github.agc4j.internal.read.text.SampleLines;
import io.github.agc4j.internal.read.text.TextPiece;
import io.github.agc4j.internal.work.OrderedTasks;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.Strand;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Extracts samples and ranges of one archive as FASTA text. The workers decode pieces; the caller's
 * thread writes them in order. A few pieces per worker exist at a time, however slow the output is.
 * With one thread all is done in the caller's. Short ranges are read many at a time, so that each
 * part of the archive is decompressed once for all of them.
 */
final class ArchiveExtractor implements AutoCloseable {
  private static final long PIECE_SYMBOLS = 1 << 18;
  private static final int PIECES_PER_THREAD = 2;
  private static final long NONE = -1;

  /** Symbols of so many bytes wait for others, so that they share what is decompressed. */
  private static final long WAITING_BYTES = 16L << 20;

  private final ArchiveReader reader;
  private final TextForm form;
  private final FastaWriter format;
  private final int threads;
  private final OrderedTasks<TextPiece> tasks;
  private final MemoryBudget budget;
  private final List<TextPiece> pieces = new ArrayList<>();
  private final ArrayDeque<TextPiece> idlePieces = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<BlockedGzip> idleCompressors = new ConcurrentLinkedQueue<>();

  /** Gets the digests of contigs that are computed on the way; null if nobody wants them. */
  private ContigDigests digests;

  /** What the piece written last shares with the next one, if its contig goes on there. */
  private byte[] lastEnd;

  /** An extractor of {@code reader}, which stays the caller's. */
  ArchiveExtractor(ArchiveReader reader, TextForm form, int threads) {
    this.reader = reader;
    this.form = form;
    this.format = new FastaWriter(form.usualLength());
    this.threads = threads;
    this.budget = reader.outputBudget();
    this.tasks = new OrderedTasks<>("agc4j-extract", threads);
  }

  /**
   * Has digests of the contigs of whole samples put into {@code newDigests} from now on, as far as
   * that costs no further decoding.
   */
  void digestInto(ContigDigests newDigests) {
    digests = newDigests;
  }

  /** Writes whole samples, by their indexes. */
  public void samples(SampleIndexes samples, FastaOutput output) throws IOException {
    try (WholeSamples ranges = reader.wholeSamples(samples, PIECE_SYMBOLS, null);
        WholeSamples shown = reader.wholeSamples(samples, PIECE_SYMBOLS, form.headers());
        SampleLines lines = new SampleLines(reader, format, budget)) {
      boolean isAsRead = form.lineLength() == TextForm.AS_READ;
      SamplesPlan plan =
          new SamplesPlan(samples.iterator(), shown, isAsRead ? lines : null, output);
      reader.readAll(
          () -> ranges,
          new RangeOptions(threads, WAITING_BYTES, true, false),
          !form.isUpper(),
          plan);
      plan.finish();
    } catch (RangeException e) {
      throw e.getCause() instanceof IOException cause ? cause : e;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      tasks.abandon(idlePieces::push);
    }
  }

  /** Gives what whole samples consist of to the pieces of their texts. */
  private final class SamplesPlan implements SymbolsReceiver {
    private final Iterator<Long> samples;
    private final WholeSamples ranges;

    /** Null if lines are of one width. */
    private final SampleLines lines;

    private final PiecePlan pieces;
    private final FastaOutput output;
    private long current = NONE;

    private SamplesPlan(
        Iterator<Long> samples, WholeSamples ranges, SampleLines lines, FastaOutput output) {
      this.samples = samples;
      this.ranges = ranges;
      this.lines = lines;
      this.pieces = new PiecePlan(output);
      this.output = output;
    }

    @Override
    public void accept(long index, RangeSymbols symbols, Scratch room) throws IOException {
      ContigRange range = ranges.next();
      if (range.contig() == 0 && range.from() == 0) {
        do {
          next();
        } while (current != range.sample());
      }
      pieces.add(range, symbols, ranges.isContigComplete(), lines);
    }

    @Override
    public void endTogether() throws IOException {
      pieces.flush();
      drain(0, output);
    }

    private void next() throws IOException {
      end();
      current = samples.next();
      output.startSample(reader.sampleName(current));
      if (lines != null) {
        lines.startSample(current);
      }
    }

    private void end() throws IOException {
      if (current != NONE) {
        pieces.flush();
        drain(0, output);
        output.endSample();
      }
    }

    private void finish() throws IOException {
      while (samples.hasNext()) {
        next();
      }
      end();
    }
  }

  /** Ranges that are written in the order in which they are added. */
  final class Ranges implements AutoCloseable {
    private final PiecePlan plan;
    private final boolean areApart;
    private final WaitingRanges waiting = new WaitingRanges();

    private Ranges(FastaOutput output, boolean areApart) {
      this.plan = new PiecePlan(output);
      this.areApart = areApart;
    }

    /** Goes on with {@code range}, which is written now or later. */
    void add(ContigRange range) throws IOException {
      boolean isShort = WaitingRanges.isShort(range);
      if (!isShort || waiting.isFull()) {
        planTogether(waiting, plan, areApart);
      }
      if (isShort) {
        waiting.add(range);
      } else {
        planContig(range, plan);
      }
    }

    /** Writes all that is not written yet. */
    void finish() throws IOException {
      planTogether(waiting, plan, areApart);
      plan.flush();
      drain(0, plan.output);
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
      tasks.abandon(idlePieces::push);
    }
  }

  /**
   * Begins to write ranges of contigs.
   *
   * @param areApart whether the text of each short one is written by a call of its own
   */
  Ranges ranges(FastaOutput output, boolean areApart) {
    return new Ranges(output, areApart);
  }

  /** Reads what waits. */
  private void planTogether(WaitingRanges waiting, PiecePlan plan, boolean areApart)
      throws IOException {
    List<ContigRange> ranges = waiting.ranges();
    try {
      reader.readAll(
          ranges,
          new RangeOptions(threads, WaitingRanges.BYTES_MAX, true, false),
          !form.isUpper(),
          new SymbolsReceiver() {
            @Override
            public void accept(long index, RangeSymbols symbols, Scratch room) throws IOException {
              plan.add(ranges.get((int) index), symbols, 0, true);
              if (areApart) {
                plan.flush();
              }
            }

            @Override
            public void endTogether() throws IOException {
              plan.flush();
              drain(0, plan.output);
            }
          });
    } catch (RangeException e) {
      throw e.getCause() instanceof IOException cause ? cause : e;
    }
    waiting.clear();
  }

  /**
   * Cuts a range into fragments that end where segments end, so that each segment is decoded once.
   */
  private void planContig(ContigRange range, PiecePlan plan) throws IOException {
    if (range.strand() == Strand.REVERSE) {
      planReversed(range, plan);
      return;
    }
    long to = range.to();
    long from = range.from();
    do {
      long end =
          to - from <= PIECE_SYMBOLS
              ? to
              : Math.min(to, reader.segmentEnd(range, from + PIECE_SYMBOLS));
      plan.add(range, from, end, end == to);
      from = end;
    } while (from < to);
  }

  /** The same of the other strand, from the end on, in pieces of its own. */
  private void planReversed(ContigRange range, PiecePlan plan) throws IOException {
    plan.flush();
    long end = range.to();
    do {
      long from = fragmentStart(range, end);
      plan.add(range, from, end, from == range.from());
      plan.flush();
      end = from;
    } while (end > range.from());
  }

  /** Where a fragment that ends at {@code end} begins: with the range, or where a segment ends. */
  private long fragmentStart(ContigRange range, long end) throws IOException {
    for (long size = PIECE_SYMBOLS; size < end - range.from(); size *= 2) {
      long segmentEnd = reader.segmentEnd(range, end - size);
      if (segmentEnd < end) {
        return segmentEnd;
      }
    }
    return range.from();
  }

  /** Gathers fragments until they are worth a piece. */
  private final class PiecePlan {
    private static final int FRAGMENTS_MAX = 64;

    private final FastaOutput output;
    private TextPiece piece;
    private long symbols;

    private PiecePlan(FastaOutput output) {
      this.output = output;
    }

    private void add(ContigRange range, long from, long to, boolean last) throws IOException {
      begun().add(range, from, to, last);
      added(to - from);
    }

    private void add(ContigRange range, RangeSymbols symbols, long column, boolean last)
        throws IOException {
      begun().add(range, symbols, column, last);
      added(symbols.length());
    }

    /** Adds a stretch of a whole sample, in lines of one width if {@code lines} is null. */
    private void add(ContigRange range, RangeSymbols symbols, boolean last, SampleLines lines)
        throws IOException {
      if (lines == null) {
        add(range, symbols, range.from(), last);
      } else {
        begun().add(range, symbols, range.from(), last, lines, output.isOneText());
        added(symbols.length());
      }
    }

    private TextPiece begun() {
      if (piece == null) {
        piece = idlePiece();
      }
      return piece;
    }

    private void added(long length) throws IOException {
      symbols += length;
      if (symbols >= PIECE_SYMBOLS || piece.fragments() == FRAGMENTS_MAX) {
        flush();
      }
    }

    private void flush() throws IOException {
      if (piece != null) {
        submit(piece, output);
        piece = null;
        symbols = 0;
      }
    }
  }

  private TextPiece idlePiece() {
    if (idlePieces.isEmpty()) {
      idlePieces.push(new TextPiece(reader, format, form.isUpper(), digests, budget));
      pieces.add(idlePieces.peek());
    }
    idlePieces.peek().start();
    return idlePieces.pop();
  }

  private void submit(TextPiece piece, FastaOutput output) throws IOException {
    tasks.give(
        () -> {
          make(piece);
          return piece;
        });
    drain(threads == 1 ? 0 : threads * PIECES_PER_THREAD, output);
  }

  /** Makes the piece's text; called by several threads. */
  private void make(TextPiece piece) throws IOException {
    BlockedGzip gzip = null;
    if (form.isCompressed()) {
      BlockedGzip idle = idleCompressors.poll();
      gzip = idle == null ? new BlockedGzip(form.gzipLevel(), budget) : idle;
    }
    try {
      piece.format(gzip);
    } finally {
      if (gzip != null) {
        idleCompressors.add(gzip);
      }
    }
  }

  /** Writes the oldest pieces until only {@code left} are under way. */
  private void drain(int left, FastaOutput output) throws IOException {
    try {
      while (tasks.underWay() > left) {
        TextPiece piece = tasks.take();
        idlePieces.push(piece);
        checkOverlap(piece);
        output.write(piece.text());
      }
    } catch (IOException | RuntimeException | Error e) {
      // Others may read symbols that are given back when this is told.
      tasks.abandon(idlePieces::push);
      throw e;
    }
  }

  /** The symbols that two pieces of a contig share must be the same in both. */
  private void checkOverlap(TextPiece piece) throws IOException {
    boolean areKnown = piece.begin() != null && lastEnd != null;
    if (areKnown && !Arrays.equals(piece.begin(), lastEnd)) {
      throw new CorruptArchiveException(
          reader.name(),
          "contig "
              + ArchiveReader.text(piece.firstHeader())
              + ": neighbouring segments do not overlap");
    }
    lastEnd = piece.end();
  }

  /** Stops the workers and frees the buffers. */
  @Override
  public void close() {
    tasks.close();
    pieces.forEach(TextPiece::close);
    idleCompressors.forEach(BlockedGzip::close);
  }
}
