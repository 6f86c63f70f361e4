package io.github.agc4j.internal.dna;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The other strand of a DNA sequence: unlike the format's {@link ReverseComplement}, which keeps
 * them, letters that stand for several bases become those that stand for their complements, as in
 * samtools. It turns U into A, which turned again is T.
 */
public final class OtherStrand {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final String COMPLEMENTS = "TGCANYRSWMKVHDBA";
  private static final byte[] COMPLEMENT_OF_CODE = new byte[256];

  static {
    for (int code = 0; code < COMPLEMENT_OF_CODE.length; code++) {
      COMPLEMENT_OF_CODE[code] =
          (byte) (code < Nucleotides.CODES ? Nucleotides.codeOf(COMPLEMENTS.charAt(code)) : code);
    }
  }

  private OtherStrand() {}

  /** Replaces the first {@code length} codes, one per byte, by those of the other strand. */
  public static void turn(MemorySegment codes, long length) {
    long low = 0;
    for (long high = length - 1; low <= high; low++, high--) {
      byte first = codes.get(BYTE, low);
      codes.set(BYTE, low, COMPLEMENT_OF_CODE[codes.get(BYTE, high) & 0xff]);
      codes.set(BYTE, high, COMPLEMENT_OF_CODE[first & 0xff]);
    }
  }
}
