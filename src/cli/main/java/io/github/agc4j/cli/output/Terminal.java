package io.github.agc4j.cli.output;

import io.github.agc4j.cli.option.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Text for a terminal: names are data and may hold control characters. */
public final class Terminal {
  private static final int LATIN_END = 0x100;

  private Terminal() {}

  /** Whether standard output is a terminal; the launcher says so. */
  public static boolean isOutput() {
    return Boolean.getBoolean("agc4j.terminal.output");
  }

  /**
   * Refuses to write what is not text to a terminal.
   *
   * @param output where it goes; null for standard output
   * @throws UsageException when that is a terminal
   */
  public static void refuseBinary(Path output) {
    if (output == null && isOutput()) {
      throw new UsageException("standard output is a terminal: name a file with -o, or use a pipe");
    }
  }

  /**
   * {@code text} with what a terminal would not just show as an escape: controls, line ends, and
   * what turns the direction of writing.
   */
  public static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isShown(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(escape(c));
              }
            });
    return shown.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** As in C: {@code \x1b}. */
  private static String escape(int codePoint) {
    return String.format(codePoint < LATIN_END ? "\\x%02x" : "\\u%04x", codePoint);
  }

  /** {@code text} as it is but for those of {@code letters} that it holds, which are escaped. */
  static String without(String letters, String text) {
    String shown = text;
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (shown.indexOf(letter) >= 0) {
        shown = shown.replace(String.valueOf(letter), escape(letter));
      }
    }
    return shown;
  }

  /** Prints what failed and where, with messages that are escaped. */
  public static void printTrace(Throwable failure, PrintWriter err) {
    String role = "";
    for (Throwable at = failure; at != null; at = at.getCause()) {
      err.println(role + escaped(at.toString()));
      for (StackTraceElement frame : at.getStackTrace()) {
        err.println("\tat " + frame);
      }
      role = "Caused by: ";
    }
  }
}
