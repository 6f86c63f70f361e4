package io.github.agc4j.internal.fasta;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.fasta.source.FileNames;
import io.github.agc4j.internal.fasta.source.ReadAhead;
import io.github.agc4j.internal.fasta.source.TarMembers;
import io.github.agc4j.internal.fasta.source.TextPieces;
import io.github.agc4j.internal.fasta.source.TextSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * The FASTA texts in a file: one, or if it is a tar archive those of its members in turn. Owns the
 * open file. For one thread.
 */
public final class FastaTexts implements AutoCloseable {
  private final Path file;
  private final MemoryBudget budget;
  private final Doubt doubt;

  /** Null once it belongs to a reader. */
  private TextSource source;

  /** Null if the file is no tar archive. */
  private final TarMembers members;

  /** The file's first bytes, until they are given away. */
  private ByteBuffer start;

  private boolean isAnyThere;

  /** Is told what is dubious about a tar archive. */
  public interface Doubt {
    /**
     * Called with one line that names the archive or its member.
     *
     * @throws IOException to refuse the archive
     */
    void tell(String text) throws IOException;
  }

  /**
   * A text.
   *
   * @param file where it comes from
   * @param start its first bytes, at the beginning of an array that its owner gives back
   * @param rest what follows them
   * @param fileBytes bytes of the file, as it is stored, if it is a member of a tar archive
   */
  record Text(Path file, ByteBuffer start, TextSource rest, long fileBytes) {
    /** Whether it looks like FASTA. */
    private boolean beginsRecord() {
      for (int at = start.position(); at < start.limit(); at++) {
        byte b = start.get(at);
        if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
          return b == '>';
        }
      }
      return false;
    }

    void close() throws IOException {
      TextPieces.release(start.array());
      rest.close();
    }
  }

  /**
   * Opens {@code file}.
   *
   * @param budget what memory for decompression is reserved from
   * @param bytesRead told how many bytes of the file are read, each time that some are
   * @param doubt told of members that are no FASTA and are not called so, and of a missing end
   */
  public FastaTexts(Path file, MemoryBudget budget, LongConsumer bytesRead, Doubt doubt)
      throws IOException {
    this(file, TextSource.open(file, budget, bytesRead), budget, doubt);
  }

  /** Goes on with what was read ahead, which it owns. */
  public FastaTexts(ReadAhead start, MemoryBudget budget, LongConsumer bytesRead, Doubt doubt)
      throws IOException {
    this(start.file(), TextSource.open(start, budget, bytesRead), budget, doubt);
  }

  /** The text that {@code kept} has of {@code file}. */
  public FastaTexts(Path file, KeptTexts kept, MemoryBudget budget, LongConsumer bytesRead)
      throws IOException {
    this(file, TextSource.open(file, kept.open(file), budget, bytesRead), budget, doubt -> {});
  }

  private FastaTexts(Path file, TextSource source, MemoryBudget budget, Doubt doubt)
      throws IOException {
    this.file = file;
    this.budget = budget;
    this.doubt = doubt;
    this.source = source;
    try {
      this.start = startOf(source);
      boolean isTar =
          TarMembers.isTar(start.array(), start.limit())
              || FileNames.isTar(file) && TarMembers.isEmptyTar(start.array(), start.limit());
      if (FileNames.isTar(file) && !isTar) {
        throw new FastaFormatException(file, "is called a tar archive, and is none");
      }
      this.members = isTar ? new TarMembers(file, start, source) : null;
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * The texts in what was read ahead and is borrowed; the last one may be cut, and its reading may
   * fail.
   */
  public static FastaTexts ofStart(ReadAhead start, MemoryBudget budget) throws IOException {
    return new FastaTexts(start.file(), TextSource.openStart(start, budget), budget, doubt -> {});
  }

  /** The first bytes of a text, enough to tell a tar archive, in an array of a piece's size. */
  private static ByteBuffer startOf(TextSource source) throws IOException {
    byte[] piece = TextPieces.take();
    int size = Math.max(0, source.read(piece));
    byte[] more = new byte[size < TarMembers.HEADER_BYTES ? TarMembers.HEADER_BYTES : 0];
    for (int read = size; read > 0 && size < TarMembers.HEADER_BYTES; ) {
      read = Math.max(0, source.read(more));
      System.arraycopy(more, 0, piece, size, read);
      size += read;
    }
    return ByteBuffer.wrap(piece, 0, size);
  }

  /** Whether the file is a tar archive. */
  public boolean isTar() {
    return members != null;
  }

  /**
   * The next text; null after the last. The one before must be closed.
   *
   * @param packer what packs contigs; borrowed until the reader is closed
   */
  public FastaReader next(boolean unknownToN, LetterPacker packer) throws IOException {
    Text text = nextText();
    return text == null ? null : new FastaReader(text, unknownToN, packer);
  }

  /** The same as it is. */
  Text nextText() throws IOException {
    Text next = isTar() ? nextMember() : theOnly();
    if (next == null && !isAnyThere) {
      throw new FastaFormatException(file, "a tar archive without any FASTA file");
    }
    isAnyThere = true;
    return next;
  }

  private static Text textOf(Path file, TextSource source, long fileBytes) throws IOException {
    try {
      return new Text(file, startOf(source), source, fileBytes);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private Text theOnly() {
    Text only = start == null ? null : new Text(file, start, source, 0);
    start = null;
    source = null;
    return only;
  }

  private Text nextMember() throws IOException {
    for (Path member = members.next(); member != null; member = members.next()) {
      Text text = members.isRegular() ? fastaOf(member) : null;
      if (text != null) {
        return text;
      }
      doubt.tell(
          member
              + (members.isRegular() ? ": is not FASTA" : ": is a link or a device")
              + ", left out");
    }
    if (members.lacksEnd()) {
      doubt.tell(
          file + ": the zeroes are missing that tar archives end with: it may have been cut");
    }
    return null;
  }

  /** The text of a member; null if it is left out. */
  private Text fastaOf(Path member) throws IOException {
    try {
      Text text = textOf(member, members.text(member, budget), members.size());
      if (text.beginsRecord() || FileNames.isFasta(member)) {
        return text;
      }
      text.close();
    } catch (FastaFormatException e) {
      if (FileNames.isFasta(member)) {
        throw e;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (start != null) {
      TextPieces.release(start.array());
      start = null;
    }
    if (source != null) {
      source.close();
    }
  }
}
