package io.github.agc4j.internal.text.line;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;

/**
 * Lines of one width with a shorter last one, each with the same unit after it, and so is the
 * header.
 *
 * @param width symbols of each line; {@link #ONE_LINE} for all in one
 * @param unit what ends lines: see {@link LineUnit}
 */
public record LineForm(long width, int unit) {
  /** The width of a contig in one line. */
  public static final long ONE_LINE = 0;

  /** What lines are like where nobody knows. */
  public static final LineForm USUAL = new LineForm(80, LineUnit.LINE_FEED);

  /** The form that the lines of a contig may have; null if there are none. */
  public static LineForm guess(ByteReader lines) {
    if (lines.remaining() == 0) {
      return null;
    }
    lines.varint();
    int unit = (int) lines.varint();
    lines.varint();
    if (lines.remaining() == 0) {
      return new LineForm(ONE_LINE, unit);
    }
    long width = lines.varint();
    lines.varint();
    boolean isOnlyLine = lines.varint() == 1 && lines.remaining() == 0;
    return new LineForm(isOnlyLine ? ONE_LINE : width, unit);
  }

  /** Whether a contig of {@code symbols} symbols with these lines has this form. */
  public boolean isOf(ByteReader lines, long symbols) {
    long lineSymbols = width == ONE_LINE ? Math.max(1, symbols) : width;
    long full = symbols / lineSymbols;
    long rest = symbols % lineSymbols;
    return isNext(lines, 0, 1)
        && (full == 0 || isNext(lines, lineSymbols, full))
        && (rest == 0 || isNext(lines, rest, 1))
        && lines.remaining() == 0;
  }

  /**
   * Appends the lines of a contig of {@code symbols} symbols that has this form to {@code target}.
   */
  public void append(GrowableBytes target, long symbols) {
    long lineSymbols = width == ONE_LINE ? Math.max(1, symbols) : width;
    append(target, 0, 1);
    append(target, lineSymbols, symbols / lineSymbols);
    append(target, symbols % lineSymbols, symbols % lineSymbols == 0 ? 0 : 1);
  }

  private void append(GrowableBytes target, long letters, long count) {
    if (count > 0) {
      target.putVarint(letters);
      target.putVarint(unit);
      target.putVarint(count);
    }
  }

  private boolean isNext(ByteReader lines, long letters, long count) {
    return lines.remaining() > 0
        && lines.varint() == letters
        && lines.varint() == unit
        && lines.varint() == count;
  }
}
