package io.github.agc4j.engine.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code getctg} is asked for: {@code contig}, {@code contig@sample}, {@code contig:from-to}
 * or {@code contig@sample:from-to} (AGC format, section 7.3).
 *
 * @param contig the contig's short or full name
 * @param sample the sample's name; null for any
 * @param from first symbol, 0-based; −1 for the whole contig
 * @param to last symbol, 0-based and included; −1 for the whole contig
 */
public record ContigQuery(String contig, String sample, long from, long to) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<contig>.+?)(?:@(?<sample>[^@]+?))?(?::(?<from>[0-9]{1,18})-(?<to>[0-9]{1,18}))?",
          Pattern.DOTALL);

  /** Checks the range. */
  public ContigQuery {
    if (from > to) {
      throw new IllegalArgumentException(
          "range "
              + from
              + "-"
              + to
              + " of contig "
              + contig
              + ": the first position is behind the last");
    }
  }

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException when it is empty or its range is turned
   */
  public static ContigQuery parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("query '" + text + "' is not contig[@sample][:from-to]");
    }
    boolean ranged = matcher.group("from") != null;
    return new ContigQuery(
        matcher.group("contig"),
        matcher.group("sample"),
        ranged ? Long.parseLong(matcher.group("from")) : -1,
        ranged ? Long.parseLong(matcher.group("to")) : -1);
  }

  /** Whether only a part of the contig is asked for. */
  public boolean isRanged() {
    return from >= 0;
  }
}
