package io.github.agc4j.query;

/**
 * How extracted text looks.
 *
 * @param lineLength symbols per line, at least 1
 * @param gzipLevel 1 … 9 for BGZF, which the output has to end with the empty block; 0 for plain
 *     text
 * @param headers how contigs are called
 * @param strands how headers tell the strand
 */
public record TextForm(long lineLength, int gzipLevel, HeaderStyle headers, StrandMark strands) {
  /** The level that compresses nothing. */
  public static final int PLAIN = 0;

  /** The level that compresses most. */
  public static final int GZIP_LEVEL_MAX = 9;

  /** Checks the ranges. */
  public TextForm {
    if (lineLength < 1 || gzipLevel < PLAIN || gzipLevel > GZIP_LEVEL_MAX) {
      throw new IllegalArgumentException("lineLength=" + lineLength + " gzipLevel=" + gzipLevel);
    }
  }

  /** Text whose headers tell the strand as samtools does. */
  public TextForm(long lineLength, int gzipLevel, HeaderStyle headers) {
    this(lineLength, gzipLevel, headers, StrandMark.RC);
  }

  /** Plain text under the archive's names. */
  public static TextForm plain(long lineLength) {
    return new TextForm(lineLength, PLAIN, HeaderStyle.PLAIN);
  }

  /** Whether the text is compressed. */
  public boolean isCompressed() {
    return gzipLevel != PLAIN;
  }
}
