package io.github.agc4j.fasta;

import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a look at the start of a FASTA file tells.
 *
 * @param symbols about how many symbols the file has; 0 if nothing can be told without reading what
 *     can be read only once
 * @param contigSymbols about how many symbols a contig has
 */
public record FastaLook(long symbols, long contigSymbols) {
  private static final long LOOK_BYTES = 1 << 20;

  /** Bytes of text in a byte of gzip, about. */
  private static final double GZIP_FACTOR = 3.5;

  /** Looks at {@code file}, or the first in a tar archive; what is no regular file is not read. */
  public static FastaLook at(Path file) throws IOException {
    if (file.equals(FastaReader.STANDARD_INPUT)
        || Files.exists(file) && !Files.isRegularFile(file)) {
      return new FastaLook(0, 0);
    }
    try (FastaTexts texts =
        new FastaTexts(file, MemoryBudget.root(MemoryBudget.UNLIMITED), bytes -> {}, doubt -> {})) {
      return at(texts.nextText(), Files.size(file));
    }
  }

  private static FastaLook at(FastaTexts.Text text, long fileBytes) throws IOException {
    Counter counter = new Counter();
    byte[] piece = text.start().array();
    try (TextSource rest = text.rest()) {
      int size = text.start().limit();
      for (; size > 0 && counter.bytes < LOOK_BYTES; size = rest.read(piece)) {
        counter.count(piece, size);
      }
      boolean isWhole = size <= 0;
      double stored = text.fileBytes() > 0 ? text.fileBytes() : fileBytes;
      double bytes = stored * (rest.isPlain() ? 1 : GZIP_FACTOR);
      return new FastaLook(
          isWhole ? Math.max(1, counter.symbols) : (long) (bytes * counter.symbols / counter.bytes),
          counter.symbols / Math.max(1, counter.contigs));
    } finally {
      TextPieces.giveBack(piece);
    }
  }

  /** Counts what is in a text that comes in pieces. */
  private static final class Counter {
    private long bytes;
    private long contigs;
    private long symbols;
    private boolean inHeader;

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
