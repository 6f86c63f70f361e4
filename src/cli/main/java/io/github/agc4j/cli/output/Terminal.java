package io.github.agc4j.cli.output;

/** Text for a terminal: names are data and may hold control characters. */
public final class Terminal {
  private Terminal() {}

  /** {@code text} with control characters shown as escapes. */
  public static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f && c < 0xa0) {
        shown.append(String.format("\\x%02x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
