package io.github.agc4j.cli.shell;

import java.util.Locale;

/** A manual page in roff with the macros of man(7). Only ASCII comes out, whatever goes in. */
final class Roff {
  private final StringBuilder page = new StringBuilder();

  /** Starts the page {@code name} in section 1. */
  Roff title(String name, String source) {
    page.append(
        ".TH \""
            + escaped(name.toUpperCase(Locale.ROOT))
            + "\" 1 \"\" \""
            + escaped(source)
            + "\"\n");
    // Option names are not to be broken, nor blanks stretched.
    page.append(".nh\n.ad l\n");
    return this;
  }

  Roff section(String heading) {
    page.append(".SH \"" + escaped(heading) + "\"\n");
    return this;
  }

  /** Starts an item: what follows is indented below {@code tag}, which is marked up. */
  Roff item(String tag) {
    page.append(".TP\n");
    return line(tag);
  }

  /** A line that is marked up already. */
  Roff line(String marked) {
    boolean isLikeMacro = marked.startsWith(".") || marked.startsWith("'");
    page.append(isLikeMacro ? "\\&" : "").append(marked).append('\n');
    return this;
  }

  /** A line of plain text. */
  Roff text(String text) {
    return line(escaped(text));
  }

  static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  /** {@code text} such that it is shown as it is, in one line. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.replaceAll("\\s+", " ").codePoints().forEach(c -> escaped.append(escaped(c)));
    return escaped.toString();
  }

  private static String escaped(int codePoint) {
    return switch (codePoint) {
      case '\\' -> "\\(rs";
      case '-' -> "\\-";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      case '`' -> "\\(ga";
      case '"' -> "\\(dq";
      default ->
          codePoint < 0x7f ? Character.toString(codePoint) : String.format("\\[u%04X]", codePoint);
    };
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
