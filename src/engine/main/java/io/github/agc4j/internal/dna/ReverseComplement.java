package io.github.agc4j.internal.dna;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The format's reverse complement of codes, one per byte: the order is reversed and codes 0 … 3
 * become 3 − code; all other codes stay as they are (AGC format, section 5.1), which makes it
 * lossless. Marks of lower case ({@link Nucleotides#LOWER}) stay with their codes.
 */
public final class ReverseComplement {
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long NOT_ACGT = 0xdcdcdcdcdcdcdcdcL;

  private ReverseComplement() {}

  /**
   * Writes the reverse complement of {@code length} codes of {@code source} from {@code
   * sourceOffset} on to {@code target} from {@code targetOffset} on. The two stretches must not
   * overlap.
   */
  public static void copy(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long length) {
    long done = 0;
    for (; done + Long.BYTES <= length; done += Long.BYTES) {
      long codes =
          source.get(ValueLayout.JAVA_LONG_UNALIGNED, sourceOffset + length - done - Long.BYTES);
      target.set(
          ValueLayout.JAVA_LONG_UNALIGNED,
          targetOffset + done,
          complement(Long.reverseBytes(codes)));
    }
    for (; done < length; done++) {
      byte code = source.get(ValueLayout.JAVA_BYTE, sourceOffset + length - 1 - done);
      target.set(
          ValueLayout.JAVA_BYTE,
          targetOffset + done,
          (byte) ((code & NOT_ACGT) == 0 ? code ^ 3 : code));
    }
  }

  /** Complements eight codes at once. */
  private static long complement(long codes) {
    long other = codes & NOT_ACGT;
    long isAcgt = ~((other & LOW_BITS) + LOW_BITS | other) & HIGH_BITS;
    return codes ^ (isAcgt >>> 7) * 3;
  }
}
