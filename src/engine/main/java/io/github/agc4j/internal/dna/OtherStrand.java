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
  private static final int LOWER_CASE = 0x20;
  private static final byte[] COMPLEMENT_OF_CODE = new byte[256];

  static {
    for (int code = 0; code < COMPLEMENT_OF_CODE.length; code++) {
      COMPLEMENT_OF_CODE[code] =
          (byte) (code < Nucleotides.CODES ? Nucleotides.codeOf(COMPLEMENTS.charAt(code)) : code);
    }
  }

  /** By the letters, in either case; of other bytes they themselves. */
  private static final byte[] COMPLEMENT_OF_BYTE = new byte[256];

  static {
    for (int b = 0; b < COMPLEMENT_OF_BYTE.length; b++) {
      int code = Nucleotides.codeOf(b);
      int upper = code < 0 ? b : COMPLEMENTS.charAt(code);
      COMPLEMENT_OF_BYTE[b] = (byte) (code < 0 ? b : upper | b & LOWER_CASE);
    }
  }

  private OtherStrand() {}

  /** Replaces the first {@code length} codes, one per byte, by those of the other strand. */
  public static void turn(MemorySegment codes, long length) {
    turn(codes, length, COMPLEMENT_OF_CODE);
  }

  /** The same of letters, each in its case; bytes that are no letters of the format stay. */
  public static void turnLetters(MemorySegment letters, long length) {
    turn(letters, length, COMPLEMENT_OF_BYTE);
  }

  private static void turn(MemorySegment bytes, long length, byte[] complements) {
    long low = 0;
    for (long high = length - 1; low <= high; low++, high--) {
      byte first = bytes.get(BYTE, low);
      bytes.set(BYTE, low, complements[bytes.get(BYTE, high) & 0xff]);
      bytes.set(BYTE, high, complements[first & 0xff]);
    }
  }
}
