package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.fasta.source.ReadAhead;
import io.github.agc4j.internal.fasta.source.TextPieces;
import io.github.agc4j.internal.fasta.source.TextSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a look at the start of a FASTA file tells.
 *
 * @param symbols about how many symbols the file has
 * @param contigSymbols about how many symbols a contig has
 */
public record GenomeLook(long symbols, long contigSymbols) {
  private static final long LOOK_BYTES = 1 << 20;

  /** Bytes of text in a byte of gzip, about. */
  private static final double GZIP_FACTOR = 3.5;

  /** Looks at {@code file}, which is read again later, or the first in a tar archive. */
  public static GenomeLook at(Path file) throws IOException {
    try (FastaTexts texts =
        new FastaTexts(file, MemoryBudget.root(MemoryBudget.UNLIMITED), bytes -> {}, doubt -> {})) {
      FastaTexts.Text text = texts.nextText();
      long stored = text.fileBytes() > 0 ? text.fileBytes() : Files.size(file);
      boolean isPlain = text.rest().isPlain();
      Counter counter = new Counter();
      boolean isWhole = counter.count(text, LOOK_BYTES);
      return isWhole ? counter.whole() : counter.estimate(stored, isPlain);
    }
  }

  /**
   * Looks at all that was read ahead of a file. Of a genome that goes on after it, and is no member
   * of a tar archive, the symbols that were seen are counted, unless all are of one contig: then it
   * is taken for one of hundreds of megabases.
   */
  public static GenomeLook at(ReadAhead start) throws IOException {
    Counter counter = new Counter();
    long stored = 0;
    boolean isPlain = true;
    boolean isWhole = false;
    try (FastaTexts texts = FastaTexts.ofStart(start, MemoryBudget.root(MemoryBudget.UNLIMITED))) {
      FastaTexts.Text text = texts.nextText();
      stored = text.fileBytes();
      isPlain = text.rest().isPlain();
      isWhole = counter.count(text, Long.MAX_VALUE) && (stored > 0 || !start.isCut());
    } catch (IOException e) {
      if (!start.isCut()) {
        throw e;
      }
    }
    if (isWhole) {
      return counter.whole();
    }
    return stored > 0 ? counter.estimate(stored, isPlain) : counter.cut();
  }

  /** Counts what is in a text that comes in pieces. */
  private static final class Counter {
    private long bytes;
    private long contigs;
    private long symbols;
    private boolean inHeader;

    /** Counts {@code text}, which it closes, as far as so many bytes; whether that is all. */
    private boolean count(FastaTexts.Text text, long bytesMax) throws IOException {
      byte[] piece = text.start().array();
      try (TextSource rest = text.rest()) {
        int size = text.start().limit();
        for (; size > 0 && bytes < bytesMax; size = rest.read(piece)) {
          count(piece, size);
        }
        return size <= 0;
      } finally {
        TextPieces.release(piece);
      }
    }

    private GenomeLook whole() {
      return look(symbols);
    }

    /** Of a text of which this is the start. */
    private GenomeLook estimate(long stored, boolean isPlain) {
      double all = stored * (isPlain ? 1 : GZIP_FACTOR);
      return look((long) (all * symbols / Math.max(1, bytes)));
    }

    private GenomeLook cut() {
      return look(contigs == 1 ? Long.MAX_VALUE : symbols);
    }

    private GenomeLook look(long genome) {
      return new GenomeLook(Math.max(1, genome), symbols / Math.max(1, contigs));
    }

    private void count(byte[] piece, int size) {
      bytes += size;
      for (int i = 0; i < size; i++) {
        byte b = piece[i];
        contigs += !inHeader && b == '>' ? 1 : 0;
        inHeader = b == '>' || inHeader && b != '\n' && b != '\r';
        symbols += !inHeader && b >= '@' ? 1 : 0;
      }
    }
  }
}
