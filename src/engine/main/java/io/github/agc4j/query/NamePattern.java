package io.github.agc4j.query;

/**
 * A pattern of names as in shells: {@code *} stands for any letters or none, {@code ?} for one,
 * {@code [a-z]} for one of those listed, {@code [!a-z]} for one that is not.
 */
public final class NamePattern {
  private static final int NONE = -1;

  private final String pattern;

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when a bracket is not closed
   */
  public NamePattern(String pattern) {
    this.pattern = pattern;
    for (int at = 0; at < pattern.length(); at = next(at)) {
      if (pattern.charAt(at) == '[' && closing(at) < 0) {
        throw new IllegalArgumentException("pattern '" + pattern + "': a bracket is not closed");
      }
    }
  }

  /** Whether {@code text} holds letters that make it a pattern. */
  public static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /** Whether the pattern stands for the whole of {@code name}. */
  public boolean matches(String name) {
    int at = 0;
    int letter = 0;
    int star = NONE;
    int starLetter = 0;
    while (letter < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        starLetter = letter;
      } else if (at < pattern.length() && standsFor(at, name.charAt(letter))) {
        at = next(at);
        letter++;
      } else if (star == NONE) {
        return false;
      } else {
        // The last star takes one letter more; earlier ones need not be tried again.
        at = star + 1;
        letter = ++starLetter;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  private boolean standsFor(int at, char letter) {
    return switch (pattern.charAt(at)) {
      case '?' -> true;
      case '[' -> isListed(at, letter);
      default -> pattern.charAt(at) == letter;
    };
  }

  private boolean isListed(int bracket, char letter) {
    int end = closing(bracket);
    int at = bracket + 1;
    boolean negated = pattern.charAt(at) == '!';
    boolean found = false;
    for (at += negated ? 1 : 0; at < end; at++) {
      char first = pattern.charAt(at);
      char last = first;
      if (at + 2 < end && pattern.charAt(at + 1) == '-') {
        last = pattern.charAt(at + 2);
        at += 2;
      }
      found |= first <= letter && letter <= last;
    }
    return found != negated;
  }

  /** Behind the item at {@code at}. */
  private int next(int at) {
    return pattern.charAt(at) == '[' ? closing(at) + 1 : at + 1;
  }

  /** The bracket that closes the one at {@code bracket}; as the first item it is a letter. */
  private int closing(int bracket) {
    int first = bracket + 1;
    if (first < pattern.length() && pattern.charAt(first) == '!') {
      first++;
    }
    return pattern.indexOf(']', first + 1);
  }
}
