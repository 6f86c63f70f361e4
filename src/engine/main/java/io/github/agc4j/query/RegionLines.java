package io.github.agc4j.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Queries from a text, one per line: either as {@link ContigQuery#parse} reads them, or of a BED
 * file, recognized by its tabs and two numbers: contig or {@code contig@sample}, start and end,
 * 0-based and half-open, whatever follows. Blank lines and those that begin with {@code #}, {@code
 * track} or {@code browser} are passed over. Only one line is in memory at a time.
 */
public final class RegionLines implements QuerySource {
  private static final int LINE_BYTES_MAX = 1 << 16;
  private static final int DIGITS_MAX = 18;
  private static final int END = -1;

  /** 0-based. */
  private static final int STRAND_FIELD = 5;

  private final InputStream in;
  private final String name;
  private final Numbering numbering;
  private final boolean isStranded;
  private final byte[] window = new byte[1 << 13];
  private int windowAt;
  private int windowEnd;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  /**
   * Reads {@code in}, which stays the caller's.
   *
   * @param name what messages call it
   * @param numbering of the positions in queries, and of those shown; BED lines are always 0-based
   */
  public RegionLines(InputStream in, String name, Numbering numbering) {
    this(in, name, numbering, false);
  }

  /**
   * The same.
   *
   * @param isStranded whether the sixth field of regions of a BED file tells the strand: {@code +},
   *     {@code -}, or {@code .} for the contig's own
   */
  public RegionLines(InputStream in, String name, Numbering numbering, boolean isStranded) {
    this.in = in;
    this.name = name;
    this.numbering = numbering;
    this.isStranded = isStranded;
  }

  @Override
  public ContigQuery next() throws IOException {
    for (String text = readLine(); text != null; text = readLine()) {
      try {
        ContigQuery query = query(text);
        if (query != null) {
          return query;
        }
      } catch (IllegalArgumentException e) {
        throw located(new IOException(e.getMessage(), e));
      }
    }
    return null;
  }

  @Override
  public IOException located(IOException failure) {
    return new IOException(name + ": line " + number + ": " + failure.getMessage(), failure);
  }

  /** What the line asks for; null if nothing. */
  private ContigQuery query(String text) {
    int first = text.indexOf('\t');
    int second = first < 0 ? END : text.indexOf('\t', first + 1);
    if (first > 0 && second >= 0) {
      int third = text.indexOf('\t', second + 1);
      String start = text.substring(first + 1, second);
      String end = text.substring(second + 1, third < 0 ? text.length() : third);
      if (isNumber(start) && isNumber(end) && text.charAt(0) != '#') {
        return region(text.substring(0, first), Long.parseLong(start), Long.parseLong(end))
            .on(isStranded ? strand(text) : Strand.FORWARD);
      }
    }
    boolean isPassedOver =
        text.isBlank()
            || text.charAt(0) == '#'
            || isKeyword("track", text)
            || isKeyword("browser", text);
    if (second >= 0 && !isPassedOver && text.substring(first).matches(".*[0-9].*")) {
      throw new IllegalArgumentException(
          "with tabs it is a region of a BED file, whose fields 2 and 3 are numbers");
    }
    return isPassedOver ? null : ContigQuery.parse(text, numbering);
  }

  private ContigQuery region(String where, long start, long end) {
    if (start >= end) {
      throw new IllegalArgumentException(
          "region " + start + " to " + end + " of " + where + " has no symbols");
    }
    return ContigQuery.region(where, start, end - 1, numbering);
  }

  private static Strand strand(String text) {
    String[] fields = text.split("\t", -1);
    String strand = fields.length > STRAND_FIELD ? fields[STRAND_FIELD] : "";
    return switch (strand) {
      case "+", "." -> Strand.FORWARD;
      case "-" -> Strand.REVERSE;
      default ->
          throw new IllegalArgumentException(
              "field 6 '" + strand + "' is no strand: it is +, - or .");
    };
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= DIGITS_MAX
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isKeyword(String word, String text) {
    return text.startsWith(word)
        && (text.length() == word.length() || Character.isWhitespace(text.charAt(word.length())));
  }

  /** The next line without its end; null after the last. */
  private String readLine() throws IOException {
    line.reset();
    number++;
    int next = read();
    if (next == END) {
      return null;
    }
    for (; next != END && next != '\n'; next = read()) {
      line.write(next);
      if (line.size() > LINE_BYTES_MAX) {
        throw located(new IOException("longer than " + LINE_BYTES_MAX + " bytes"));
      }
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private int read() throws IOException {
    if (windowAt == windowEnd) {
      windowAt = 0;
      try {
        windowEnd = Math.max(0, in.read(window));
      } catch (IOException e) {
        throw new IOException(name + ": cannot be read: " + e.getMessage(), e);
      }
      if (windowEnd == 0) {
        return END;
      }
    }
    return window[windowAt++] & 0xff;
  }
}
