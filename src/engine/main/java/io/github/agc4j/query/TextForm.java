package io.github.agc4j.query;

/**
 * How extracted text looks.
 *
 * @param lineLength symbols per line, at least 1; or {@link #AS_READ}
 * @param gzipLevel 1 … 9 for BGZF, which the output has to end with the empty block; 0 for plain
 *     text
 * @param headers how contigs are called
 * @param strands how headers tell the strand
 * @param isUpper whether all letters are in upper case
 */
public record TextForm(
    long lineLength, int gzipLevel, HeaderStyle headers, StrandMark strands, boolean isUpper) {
  /**
   * Lines as they were read; where nobody knows, and of single contigs and ranges, {@link
   * #USUAL_LENGTH} symbols.
   */
  public static final long AS_READ = 0;

  /** Symbols per line where nothing else is known. */
  public static final long USUAL_LENGTH = 80;

  /** The level that compresses nothing. */
  public static final int PLAIN = 0;

  /** The level that compresses most. */
  public static final int GZIP_LEVEL_MAX = 9;

  /** Checks the ranges. */
  public TextForm {
    if (lineLength < AS_READ || gzipLevel < PLAIN || gzipLevel > GZIP_LEVEL_MAX) {
      throw new IllegalArgumentException("lineLength=" + lineLength + " gzipLevel=" + gzipLevel);
    }
  }

  /** Text whose letters are in the case that they were read in. */
  public TextForm(long lineLength, int gzipLevel, HeaderStyle headers, StrandMark strands) {
    this(lineLength, gzipLevel, headers, strands, false);
  }

  /** Text whose headers tell the strand as samtools does. */
  public TextForm(long lineLength, int gzipLevel, HeaderStyle headers) {
    this(lineLength, gzipLevel, headers, StrandMark.RC);
  }

  /** Plain text under the archive's names. */
  public static TextForm plain(long lineLength) {
    return new TextForm(lineLength, PLAIN, HeaderStyle.PLAIN);
  }

  /** Symbols per line where they are not what was read. */
  public long usualLength() {
    return lineLength == AS_READ ? USUAL_LENGTH : lineLength;
  }

  /** Whether the text is compressed. */
  public boolean isCompressed() {
    return gzipLevel != PLAIN;
  }
}
