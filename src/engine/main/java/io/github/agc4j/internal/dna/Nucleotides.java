package io.github.agc4j.internal.dna;

/** The format's symbols and their codes (AGC format, section 5.1). */
public final class Nucleotides {
  /** The code of N. */
  public static final int N = 4;

  /** Number of codes that stand for a letter. */
  public static final int CODES = 16;

  /**
   * A mark beside a code that its letter is in lower case, where codes are on their way to text.
   */
  public static final int LOWER = 0x20;

  /** What {@link #codeOf} answers for bytes that FASTA input drops: everything below 0x40. */
  public static final int DROPPED = -1;

  /** What {@link #codeOf} answers for bytes outside the alphabet. */
  public static final int UNKNOWN = -2;

  private static final String LETTERS = "ACGTNRYSWKMBDHVU";
  private static final byte[] CODE_OF_BYTE = new byte[256];
  private static final byte[] LETTER_OF_CODE = new byte[256];

  static {
    for (int b = 0; b < CODE_OF_BYTE.length; b++) {
      int code = LETTERS.indexOf(b < 128 ? Character.toUpperCase((char) b) : 0);
      CODE_OF_BYTE[b] = (byte) (code >= 0 ? code : b < 0x40 ? DROPPED : UNKNOWN);
      boolean isLower = b >= LOWER && b < LOWER + CODES;
      LETTER_OF_CODE[b] =
          (byte)
              (b < CODES ? LETTERS.charAt(b) : isLower ? LETTERS.charAt(b - LOWER) | LOWER : ' ');
    }
  }

  private Nucleotides() {}

  /** The code of a FASTA byte (0 … 255) in either case, {@link #DROPPED} or {@link #UNKNOWN}. */
  public static int codeOf(int unsignedByte) {
    return CODE_OF_BYTE[unsignedByte];
  }

  /**
   * The upper-case letter of a code, or of a marked one that in lower case; a space for other codes
   * above 15, as C++ agc prints them.
   */
  public static byte letterOf(int code) {
    return LETTER_OF_CODE[code & 0xff];
  }
}
