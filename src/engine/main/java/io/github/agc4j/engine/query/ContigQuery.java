package io.github.agc4j.engine.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code getctg} is asked for: {@code contig}, {@code contig@sample}, {@code contig:from-to}
 * or {@code contig@sample:from-to} (AGC format, section 7.3).
 *
 * @param contig the contig's short or full name
 * @param sample the sample's name, or a {@link NamePattern} of several; null for any
 * @param from first symbol, 0-based; −1 for the whole contig
 * @param to last symbol, 0-based and included; −1 for the whole contig
 * @param numbering how the positions are shown in headers and messages
 */
public record ContigQuery(String contig, String sample, long from, long to, Numbering numbering) {
  private static final long WHOLE = -1;
  private static final Pattern FORM =
      Pattern.compile(
          "(?<contig>.+?)(?:@(?<sample>[^@]+?))?(?::(?<from>[0-9]{1,18})-(?<to>[0-9]{1,18}))?",
          Pattern.DOTALL);

  /** Digits, and what people put between them. */
  private static final Pattern RANGE_LETTERS = Pattern.compile("[-+0-9,. ]*");

  /** Checks the range. */
  public ContigQuery {
    if (from > to) {
      throw new IllegalArgumentException(
          "range "
              + (from + numbering.first())
              + "-"
              + (to + numbering.first())
              + " of contig "
              + contig
              + ": the first position is behind the last");
    }
  }

  /** A query with 0-based numbers. */
  public ContigQuery(String contig, String sample, long from, long to) {
    this(contig, sample, from, to, Numbering.ZERO_BASED);
  }

  /**
   * Reads a query whose positions are 0-based.
   *
   * @throws IllegalArgumentException when it is empty or its range is turned
   */
  public static ContigQuery parse(String text) {
    return parse(text, Numbering.ZERO_BASED);
  }

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException when it is empty, or its range is turned or begins in front of
   *     the first symbol
   */
  public static ContigQuery parse(String text, Numbering numbering) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("query '" + text + "' is not contig[@sample][:from-to]");
    }
    if (matcher.group("from") == null && isRangeMeant(text)) {
      throw new IllegalArgumentException(
          "query '" + text + "': a range is :from-to, two numbers of digits only");
    }
    if (matcher.group("from") == null) {
      return new ContigQuery(
          matcher.group("contig"), matcher.group("sample"), WHOLE, WHOLE, numbering);
    }
    long from = Long.parseLong(matcher.group("from")) - numbering.first();
    long to = Long.parseLong(matcher.group("to")) - numbering.first();
    if (from < 0) {
      throw new IllegalArgumentException(
          "query '" + text + "': positions start at " + numbering.first());
    }
    return new ContigQuery(matcher.group("contig"), matcher.group("sample"), from, to, numbering);
  }

  /** Whether what is behind the last colon was meant to be a range; in linear time. */
  private static boolean isRangeMeant(String text) {
    int colon = text.lastIndexOf(':');
    String range = text.substring(colon + 1);
    return colon >= 0
        && range.indexOf('-') >= 0
        && range.chars().anyMatch(c -> c >= '0' && c <= '9')
        && RANGE_LETTERS.matcher(range).matches();
  }

  /** Whether only a part of the contig is asked for. */
  public boolean isRanged() {
    return from >= 0;
  }

  /** The range as it is shown, such as {@code 100-199}. */
  public String shownRange() {
    return (from + numbering.first()) + "-" + (to + numbering.first());
  }
}
