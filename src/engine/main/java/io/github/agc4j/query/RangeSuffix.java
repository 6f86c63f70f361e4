package io.github.agc4j.query;

/**
 * A range at the end of a text: {@code :from-to}, {@code :from-} or {@code :from}, numbers with or
 * without commas between their digits.
 *
 * @param colon where it begins in the text, not at its first letter
 * @param first the first number as it is written
 * @param last the second one; {@link ContigQuery#TO_END} if there is none
 */
record RangeSuffix(int colon, long first, long last) {
  private static final int DIGITS_MAX = 18;
  private static final long NONE = -1;

  /** The range that {@code text} ends with; null if it does with none. In linear time. */
  static RangeSuffix of(String text) {
    int end = text.length();
    int before = beforeNumber(text, end);
    long last = ContigQuery.TO_END;
    if (before > 0 && text.charAt(before) == '-') {
      last = before + 1 == end ? last : number(text, before + 1, end);
      end = before;
      before = beforeNumber(text, end);
    }
    if (before <= 0 || text.charAt(before) != ':' || last == NONE) {
      return null;
    }
    long first = number(text, before + 1, end);
    return first == NONE ? null : new RangeSuffix(before, first, last);
  }

  /** Where the letter in front of the digits and commas is that end at {@code end}; or −1. */
  private static int beforeNumber(String text, int end) {
    int at = end - 1;
    while (at >= 0 && (isDigit(text.charAt(at)) || text.charAt(at) == ',')) {
      at--;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long number(String text, int from, int to) {
    if (from == to || !isDigit(text.charAt(from))) {
      return NONE;
    }
    long number = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      if (isDigit(text.charAt(i))) {
        number = number * 10 + text.charAt(i) - '0';
        digits++;
      }
    }
    return digits > DIGITS_MAX ? NONE : number;
  }
}
