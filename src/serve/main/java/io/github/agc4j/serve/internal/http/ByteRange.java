package io.github.agc4j.serve.internal.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a text of bytes, as {@code Range} asks for it (RFC 9110, section 14).
 *
 * @param from 0-based
 * @param to after the last byte
 */
public record ByteRange(long from, long to) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})?-(\\d{1,18})?");

  /**
   * The part that {@code header} asks for of {@code length} bytes.
   *
   * @param header null for none
   * @return null if the whole is meant: without a header, or of a form that we do not give parts
   *     by, such as several at once
   * @throws Refusal when the part has no byte
   */
  public static ByteRange of(String header, long length) throws Refusal {
    Matcher form = header == null ? null : FORM.matcher(header.strip());
    if (form == null || !form.matches() || (form.group(1) == null && form.group(2) == null)) {
      return null;
    }
    if (form.group(1) == null) {
      return checked(Math.max(0, length - Long.parseLong(form.group(2))), length, length);
    }
    long from = Long.parseLong(form.group(1));
    if (form.group(2) == null) {
      return checked(from, length, length);
    }
    long last = Long.parseLong(form.group(2));
    return last < from ? null : checked(from, Math.min(length, last + 1), length);
  }

  private static ByteRange checked(long from, long to, long length) throws Refusal {
    if (from >= to) {
      throw Refusal.range("of " + length + " bytes");
    }
    return new ByteRange(from, to);
  }

  /** Number of bytes. */
  public long length() {
    return to - from;
  }

  /** What {@code Content-Range} says of it. */
  public String header(long length) {
    return "bytes " + from + "-" + (to - 1) + "/" + length;
  }
}
