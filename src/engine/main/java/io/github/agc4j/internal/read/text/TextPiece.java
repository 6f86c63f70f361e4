package io.github.agc4j.internal.read.text;

import io.github.agc4j.internal.dna.OtherStrand;
import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.fasta.FastaWriter;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.internal.read.range.RangeSymbols;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.Strand;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Some fragments of contigs and their text: made by one thread, written by another when that is
 * done. Used again and again; owns its buffers.
 */
public final class TextPiece implements AutoCloseable {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final ArchiveReader reader;
  private final FastaWriter format;
  private final Scratch buffer;
  private final Scratch compressed;

  /** The symbols of a fragment that was added with them. */
  private final Scratch decoded;

  private final List<Fragment> fragments = new ArrayList<>();
  private ByteBuffer text;
  private long size;
  private byte[] head;
  private byte[] tail;

  /** Whether head and tail are those of a range of the other strand. */
  private boolean isReversed;

  /**
   * A stretch of a contig; the last one ends the line.
   *
   * @param from first symbol in the contig, 0-based
   * @param to after the last symbol
   * @param column how many symbols its text has in front of it, which of the other strand are those
   *     after it; with none it brings the header
   * @param symbols what was read of it already; null if the piece reads it
   */
  record Fragment(
      ContigRange range, long from, long to, long column, boolean last, RangeSymbols symbols) {
    private boolean isReversed() {
      return range.strand() == Strand.REVERSE;
    }
  }

  public TextPiece(ArchiveReader reader, FastaWriter format, MemoryBudget budget) {
    this.reader = reader;
    this.format = format;
    this.buffer = new Scratch(budget);
    this.compressed = new Scratch(budget);
    this.decoded = new Scratch(budget);
  }

  /** Begins a new text. */
  public void start() {
    fragments.clear();
    text = null;
    size = 0;
    head = null;
    tail = null;
  }

  /** Adds the stretch from {@code from} to {@code to} of a range; the last one ends its line. */
  public void add(ContigRange range, long from, long to, boolean last) {
    boolean isReversed = range.strand() == Strand.REVERSE;
    long column = isReversed ? range.to() - to : from - range.from();
    fragments.add(new Fragment(range, from, to, column, last, null));
  }

  /**
   * Adds a range whose symbols are {@code symbols}, borrowed until the text is there.
   *
   * @param column how many symbols its text has in front of it
   * @param last whether it ends its line
   */
  public void add(ContigRange range, RangeSymbols symbols, long column, boolean last) {
    long to = range.from() + symbols.length();
    fragments.add(new Fragment(range, range.from(), to, column, last, symbols));
  }

  /** Number of fragments. */
  public int fragments() {
    return fragments.size();
  }

  /** The header of the first contig. */
  public byte[] firstHeader() {
    return fragments.get(0).range().header();
  }

  /** The k codes where the text's contig began in another piece, if it did; otherwise null. */
  public byte[] begin() {
    return isReversed ? tail : head;
  }

  /** The k codes where the text's last contig goes on in another piece; otherwise null. */
  public byte[] end() {
    return isReversed ? head : tail;
  }

  /** Makes the text, compressed unless {@code gzip} is null. */
  public void format(BlockedGzip gzip) throws IOException {
    for (Fragment fragment : fragments) {
      ContigRange range = fragment.range();
      if (fragment.column() == 0) {
        putHeader(range.header());
      }
      if (fragment.symbols() == null && !fragment.isReversed()) {
        putSymbols(fragment);
      } else {
        putDecoded(fragment);
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

  /** Writes what is decoded as a whole first. */
  private void putDecoded(Fragment fragment) throws IOException {
    long length = fragment.to() - fragment.from();
    MemorySegment symbols = decoded.atLeast(length);
    if (fragment.symbols() != null) {
      fragment.symbols().copy(symbols);
    } else {
      decode(
          fragment,
          (at, codes, offset, codesLength) ->
              MemorySegment.copy(codes, offset, symbols, at - fragment.from(), codesLength));
    }
    if (fragment.isReversed()) {
      OtherStrand.turn(symbols, length);
    }
    put(symbols, 0, length, fragment.column(), fragment.last());
  }

  /** Writes each segment when it is decoded. */
  private void putSymbols(Fragment fragment) throws IOException {
    decode(
        fragment,
        (at, codes, offset, length) ->
            put(
                codes,
                offset,
                length,
                at - fragment.range().from(),
                fragment.last() && at + length == fragment.to()));
  }

  /** Takes codes of a contig from its symbol {@code at} on. */
  private interface Codes {
    void accept(long at, MemorySegment codes, long offset, long length);
  }

  private void decode(Fragment fragment, Codes use) throws IOException {
    long[] at = {fragment.from()};
    try (SampleQuery query = reader.query(fragment.range().sample())) {
      query.decode(
          fragment.range().contig(),
          fragment.from(),
          fragment.to(),
          (codes, offset, length) -> {
            keepOverlaps(fragment, at[0], codes, offset, length);
            use.accept(at[0], codes, offset, length);
            at[0] += length;
          });
    }
  }

  private void put(MemorySegment codes, long offset, long length, long column, boolean last) {
    MemorySegment out = buffer.extend(size, size + format.bytesMax(length));
    size += format.format(codes, offset, length, column, last, out, size);
  }

  /** Keeps the k codes in front of a fragment and its last ones, if its range goes on there. */
  private void keepOverlaps(
      Fragment fragment, long at, MemorySegment codes, long offset, long length) {
    int k = reader.parameters().kmerLength();
    isReversed = fragment.isReversed();
    if (at == fragment.from() && at > fragment.range().from() && offset >= k) {
      head = codes.asSlice(offset - k, k).toArray(BYTE);
    }
    boolean goesOn = at + length == fragment.to() && fragment.to() < fragment.range().to();
    if (goesOn && offset + length >= k) {
      tail = codes.asSlice(offset + length - k, k).toArray(BYTE);
    }
  }

  /** The text, borrowed until the next start. */
  public ByteBuffer text() {
    return text;
  }

  @Override
  public void close() {
    buffer.close();
    compressed.close();
    decoded.close();
  }
}
