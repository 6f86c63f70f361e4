package io.github.agc4j.fuzz;

import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.NamePattern;
import io.github.agc4j.query.Numbering;
import io.github.agc4j.query.RegionLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a text as a query, as a file of regions, and as a pattern with a name after a zero byte: it
 * is read or refused with a message, in time, and a query means what it says.
 */
final class QueryReading {
  private static final Pattern RANGED =
      Pattern.compile("(.*):([0-9][0-9,]*)(-([0-9][0-9,]*)?)?", Pattern.DOTALL);

  private QueryReading() {}

  /** Reads these bytes. */
  static void check(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (Numbering numbering : Numbering.values()) {
      Bounds.attempt(
          () -> {
            try {
              checkMeaning(text, ContigQuery.parse(text, numbering));
            } catch (IllegalArgumentException e) {
              throw new IOException(e.getMessage(), e);
            }
          });
      Bounds.attempt(() -> readRegions(bytes, numbering));
    }
    int zero = text.indexOf('\0');
    checkPattern(text.substring(0, Math.max(0, zero)), zero < 0 ? text : text.substring(zero + 1));
  }

  private static void readRegions(byte[] bytes, Numbering numbering) throws IOException {
    RegionLines lines = new RegionLines(new ByteArrayInputStream(bytes), "regions", numbering);
    for (ContigQuery query = lines.next(); query != null; query = lines.next()) {
      if (query.contig().isEmpty() || query.isRanged() && query.from() > query.to()) {
        throw new AssertionError("made " + query);
      }
    }
  }

  /**
   * Put together again, the parts of a query are its text; only zeroes in front of numbers and
   * commas between their digits go.
   */
  private static void checkMeaning(String text, ContigQuery query) {
    String sample = query.sample() == null ? "" : "@" + query.sample();
    String range = query.isRanged() ? ":" + query.shownRange() : "";
    String again = query.contig() + sample + range;
    if (!again.equals(text) && !again.equals(withPlainNumbers(text))) {
      throw new AssertionError("'" + text + "' means " + query);
    }
    for (ContigQuery reading : query.readings()) {
      if (reading.contig().isEmpty() || reading.text() != null) {
        throw new AssertionError("'" + text + "' may be " + reading);
      }
    }
  }

  private static String withPlainNumbers(String text) {
    Matcher matcher = RANGED.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    String to = matcher.group(4) == null ? "" : plain(matcher.group(4));
    return matcher.group(1) + ":" + plain(matcher.group(2)) + "-" + to;
  }

  private static String plain(String number) {
    return number.replace(",", "").replaceFirst("^0+(?=[0-9])", "");
  }

  private static void checkPattern(String pattern, String name) {
    Bounds.attempt(
        () -> {
          try {
            NamePattern read = new NamePattern(pattern);
            boolean matches = read.matches(name);
            if (!NamePattern.isPattern(pattern) && matches != pattern.equals(name)) {
              throw new AssertionError("'" + pattern + "' matches '" + name + "': " + matches);
            }
            if (!pattern.contains("[") && pattern.length() + name.length() < 200) {
              checkBySteps(pattern, name, matches);
            }
          } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
          }
        });
  }

  /** Compares with a table of which beginnings of the pattern stand for which of the name. */
  private static void checkBySteps(String pattern, String name, boolean matches) {
    boolean[] reached = new boolean[name.length() + 1];
    reached[0] = true;
    for (char item : pattern.toCharArray()) {
      boolean[] next = new boolean[reached.length];
      for (int i = 0; i < next.length; i++) {
        next[i] =
            item == '*'
                ? reached[i] || i > 0 && next[i - 1]
                : i > 0 && reached[i - 1] && (item == '?' || item == name.charAt(i - 1));
      }
      reached = next;
    }
    if (reached[name.length()] != matches) {
      throw new AssertionError("'" + pattern + "' matches '" + name + "': " + matches);
    }
  }
}
