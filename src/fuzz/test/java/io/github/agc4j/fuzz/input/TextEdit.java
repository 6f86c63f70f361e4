package io.github.agc4j.fuzz.input;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** One change of some bytes. */
public final class TextEdit {
  /** What means something in deltas, names, headers, queries. */
  private static final String[] TOKENS = {
    "0,0.",
    "1,5.",
    "-1,9.",
    "7.",
    "-3.",
    "99999999,0.",
    "0,99999999.",
    "2147483647,2147483647.",
    "-2147483648,1.",
    "99999999999999999999,1.",
    ",",
    ".",
    "-",
    "!",
    "!!!!!!!!",
    "A",
    "ACGTN",
    "\u001e0\u0004",
    "\u001e30\u0004",
    "\u001e999999999\u0004",
    "\u001e2147483643\u0004",
    "\u001e\u0004",
    "\u007f",
    "\u00ff",
    "\u00ff\u00ff",
    "\0",
    "\0\0",
    " ",
    "\u0081",
    "\u0080",
    "\u009c",
    "\u00fe ",
    ">",
    "\n>",
    "\r\n",
    "\n",
    "@",
    ":",
    ":1-5",
    "#\t1\t2",
    "*",
    "[",
    "[!a-",
    "]",
    "3",
    "4",
    "9999",
    "-0",
    "\u0010",
    "\u0041",
    "\u0020",
    "x0r",
    "x0d",
    "xFd",
    "xGr"
  };

  private static final int REPEATS_MAX = 1 << 12;

  private TextEdit() {}

  /**
   * {@code text} with the change that {@code script} describes; {@code other} may be copied from.
   */
  public static byte[] apply(Script script, byte[] text, byte[] other) {
    int kind = script.below(14);
    int at = script.below(text.length + 1);
    return switch (kind) {
      case 0 -> replaced(text, at, 1, new byte[] {(byte) script.next()});
      case 1 -> replaced(text, at, 1, flipped(text, at, script.next()));
      case 2 -> replaced(text, at, 0, script.take(1 + script.below(8)));
      case 3 -> replaced(text, at, 1 + script.below(16), new byte[0]);
      case 4 -> replaced(text, at, 0, stretch(script, text));
      case 5 -> replaced(text, at, catalogNumberAt(text, at), CatalogNumber.of(script.number()));
      case 6 -> replaced(text, at & -4, 4, littleEndian(script.number(), Integer.BYTES));
      case 7 -> replaced(text, at & -4, 8, littleEndian(script.number(), Long.BYTES));
      case 8 -> replaced(text, at, 0, token(script));
      case 9 -> replaced(text, at, 1 + script.below(4), token(script));
      case 10 -> replaced(text, at, 0, repeated(script));
      case 11 -> replaced(text, at, script.below(64), stretch(script, other));
      case 12 -> replaced(text, at, text.length - at, new byte[0]);
      default -> replaced(text, at, 1, new byte[] {(byte) (at < text.length ? text[at] + 1 : 1)});
    };
  }

  private static byte[] flipped(byte[] text, int at, int bits) {
    return new byte[] {(byte) (at < text.length ? text[at] ^ bits : bits)};
  }

  private static int catalogNumberAt(byte[] text, int at) {
    return at < text.length ? CatalogNumber.bytes(text[at]) : 0;
  }

  private static byte[] littleEndian(long number, int bytes) {
    byte[] all =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    return java.util.Arrays.copyOf(all, bytes);
  }

  static byte[] token(Script script) {
    return TOKENS[script.below(TOKENS.length)].getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] repeated(Script script) {
    byte[] token = script.below(2) == 0 ? new byte[] {(byte) script.next()} : token(script);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int left = 1 + script.below(REPEATS_MAX); left > 0; left--) {
      out.writeBytes(token);
    }
    return out.toByteArray();
  }

  private static byte[] stretch(Script script, byte[] text) {
    int from = script.below(text.length + 1);
    int length = Math.min(text.length - from, 1 + script.next());
    return java.util.Arrays.copyOfRange(text, from, from + length);
  }

  private static byte[] replaced(byte[] text, int at, int length, byte[] replacement) {
    int from = Math.min(at, text.length);
    int to = Math.min(text.length, from + length);
    byte[] result = new byte[text.length - (to - from) + replacement.length];
    System.arraycopy(text, 0, result, 0, from);
    System.arraycopy(replacement, 0, result, from, replacement.length);
    System.arraycopy(text, to, result, from + replacement.length, text.length - to);
    return result;
  }
}
