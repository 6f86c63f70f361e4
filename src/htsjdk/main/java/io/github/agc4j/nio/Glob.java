package io.github.agc4j.nio;

/**
 * Patterns of paths, as {@link java.nio.file.FileSystem#getPathMatcher} describes them, as regular
 * expressions: the default file system's own know only paths that this machine can have.
 */
final class Glob {
  private static final String SPECIAL = "\\^$.|+()[]{}*?";

  private final String glob;
  private final StringBuilder expression = new StringBuilder();
  private int at;
  private boolean isInGroup;

  private Glob(String glob) {
    this.glob = glob;
  }

  /**
   * The regular expression of {@code glob}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String expression(String glob) {
    Glob all = new Glob(glob);
    while (all.at < glob.length()) {
      all.addNext();
    }
    if (all.isInGroup) {
      throw new IllegalArgumentException(glob + ": a brace is not closed");
    }
    return all.expression.toString();
  }

  private void addNext() {
    char c = glob.charAt(at++);
    switch (c) {
      case '*' -> {
        boolean isAny = at < glob.length() && glob.charAt(at) == '*';
        at += isAny ? 1 : 0;
        expression.append(isAny ? ".*" : "[^/]*");
      }
      case '?' -> expression.append("[^/]");
      case '[' -> addClass();
      case '{' -> group(false, "(?:");
      case '}' -> group(true, ")");
      case ',' -> expression.append(isInGroup ? "|" : ",");
      case '\\' -> {
        if (at == glob.length()) {
          throw new IllegalArgumentException(glob + ": nothing after the last backslash");
        }
        addLetter(glob.charAt(at++));
      }
      default -> addLetter(c);
    }
  }

  private void group(boolean ends, String text) {
    if (isInGroup != ends) {
      throw new IllegalArgumentException(glob + ": braces in braces, or not opened");
    }
    isInGroup = !ends;
    expression.append(text);
  }

  private void addClass() {
    int end = glob.indexOf(']', at + 1);
    if (end < 0) {
      throw new IllegalArgumentException(glob + ": a bracket is not closed");
    }
    String letters = glob.substring(at, end);
    boolean isOther = letters.startsWith("!");
    expression.append("[[^/]&&[").append(isOther ? "^" : "");
    for (char letter : letters.substring(isOther ? 1 : 0).toCharArray()) {
      expression.append(letter == '-' ? "-" : escaped(letter));
    }
    expression.append("]]");
    at = end + 1;
  }

  private void addLetter(char letter) {
    expression.append(escaped(letter));
  }

  private static String escaped(char letter) {
    boolean isSpecial = SPECIAL.indexOf(letter) >= 0 || letter == '&' || letter == '-';
    return isSpecial ? "\\" + letter : String.valueOf(letter);
  }
}
