package io.github.agc4j.engine;

import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.collection.ContigNames;
import io.github.agc4j.engine.query.ContigQuery;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.fasta.FastaWriter;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Extracts samples and contigs as FASTA text. The workers decode pieces; the caller's thread writes
 * them in order. A few pieces per worker exist at a time, however slow the output is. With one
 * thread all is done in the caller's.
 */
public final class FastaExtractor implements AutoCloseable {
  private static final long PIECE_SYMBOLS = 1 << 18;
  private static final int PIECES_PER_THREAD = 2;
  private static final int CONTIGS_AT_ONCE = 4096;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final AgcReader reader;
  private final FastaWriter format;
  private final int threads;
  private final ExecutorService workers;
  private final MemoryBudget budget;
  private final ArrayDeque<Piece> underWay = new ArrayDeque<>();
  private final ArrayDeque<Scratch> idleBuffers = new ArrayDeque<>();
  private final List<Scratch> buffers = new ArrayList<>();

  /** The last k codes of the piece written last, if its contig goes on in the next one. */
  private byte[] lastTail;

  /**
   * An extractor of {@code reader}, which stays the caller's, with {@code lineLength} symbols per
   * line.
   */
  public FastaExtractor(AgcReader reader, long lineLength, int threads) {
    this.reader = reader;
    this.format = new FastaWriter(lineLength);
    this.threads = threads;
    this.budget = reader.outputBudget();
    this.workers =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("agc4j-extract-", 1).factory());
  }

  /** Writes whole samples, by their indexes. */
  public void samples(List<Long> samples, FastaOutput output) throws IOException {
    for (long sample : samples) {
      output.startSample(reader.sampleName(sample));
      try {
        planSample(sample, output);
        drain(0, output);
      } finally {
        abandon();
      }
      output.endSample();
    }
  }

  /**
   * Writes what the queries ask for, in their order; nothing at all if one of them fails to be
   * resolved.
   */
  public void contigs(List<ContigQuery> queries, FastaOutput output) throws IOException {
    List<ContigRange> ranges = new ArrayList<>();
    for (ContigQuery query : queries) {
      ranges.add(reader.resolve(query));
    }
    try {
      PiecePlan plan = new PiecePlan(output);
      for (ContigRange range : ranges) {
        planContig(range, reader.contigLength(range.sample(), range.contig()), plan);
      }
      plan.flush();
      drain(0, output);
    } finally {
      abandon();
    }
  }

  private void planSample(long sample, FastaOutput output) throws IOException {
    PiecePlan plan = new PiecePlan(output);
    long contigs = reader.contigs(sample);
    for (long first = 0; first < contigs; first += CONTIGS_AT_ONCE) {
      List<ContigRange> ranges = new ArrayList<>();
      List<Long> lengths = new ArrayList<>();
      try (AgcReader.Query query = reader.query(sample)) {
        ContigNames names = query.names();
        for (long skipped = 0; skipped < first; skipped++) {
          names.next();
        }
        for (long contig = first; contig < Math.min(contigs, first + CONTIGS_AT_ONCE); contig++) {
          ranges.add(new ContigRange(sample, contig, 0, Long.MAX_VALUE, names.next()));
          lengths.add(query.decoder.length(query.batch, query.place, contig, query.reading));
        }
      }
      for (int i = 0; i < ranges.size(); i++) {
        planContig(ranges.get(i), lengths.get(i), plan);
      }
    }
    plan.flush();
  }

  /**
   * Cuts a range into fragments that end where segments end, so that each segment is decoded once.
   */
  private void planContig(ContigRange range, long length, PiecePlan plan) throws IOException {
    long to = Math.min(range.to(), length);
    long from = range.from();
    do {
      long end =
          to - from <= PIECE_SYMBOLS
              ? to
              : Math.min(to, reader.segmentEnd(range, from + PIECE_SYMBOLS));
      plan.add(new Fragment(range, from, end, end == to));
      from = end;
    } while (from < to);
  }

  /** A stretch of a contig; the first one brings the header, the last one ends the line. */
  private record Fragment(ContigRange range, long from, long to, boolean last) {}

  /** Gathers fragments until they are worth a piece. */
  private final class PiecePlan {
    private static final int FRAGMENTS_MAX = 64;

    private final FastaOutput output;
    private List<Fragment> fragments = new ArrayList<>();
    private long symbols;

    private PiecePlan(FastaOutput output) {
      this.output = output;
    }

    private void add(Fragment fragment) throws IOException {
      fragments.add(fragment);
      symbols += fragment.to() - fragment.from();
      if (symbols >= PIECE_SYMBOLS || fragments.size() == FRAGMENTS_MAX) {
        flush();
      }
    }

    private void flush() throws IOException {
      if (!fragments.isEmpty()) {
        submit(new Piece(fragments, takeBuffer()), output);
        fragments = new ArrayList<>();
        symbols = 0;
      }
    }
  }

  private Scratch takeBuffer() {
    Scratch idle = idleBuffers.poll();
    if (idle == null) {
      idle = new Scratch(budget);
      buffers.add(idle);
    }
    return idle;
  }

  private void submit(Piece piece, FastaOutput output) throws IOException {
    underWay.add(piece);
    if (workers == null) {
      piece.format();
      drain(0, output);
    } else {
      piece.future =
          workers.submit(
              () -> {
                piece.format();
                return null;
              });
      drain(threads * PIECES_PER_THREAD, output);
    }
  }

  /** Writes the oldest pieces until only {@code left} are under way. */
  private void drain(int left, FastaOutput output) throws IOException {
    while (underWay.size() > left) {
      Piece piece = underWay.peek();
      piece.await();
      checkOverlap(piece);
      output.write(piece.text());
      underWay.remove();
      idleBuffers.push(piece.buffer);
    }
  }

  /** The symbols that two pieces of a contig share must be the same in both. */
  private void checkOverlap(Piece piece) throws IOException {
    if (piece.head != null && !Arrays.equals(piece.head, lastTail)) {
      throw new CorruptArchiveException(
          reader.path(),
          "contig "
              + AgcReader.text(piece.fragments.get(0).range().header())
              + ": neighbouring segments do not overlap");
    }
    lastTail = piece.tail;
  }

  private void abandon() {
    while (!underWay.isEmpty()) {
      Piece piece = underWay.remove();
      try {
        piece.await();
      } catch (IOException | RuntimeException e) {
        // The first failure is on its way to the caller; this piece is given up with it.
      }
      idleBuffers.push(piece.buffer);
    }
  }

  /** Some fragments and their text. */
  private final class Piece {
    private final List<Fragment> fragments;
    private final Scratch buffer;
    private Future<?> future;
    private long size;

    /** The k codes in front of the piece, if its first contig began in another one. */
    private byte[] head;

    /** The last k codes, if the last contig goes on. */
    private byte[] tail;

    private Piece(List<Fragment> fragments, Scratch buffer) {
      this.fragments = fragments;
      this.buffer = buffer;
    }

    private void format() throws IOException {
      for (Fragment fragment : fragments) {
        ContigRange range = fragment.range();
        if (fragment.from() == range.from()) {
          putHeader(range.header());
        }
        putSymbols(fragment);
      }
    }

    private void putHeader(byte[] header) {
      MemorySegment out = buffer.extend(size, size + header.length + 2);
      out.set(BYTE, size, (byte) '>');
      MemorySegment.copy(header, 0, out, BYTE, size + 1, header.length);
      out.set(BYTE, size + 1 + header.length, (byte) '\n');
      size += header.length + 2;
    }

    private void putSymbols(Fragment fragment) throws IOException {
      ContigRange range = fragment.range();
      long[] column = {fragment.from() - range.from()};
      long end = fragment.to() - range.from();
      try (AgcReader.Query query = reader.query(range.sample())) {
        query.decoder.decode(
            query.batch,
            query.place,
            range.contig(),
            query.reading,
            fragment.from(),
            fragment.to(),
            (codes, offset, length) -> {
              keepOverlaps(fragment, column[0], codes, offset, length);
              MemorySegment out = buffer.extend(size, size + format.bytesMax(length));
              boolean last = fragment.last() && column[0] + length == end;
              size += format.format(codes, offset, length, column[0], last, out, size);
              column[0] += length;
            });
      }
    }

    private void keepOverlaps(
        Fragment fragment, long column, MemorySegment codes, long offset, long length) {
      int k = reader.parameters().kmerLength();
      boolean continued = fragment.from() > fragment.range().from();
      if (continued && column == fragment.from() - fragment.range().from() && offset >= k) {
        head = codes.asSlice(offset - k, k).toArray(BYTE);
      }
      boolean goesOn =
          !fragment.last() && column + length == fragment.to() - fragment.range().from();
      if (goesOn && offset + length >= k) {
        tail = codes.asSlice(offset + length - k, k).toArray(BYTE);
      }
    }

    private void await() throws IOException {
      if (future == null) {
        return;
      }
      try {
        future.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException cause -> throw cause;
          case RuntimeException cause -> throw cause;
          case Error cause -> throw cause;
          default -> throw new IllegalStateException(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    private ByteBuffer text() {
      return buffer.atLeast(size).asSlice(0, size).asByteBuffer();
    }
  }

  /** Stops the workers and frees the buffers. */
  @Override
  public void close() {
    if (workers != null) {
      workers.close();
    }
    buffers.forEach(Scratch::close);
  }
}
