package io.github.agc4j.internal.fasta;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.digest.ContigDigest;
import io.github.agc4j.internal.digest.FileHasher;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.fasta.source.TarMembers;
import io.github.agc4j.internal.fasta.source.TextPieces;
import io.github.agc4j.internal.fasta.source.TextSource;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.text.line.Blanks;
import io.github.agc4j.internal.text.line.LineRecorder;
import io.github.agc4j.internal.text.line.LineUnit;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Reads a FASTA file record by record: {@link #nextContig}, then {@link #name}, then {@link
 * #readSequence}.
 *
 * <p>For one thread. Owns the open file and a text window of 64 KiB; contigs go to memory of the
 * caller.
 */
public final class FastaReader implements AutoCloseable {
  private static final int NAME_BYTES_MAX = 1 << 20;

  /**
   * Letters that proteins have and no nucleotides: of most proteins a third, seldom below a fifth.
   */
  private static final String PROTEIN_LETTERS = "EFILPQefilpq";

  private static final long PROTEIN_LETTERS_MIN = 20;
  private static final long PROTEIN_SHARE = 8;

  private final Path file;
  private final TextSource source;
  private final boolean unknownToN;
  private final LetterPacker packer;

  /** Null once this is closed. */
  private byte[] text;

  private int position;
  private int limit;
  private long line = 1;
  private long headerLine;
  private boolean atLineStart = true;
  private boolean afterCarriageReturn;
  private byte[] name;

  /** The lines in front of the first record. */
  private final LineRecorder before;

  /** Null if the text does not come back as it is. */
  private final FileHasher hasher;

  /** Symbols of the contigs that were read, and those in the whole file that proteins have. */
  private long symbolsRead;

  private long proteinLetters;
  private long firstProteinLine;
  private long leftOut;
  private char firstLeftOut;
  private long firstLeftOutLine;

  /**
   * Opens {@code file}.
   *
   * @param unknownToN whether symbols outside the alphabet become N instead of being refused
   * @param packer what packs contigs and computes their digests; borrowed until the reader is
   *     closed
   * @throws FastaFormatException when the file is empty
   */
  public FastaReader(Path file, boolean unknownToN, LetterPacker packer) throws IOException {
    this(file, unknownToN, packer, bytes -> {});
  }

  /**
   * The same.
   *
   * @param bytesRead told how many bytes of the file are read, each time that some are
   */
  public FastaReader(Path file, boolean unknownToN, LetterPacker packer, LongConsumer bytesRead)
      throws IOException {
    this.file = file;
    this.unknownToN = unknownToN;
    this.source = TextSource.open(file, packer.budget(), bytesRead);
    this.packer = packer;
    this.before = new LineRecorder(packer.budget());
    this.hasher = newHasher(packer, unknownToN);
    this.text = TextPieces.take();
  }

  private static FileHasher newHasher(LetterPacker packer, boolean unknownToN) {
    return packer.kept().isAll() && !unknownToN ? new FileHasher() : null;
  }

  /** Reads {@code text}, which it owns. */
  FastaReader(FastaTexts.Text text, boolean unknownToN, LetterPacker packer) {
    this.file = text.file();
    this.unknownToN = unknownToN;
    this.source = text.rest();
    this.packer = packer;
    this.before = new LineRecorder(packer.budget());
    this.hasher = newHasher(packer, unknownToN);
    this.text = text.start().array();
    this.position = text.start().position();
    this.limit = text.start().limit();
    hash();
  }

  /** Where the text comes from: a file, or a member of a tar archive as if that were its folder. */
  public Path file() {
    return file;
  }

  /** Reads the next header; false at the end of the file. */
  public boolean nextContig() throws IOException {
    boolean first = name == null;
    while (fill()) {
      int b = text[position] & 0xff;
      if (b == '>') {
        position++;
        headerLine = line;
        name = readName();
        before.finish();
        return true;
      }
      if (b != '\n' && b != '\r' && b != ' ' && b != '\t') {
        throw notFasta();
      }
      before.add(0, b);
      refuseBlanks(before.blanks());
      endLine(b);
      position++;
    }
    if (first) {
      throw notFasta();
    }
    return false;
  }

  private FastaFormatException notFasta() {
    if (name == null && line == 1 && TarMembers.isTar(text, limit)) {
      return new FastaFormatException(
          file, "is a tar archive: call it .tar, or .tar.gz and the like if it is compressed");
    }
    return new FastaFormatException(file, line, "not FASTA: a record must start with '>'");
  }

  /** That the header that was read last is refused for {@code reason}. */
  public FastaFormatException refusedHeader(String reason) {
    return new FastaFormatException(file, headerLine, reason);
  }

  /** The header line without {@code >}: the contig's name, any bytes but LF, CR and 0. */
  public byte[] name() {
    return name;
  }

  private byte[] readName() throws IOException {
    byte[] header = new byte[64];
    int length = 0;
    while (fill()) {
      int b = text[position];
      if (b == '\n' || b == '\r') {
        break;
      }
      if (b == 0 || length == NAME_BYTES_MAX) {
        throw new FastaFormatException(
            file,
            line,
            b == 0 ? "zero byte in a header" : "header longer than " + NAME_BYTES_MAX + " bytes");
      }
      if (length == header.length) {
        header = java.util.Arrays.copyOf(header, length * 2);
      }
      header[length++] = (byte) b;
      position++;
    }
    if (length == 0) {
      throw new FastaFormatException(file, line, "empty header");
    }
    atLineStart = false;
    return java.util.Arrays.copyOf(header, length);
  }

  /**
   * Reads the sequence of the record whose header was read last.
   *
   * @return the contig in the room that {@code space} gave; possibly without any symbol
   * @throws FastaFormatException for a symbol outside the alphabet, unless mapped to N
   */
  public PackedSequence readSequence(SequenceSpace space) throws IOException {
    packer.start(space);
    while (fill()) {
      int b = text[position] & 0xff;
      if (b == '>' && atLineStart) {
        break;
      }
      packRun();
      if (position < limit) {
        packByte(text[position] & 0xff);
      }
    }
    PackedSequence contig = packer.finish();
    symbolsRead += contig.symbols();
    refuseProtein();
    return contig;
  }

  /** Letters that no code stands for come back, but proteins are no genomes. */
  private void refuseProtein() throws FastaFormatException {
    if (proteinLetters >= PROTEIN_LETTERS_MIN && proteinLetters * PROTEIN_SHARE > symbolsRead) {
      throw new FastaFormatException(
          file,
          firstProteinLine,
          proteinLetters
              + " of the first "
              + symbolsRead
              + " symbols are letters of proteins (EFILPQ), and none of nucleotides");
    }
  }

  /**
   * The digests of the sequence that was read last, of its letters as they were read; null without
   * digests. To be called once for each.
   */
  public ContigDigest digest() {
    return packer.digest();
  }

  /** Packs eight letters A C G T at a time, in either case, as far as they go. */
  private void packRun() throws IOException {
    int at = packer.addRun(text, position, limit);
    if (at > position) {
      atLineStart = false;
      afterCarriageReturn = false;
      position = at;
    }
  }

  private void packByte(int b) throws IOException {
    int code = Nucleotides.codeOf(b);
    if (b == 0) {
      throw new FastaFormatException(file, line, "zero byte in a sequence");
    }
    if (b == ';' && atLineStart) {
      throw new FastaFormatException(
          file, line, "a comment (;) within a record: its letters would count as bases");
    }
    if (code >= 0) {
      packer.add(code, b);
    } else if (b == '>') {
      if (atLineStart) {
        return;
      }
      throw new FastaFormatException(file, line, "'>' inside a line of sequence");
    } else if (LineUnit.isBetweenSymbols(b)) {
      refuseBlanks(packer.addBetween(b));
    } else if (packer.kept().symbols()) {
      addSymbol(b);
    } else if (code == Nucleotides.UNKNOWN) {
      unknown(b);
    } else {
      leaveOut(b);
    }
    endLine(b);
    position++;
  }

  private void refuseBlanks(long blanks) throws FastaFormatException {
    if (blanks > Blanks.BYTES_MAX) {
      throw new FastaFormatException(
          file, line, "more than " + Blanks.BYTES_MAX + " blanks and line ends in a row");
    }
  }

  private void addSymbol(int b) throws IOException {
    if (PROTEIN_LETTERS.indexOf(b) >= 0 && proteinLetters++ == 0) {
      firstProteinLine = line;
    }
    if (unknownToN) {
      packer.addUnknown();
    } else {
      packer.addSymbol(b);
    }
  }

  private void leaveOut(int b) {
    if (leftOut++ == 0) {
      firstLeftOut = (char) b;
      firstLeftOutLine = line;
    }
  }

  private void unknown(int b) throws IOException {
    if (!unknownToN) {
      String shown = b > 0x20 && b < 0x7f ? "'" + (char) b + "'" : String.format("0x%02x", b);
      String reason = PROTEIN_LETTERS.indexOf(b) >= 0 ? ", as those of proteins are" : "";
      throw new FastaFormatException(
          file, line, "symbol " + shown + " is outside the alphabet" + reason);
    }
    packer.addUnknown();
  }

  /** Counts LF, CR and CR LF as one line end each. */
  private void endLine(int b) {
    boolean lineFeed = b == '\n';
    atLineStart = lineFeed || b == '\r';
    if (atLineStart && !(lineFeed && afterCarriageReturn)) {
      line++;
    }
    afterCarriageReturn = b == '\r';
  }

  /** Symbols that were read as N since this was asked last. */
  public long takeUnknowns() {
    return packer.takeUnknowns();
  }

  /**
   * What was left out of sequences that is neither a letter nor white space, such as gaps; null if
   * nothing was. What follows it stands further in front than in the text.
   */
  public String leftOut() {
    return leftOut == 0
        ? null
        : leftOut
            + (leftOut == 1 ? " symbol that is no letter was" : " symbols that are no letters were")
            + " left out (the first, '"
            + firstLeftOut
            + "', in line "
            + firstLeftOutLine
            + "): positions after it shift";
  }

  /** What is told of a file that {@link #lacksEnd}. */
  public static String lackingEnd(Path file) {
    return file + ": the empty block is missing that BGZF files end with: it may have been cut";
  }

  /** Whether all was read, and the empty block is missing that a file of BGZF ends with. */
  public boolean lacksEnd() {
    return source.lacksEnd();
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    int size = source.read(text);
    position = 0;
    limit = Math.max(size, 0);
    hash();
    return size > 0;
  }

  private void hash() {
    if (hasher != null) {
      hasher.add(text, position, limit);
    }
  }

  /** Whether the text that was read to its end has a digest. */
  public boolean hasFileDigest() {
    return hasher != null;
  }

  /** The first bytes of the text's digest: see {@link FileHasher#stored}. To be called once. */
  public long fileDigest() {
    return FileHasher.stored(hasher.finish());
  }

  /** The lines in front of the first record, as of a contig; borrowed. */
  public MemorySegment linesBefore() {
    return before.recorded();
  }

  /** Appends to {@code target} what codes do not tell of the contig that was read last. */
  public void appendText(GrowableBytes target) {
    packer.appendText(target);
  }

  @Override
  public void close() throws IOException {
    before.close();
    if (text != null) {
      TextPieces.release(text);
      text = null;
    }
    source.close();
  }
}
