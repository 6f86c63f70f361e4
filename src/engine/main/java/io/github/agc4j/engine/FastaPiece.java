package io.github.agc4j.engine;

import io.github.agc4j.engine.decode.SampleQuery;
import io.github.agc4j.engine.decode.WorkerResult;
import io.github.agc4j.engine.query.ContigRange;
import io.github.agc4j.engine.range.RangeSymbols;
import io.github.agc4j.fasta.BlockedGzip;
import io.github.agc4j.fasta.FastaWriter;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Some fragments of contigs and their text: made by one thread, written by another when that is
 * done. Used again and again; owns its buffers.
 */
final class FastaPiece implements AutoCloseable {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final AgcReader reader;
  private final FastaWriter format;
  private final Scratch buffer;
  private final Scratch compressed;

  /** The symbols of a fragment that was added with them. */
  private final Scratch decoded;

  private final List<Fragment> fragments = new ArrayList<>();
  private Future<?> future;
  private ByteBuffer text;
  private long size;
  private byte[] head;
  private byte[] tail;

  /**
   * A stretch of a contig; the last one ends the line.
   *
   * @param from first symbol in the contig, 0-based
   * @param to behind the last symbol
   * @param column how many symbols its text has in front of it; with none it brings the header
   * @param symbols what was read of it already; null if the piece reads it
   */
  record Fragment(
      ContigRange range, long from, long to, long column, boolean last, RangeSymbols symbols) {}

  FastaPiece(AgcReader reader, FastaWriter format, MemoryBudget budget) {
    this.reader = reader;
    this.format = format;
    this.buffer = new Scratch(budget);
    this.compressed = new Scratch(budget);
    this.decoded = new Scratch(budget);
  }

  /** Begins a new text. */
  void start() {
    fragments.clear();
    future = null;
    text = null;
    size = 0;
    head = null;
    tail = null;
  }

  /** Adds the stretch from {@code from} to {@code to} of a range; the last one ends its line. */
  void add(ContigRange range, long from, long to, boolean last) {
    fragments.add(new Fragment(range, from, to, from - range.from(), last, null));
  }

  /**
   * Adds a range whose symbols are {@code symbols}, borrowed until the text is there.
   *
   * @param column how many symbols its text has in front of it
   * @param last whether it ends its line
   */
  void add(ContigRange range, RangeSymbols symbols, long column, boolean last) {
    long to = range.from() + symbols.length();
    fragments.add(new Fragment(range, range.from(), to, column, last, symbols));
  }

  /** Number of fragments. */
  int fragments() {
    return fragments.size();
  }

  /** What {@link #await} waits for. */
  void isMadeBy(Future<?> newFuture) {
    future = newFuture;
  }

  /** The header of the first contig. */
  byte[] firstHeader() {
    return fragments.get(0).range().header();
  }

  /** The k codes in front of the piece; null unless its first contig began in another one. */
  byte[] head() {
    return head;
  }

  /** The last k codes; null unless the last contig goes on. */
  byte[] tail() {
    return tail;
  }

  /** Makes the text, compressed unless {@code gzip} is null. */
  void format(BlockedGzip gzip) throws IOException {
    for (Fragment fragment : fragments) {
      ContigRange range = fragment.range();
      if (fragment.column() == 0) {
        putHeader(range.header());
      }
      if (fragment.symbols() == null) {
        putSymbols(fragment);
      } else {
        long length = fragment.symbols().length();
        MemorySegment codes = decoded.atLeast(length);
        fragment.symbols().copy(codes);
        put(codes, 0, length, fragment.column(), fragment.last());
      }
    }
    MemorySegment plain = buffer.atLeast(size);
    if (gzip == null) {
      text = plain.asSlice(0, size).asByteBuffer();
    } else {
      MemorySegment target = compressed.atLeast(BlockedGzip.bytesMax(size));
      text = target.asSlice(0, gzip.compress(plain, size, target)).asByteBuffer();
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
    long[] column = {fragment.column()};
    long end = fragment.to() - range.from();
    try (SampleQuery query = reader.query(range.sample())) {
      query.decode(
          range.contig(),
          fragment.from(),
          fragment.to(),
          (codes, offset, length) -> {
            keepOverlaps(fragment, column[0], codes, offset, length);
            put(codes, offset, length, column[0], fragment.last() && column[0] + length == end);
            column[0] += length;
          });
    }
  }

  private void put(MemorySegment codes, long offset, long length, long column, boolean last) {
    MemorySegment out = buffer.extend(size, size + format.bytesMax(length));
    size += format.format(codes, offset, length, column, last, out, size);
  }

  private void keepOverlaps(
      Fragment fragment, long column, MemorySegment codes, long offset, long length) {
    int k = reader.parameters().kmerLength();
    boolean continued = fragment.from() > fragment.range().from();
    if (continued && column == fragment.from() - fragment.range().from() && offset >= k) {
      head = codes.asSlice(offset - k, k).toArray(BYTE);
    }
    boolean goesOn = !fragment.last() && column + length == fragment.to() - fragment.range().from();
    if (goesOn && offset + length >= k) {
      tail = codes.asSlice(offset + length - k, k).toArray(BYTE);
    }
  }

  /** Waits for the text; throws what failed while it was made. */
  void await() throws IOException {
    if (future != null) {
      WorkerResult.of(future);
    }
  }

  /** The text, borrowed until the next start. */
  ByteBuffer text() {
    return text;
  }

  @Override
  public void close() {
    buffer.close();
    compressed.close();
    decoded.close();
  }
}
