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

  /** Looks at {@code file}; what is no regular file is not read. */
  public static FastaLook at(Path file) throws IOException {
    if (file.equals(FastaReader.STANDARD_INPUT)
        || Files.exists(file) && !Files.isRegularFile(file)) {
      return new FastaLook(0, 0);
    }
    Counter counter = new Counter();
    byte[] piece = new byte[TextSource.PIECE_BYTES];
    try (TextSource text = TextSource.open(file, MemoryBudget.root(MemoryBudget.UNLIMITED))) {
      int size = text.read(piece);
      for (; size > 0 && counter.bytes < LOOK_BYTES; size = text.read(piece)) {
        counter.count(piece, size);
      }
      boolean isWhole = size <= 0;
      double bytes = Files.size(file) * (!text.isPlain() ? GZIP_FACTOR : 1);
      return new FastaLook(
          isWhole ? Math.max(1, counter.symbols) : (long) (bytes * counter.symbols / counter.bytes),
          counter.symbols / Math.max(1, counter.contigs));
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
