package io.github.agc4j.internal.read.text;

import io.github.agc4j.internal.dna.CodeLetters;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.OtherStrand;
import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.fasta.FastaWriter;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.internal.read.range.ContigDigests;
import io.github.agc4j.internal.read.range.RangeSymbols;
import io.github.agc4j.internal.read.range.SymbolHasher;
import io.github.agc4j.internal.text.Restored;
import io.github.agc4j.internal.text.line.LineUnit;
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
  private final boolean isUpper;

  /** Whether symbols may be other than their codes tell. */
  private final boolean hasRuns;

  private final Scratch buffer;
  private final Scratch compressed;

  /** The symbols of a fragment that was added with them, or letters. */
  private final Scratch decoded;

  /** Lines that are told one by one: see {@link SampleLines}. */
  private final LongTable rows;

  /** What gets the digests of contigs that are whole fragments; null if nobody wants them. */
  private final ContigDigests digests;

  /** Computes them; null then, too. */
  private final SymbolHasher hasher;

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
   * @param form what formats its lines; null if they are told one by one
   * @param before the first row of what comes in front of its header
   * @param rows the first row of its lines
   * @param rowsEnd after the last
   */
  record Fragment(
      ContigRange range,
      long from,
      long to,
      long column,
      boolean last,
      RangeSymbols symbols,
      FastaWriter form,
      long before,
      long rows,
      long rowsEnd) {
    private boolean isReversed() {
      return range.strand() == Strand.REVERSE;
    }
  }

  /**
   * A piece of text of {@code reader}, which stays the caller's.
   *
   * @param format what formats lines where nothing else is said
   * @param isUpper whether letters are in upper case
   * @param digests gets the digests of contigs that were added whole, with their symbols; null if
   *     nobody wants them
   */
  public TextPiece(
      ArchiveReader reader,
      FastaWriter format,
      boolean isUpper,
      ContigDigests digests,
      MemoryBudget budget) {
    this.reader = reader;
    this.digests = digests;
    this.hasher = digests == null ? null : new SymbolHasher(reader.texts(), digests.areWhole());
    this.format = format;
    this.isUpper = isUpper;
    this.hasRuns = !reader.texts().hasNoRuns();
    this.rows = new LongTable(SampleLines.COLUMNS, budget);
    this.buffer = new Scratch(budget);
    this.compressed = new Scratch(budget);
    this.decoded = new Scratch(budget);
  }

  /** Begins a new text. */
  public void start() {
    fragments.clear();
    rows.clear();
    text = null;
    size = 0;
    head = null;
    tail = null;
  }

  /** Adds the stretch from {@code from} to {@code to} of a range; the last one ends its line. */
  public void add(ContigRange range, long from, long to, boolean last) {
    boolean isReversed = range.strand() == Strand.REVERSE;
    long column = isReversed ? range.to() - to : from - range.from();
    fragments.add(
        new Fragment(
            range, from, to, column, last, null, format, rows.rows(), rows.rows(), rows.rows()));
  }

  /**
   * Adds a range whose symbols are {@code symbols}, borrowed until the text is there.
   *
   * @param column how many symbols its text has in front of it
   * @param last whether it ends its line
   */
  public void add(ContigRange range, RangeSymbols symbols, long column, boolean last) {
    add(range, symbols, column, last, format, rows.rows(), rows.rows());
  }

  /** Adds a range whose lines in front of its header, and in it, begin at these rows. */
  private void add(
      ContigRange range,
      RangeSymbols symbols,
      long column,
      boolean last,
      FastaWriter form,
      long before,
      long first) {
    fragments.add(
        new Fragment(
            range,
            range.from(),
            range.from() + symbols.length(),
            column,
            last,
            symbols,
            form,
            before,
            first,
            rows.rows()));
  }

  /**
   * The same in lines that {@code lines} tells, which is at this stretch of the contig.
   *
   * @param isJoined whether a line that is open in front of the header is ended
   */
  public void add(
      ContigRange range,
      RangeSymbols symbols,
      long column,
      boolean last,
      SampleLines lines,
      boolean isJoined)
      throws IOException {
    long before = rows.rows();
    if (column == 0) {
      if (isJoined && lines.isOpen()) {
        lines.endLine(rows);
      }
      lines.startContig(rows);
    }
    long first = rows.rows();
    if (lines.form() == null) {
      lines.addRows(symbols.length(), last, rows);
    }
    add(range, symbols, column, last, lines.form(), before, first);
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
        putRows(fragment.before(), fragment.rows(), MemorySegment.NULL, false);
        putHeader(range.header(), fragment.form());
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

  private void putHeader(byte[] header, FastaWriter form) {
    MemorySegment out = buffer.extend(size, size + header.length + 3);
    out.set(BYTE, size, (byte) '>');
    MemorySegment.copy(header, 0, out, BYTE, size + 1, header.length);
    size += header.length + 1;
    size += form == null ? 0 : FastaWriter.putUnit(form.unit(), out, size);
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
    if (digests != null && fragment.column() == 0 && fragment.last()) {
      digest(fragment.range(), symbols, length);
    }
    boolean areLetters = hasRuns || fragment.isReversed();
    if (areLetters) {
      CodeLetters.write(symbols, 0, length, symbols, 0);
      restore(fragment.range(), fragment.from(), fragment.to(), symbols);
    }
    if (fragment.isReversed()) {
      OtherStrand.turnLetters(symbols, length);
    }
    put(fragment, symbols, areLetters, 0, length, fragment.column(), fragment.last());
  }

  private void digest(ContigRange contig, MemorySegment codes, long length) throws IOException {
    hasher.start(contig.sample(), contig.contig());
    hasher.add(codes, 0, length);
    digests.put(contig.sample(), contig.contig(), hasher.finish());
  }

  /** Makes letters of symbols what they were. */
  private void restore(ContigRange range, long from, long to, MemorySegment letters)
      throws IOException {
    if (hasRuns) {
      reader
          .texts()
          .restore(
              range.sample(),
              range.contig(),
              from,
              to,
              isUpper ? Restored.SYMBOLS : Restored.ALL,
              letters,
              0);
    }
  }

  /** Writes each segment when it is decoded. */
  private void putSymbols(Fragment fragment) throws IOException {
    decode(
        fragment,
        (at, codes, offset, length) -> {
          MemorySegment source = codes;
          long from = offset;
          if (hasRuns) {
            source = decoded.atLeast(length);
            from = 0;
            CodeLetters.write(codes, offset, length, source, 0);
            restore(fragment.range(), at, at + length, source);
          }
          put(
              fragment,
              source,
              hasRuns,
              from,
              length,
              at - fragment.range().from(),
              fragment.last() && at + length == fragment.to());
        });
  }

  /** Takes codes of a contig from its symbol {@code at} on. */
  private interface Codes {
    void accept(long at, MemorySegment codes, long offset, long length) throws IOException;
  }

  private void decode(Fragment fragment, Codes use) throws IOException {
    long[] at = {fragment.from()};
    try (SampleQuery query = reader.query(fragment.range().sample())) {
      query.decode(
          fragment.range().contig(),
          fragment.from(),
          fragment.to(),
          !isUpper,
          (codes, offset, length) -> {
            keepOverlaps(fragment, at[0], codes, offset, length);
            use.accept(at[0], codes, offset, length);
            at[0] += length;
          });
    }
  }

  private void put(
      Fragment fragment,
      MemorySegment source,
      boolean areLetters,
      long offset,
      long length,
      long column,
      boolean last) {
    FastaWriter form = fragment.form();
    if (form == null) {
      putRows(fragment.rows(), fragment.rowsEnd(), source, areLetters);
      return;
    }
    MemorySegment out = buffer.extend(size, size + form.bytesMax(length));
    size += form.format(source, areLetters, offset, length, column, last, out, size);
  }

  /** Writes lines that are told one by one, of the symbols of {@code source} from the first on. */
  private void putRows(long from, long to, MemorySegment source, boolean areLetters) {
    long done = 0;
    for (long row = from; row < to; row++) {
      long letters = rows.get(row, SampleLines.LETTERS);
      int unit = (int) rows.get(row, SampleLines.UNIT);
      long count = rows.get(row, SampleLines.COUNT);
      MemorySegment out = buffer.extend(size, size + count * (letters + LineUnit.bytes(unit)));
      for (long line = 0; line < count; line++) {
        FastaWriter.put(source, areLetters, done, letters, out, size);
        done += letters;
        size += letters;
        size += FastaWriter.putUnit(unit, out, size);
      }
    }
  }

  /** Keeps the k codes in front of a fragment and its last ones, if its range goes on there. */
  private void keepOverlaps(
      Fragment fragment, long at, MemorySegment codes, long offset, long length) {
    int k = reader.parameters().kmerLength();
    isReversed = fragment.isReversed();
    if (at == fragment.from() && at > fragment.range().from() && offset >= k) {
      head = unmarked(codes.asSlice(offset - k, k));
    }
    boolean goesOn = at + length == fragment.to() && fragment.to() < fragment.range().to();
    if (goesOn && offset + length >= k) {
      tail = unmarked(codes.asSlice(offset + length - k, k));
    }
  }

  private static byte[] unmarked(MemorySegment codes) {
    byte[] symbols = codes.toArray(BYTE);
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] &= ~Nucleotides.LOWER;
    }
    return symbols;
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
    rows.close();
  }
}
