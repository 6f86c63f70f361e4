package io.github.agc4j.fasta;

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

  /** Symbols per byte of gzip, about. */
  private static final double GZIP_SYMBOLS = 3.5;

  /** Looks at {@code file}; what is no regular file is not read. */
  public static FastaLook at(Path file) throws IOException {
    if (file.equals(FastaReader.STANDARD_INPUT)
        || Files.exists(file) && !Files.isRegularFile(file)) {
      return new FastaLook(0, 0);
    }
    long symbols = 0;
    long contigs = 0;
    long bytes = 0;
    boolean inHeader = false;
    int size;
    double perByte;
    byte[] piece = new byte[TextSource.PIECE_BYTES];
    try (TextSource text = TextSource.open(file)) {
      perByte = text instanceof GzipText ? GZIP_SYMBOLS : 1;
      while ((size = text.read(piece)) > 0 && bytes < LOOK_BYTES) {
        bytes += size;
        for (int i = 0; i < size; i++) {
          contigs += !inHeader && piece[i] == '>' ? 1 : 0;
          inHeader = piece[i] == '>' || inHeader && piece[i] != '\n' && piece[i] != '\r';
          symbols += !inHeader && piece[i] >= '@' ? 1 : 0;
        }
      }
    }
    long perContig = symbols / Math.max(1, contigs);
    return size <= 0
        ? new FastaLook(Math.max(1, symbols), perContig)
        : new FastaLook((long) (Files.size(file) * perByte * symbols / bytes), perContig);
  }
}
