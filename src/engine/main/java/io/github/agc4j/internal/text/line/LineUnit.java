package io.github.agc4j.internal.text.line;

/** What stands between letters, or after them: a byte that is no symbol, or CR LF, as a number. */
public final class LineUnit {
  /** Nothing: the text ends, or goes on elsewhere. */
  public static final int NONE = 0;

  /** LF. */
  public static final int LINE_FEED = '\n';

  /** CR. */
  public static final int CARRIAGE_RETURN = '\r';

  /** CR LF. */
  public static final int CR_LF = 33;

  /** The largest number. */
  public static final int MAX = 0x7f;

  private LineUnit() {}

  /** Whether a byte (0 … 255) takes no position: blanks, line ends, other control characters. */
  public static boolean isBetweenSymbols(int unsignedByte) {
    return unsignedByte <= ' ' || unsignedByte == 0x7f;
  }

  /** Bytes of text that a unit is. */
  public static int bytes(int unit) {
    return unit == NONE ? 0 : unit == CR_LF ? 2 : 1;
  }

  /** The first byte of a unit that is not {@link #NONE}; of two the other one is LF. */
  public static byte firstByte(int unit) {
    return (byte) (unit == CR_LF ? '\r' : unit);
  }

  /** Whether it ends a line. */
  public static boolean endsLine(int unit) {
    return unit == LINE_FEED || unit == CARRIAGE_RETURN || unit == CR_LF;
  }
}
