package io.github.agc4j.fasta;

import io.github.agc4j.dna.Nucleotides;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Formats codes as lines of FASTA: a pure function over slices, so that pieces of one contig can be
 * formatted by several threads (AGC format, section 7.2).
 */
public final class FastaWriter {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final long lineLength;

  /** A writer of lines with {@code lineLength} ≥ 1 symbols. */
  public FastaWriter(long lineLength) {
    this.lineLength = lineLength;
  }

  /** Bytes that {@link #format} writes at most for {@code symbols} symbols. */
  public long bytesMax(long symbols) {
    return symbols + symbols / lineLength + 2;
  }

  /**
   * Formats {@code length} codes, which stand at 0-based {@code column} of the contig and behind.
   *
   * @param last whether the contig ends with these symbols, so that its last line is ended too
   * @return bytes written to {@code target} from {@code targetOffset} on
   */
  public long format(
      MemorySegment codes,
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
      letters(codes, offset + done, part, target, out);
      done += part;
      out += part;
      lineLeft -= part;
      if (lineLeft == 0) {
        target.set(BYTE, out++, (byte) '\n');
        lineLeft = lineLength;
      }
    }
    if (last && lineLeft < lineLength) {
      target.set(BYTE, out++, (byte) '\n');
    }
    return out - targetOffset;
  }

  private static void letters(
      MemorySegment codes, long offset, long length, MemorySegment target, long targetOffset) {
    for (long i = 0; i < length; i++) {
      target.set(BYTE, targetOffset + i, Nucleotides.letterOf(codes.get(BYTE, offset + i)));
    }
  }
}
