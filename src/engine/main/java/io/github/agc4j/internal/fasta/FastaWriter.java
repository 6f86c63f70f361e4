package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.dna.CodeLetters;
import io.github.agc4j.internal.text.line.LineForm;
import io.github.agc4j.internal.text.line.LineUnit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Formats symbols as lines of FASTA of one width: a pure function over slices, so that pieces of
 * one contig can be formatted by several threads (AGC format, section 7.2).
 */
public final class FastaWriter {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final long lineLength;
  private final int unit;

  /** A writer of lines with {@code lineLength} ≥ 1 symbols and LF after them. */
  public FastaWriter(long lineLength) {
    this(lineLength, LineUnit.LINE_FEED);
  }

  private FastaWriter(long lineLength, int unit) {
    this.lineLength = lineLength;
    this.unit = unit;
  }

  /** A writer of lines of {@code form}. */
  public static FastaWriter of(LineForm form) {
    return new FastaWriter(lineLength(form), form.unit());
  }

  private static long lineLength(LineForm form) {
    return form.width() == LineForm.ONE_LINE ? Long.MAX_VALUE : form.width();
  }

  /** Whether it writes lines of {@code form}. */
  public boolean isOf(LineForm form) {
    return lineLength == lineLength(form) && unit == form.unit();
  }

  /** What it writes after lines and headers. */
  public int unit() {
    return unit;
  }

  /** Bytes that {@link #format} writes at most for {@code symbols} symbols. */
  public long bytesMax(long symbols) {
    return symbols + (symbols / lineLength + 2) * LineUnit.bytes(unit);
  }

  /**
   * Formats {@code length} symbols, which stand at 0-based {@code column} of the contig and after.
   *
   * @param areLetters whether {@code source} has letters, and not codes
   * @param last whether the contig ends with these symbols, so that its last line is ended too
   * @return bytes written to {@code target} from {@code targetOffset} on
   */
  public long format(
      MemorySegment source,
      boolean areLetters,
      long offset,
      long length,
      long column,
      boolean last,
      MemorySegment target,
      long targetOffset) {
    long out = targetOffset;
    long done = 0;
    long lineLeft = lineLength - column % lineLength;
    while (done < length) {
      long part = Math.min(lineLeft, length - done);
      put(source, areLetters, offset + done, part, target, out);
      done += part;
      out += part;
      lineLeft -= part;
      if (lineLeft == 0) {
        out += putUnit(unit, target, out);
        lineLeft = lineLength;
      }
    }
    if (last && lineLeft < lineLength) {
      out += putUnit(unit, target, out);
    }
    return out - targetOffset;
  }

  /** Writes symbols without line ends. */
  public static void put(
      MemorySegment source,
      boolean areLetters,
      long offset,
      long length,
      MemorySegment target,
      long targetOffset) {
    if (areLetters) {
      MemorySegment.copy(source, offset, target, targetOffset, length);
    } else {
      CodeLetters.write(source, offset, length, target, targetOffset);
    }
  }

  /** Writes what ends a line: see {@link LineUnit}; returns its bytes. */
  public static int putUnit(int unit, MemorySegment target, long targetOffset) {
    if (unit != LineUnit.NONE) {
      target.set(BYTE, targetOffset, LineUnit.firstByte(unit));
    }
    if (unit == LineUnit.CR_LF) {
      target.set(BYTE, targetOffset + 1, (byte) '\n');
    }
    return LineUnit.bytes(unit);
  }
}
