package io.github.agc4j.serve.internal.refget;

import io.github.agc4j.serve.internal.http.ByteRange;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a sequence that is asked for (refget 2.0, "Retrieve sequence by id").
 *
 * @param from first symbol, 0-based
 * @param to after the last symbol; not above {@code from} if the part goes over the end of a
 *     circular sequence, unless nothing is meant
 * @param isRange whether it was asked for by the header {@code Range}
 * @param wraps whether it goes over the end
 */
record Part(long from, long to, boolean isRange, boolean wraps) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

  /** What is done with parts that go over the end. */
  enum Circles {
    /** No sequence is known to be circular. */
    NONE,
    /** Some are, this one is not. */
    LINEAR,
    /** This one is circular. */
    CIRCULAR
  }

  /** The part of {@code length} symbols that {@code request} asks for. */
  static Part of(Request request, long length, Circles circles) throws Refusal {
    String start = request.parameters().get("start");
    String end = request.parameters().get("end");
    String range = request.header("Range");
    if (start == null && end == null) {
      return range == null ? new Part(0, length, false, false) : ofRange(range, length);
    }
    if (range != null) {
      throw Refusal.malformed("start and end, or Range, but not both");
    }
    long from = start == null ? 0 : number("start", start);
    long to = end == null ? length : number("end", end);
    if ((start != null && from >= length) || to > length) {
      throw Refusal.range("of " + length + " symbols");
    }
    if (from > to) {
      return overTheEnd(from, to, circles);
    }
    return new Part(from, to, false, false);
  }

  private static Part overTheEnd(long from, long to, Circles circles) throws Refusal {
    return switch (circles) {
      case NONE -> throw Refusal.notDone("no sequence here is circular");
      case LINEAR -> throw Refusal.range("the sequence is not circular");
      case CIRCULAR -> new Part(from, to, false, true);
    };
  }

  private static long number(String name, String text) throws Refusal {
    if (!NUMBER.matcher(text).matches()) {
      throw Refusal.malformed(name + " is no number");
    }
    return Long.parseLong(text);
  }

  private static Part ofRange(String header, long length) throws Refusal {
    Matcher form = RANGE.matcher(header);
    if (!form.matches()) {
      throw Refusal.malformed("Range: bytes=FIRST-LAST");
    }
    long first = Long.parseLong(form.group(1));
    long last = Long.parseLong(form.group(2));
    if (first >= length || first > last) {
      throw Refusal.range("of " + length + " symbols");
    }
    return new Part(first, Math.min(length, last + 1), true, false);
  }

  /** Number of symbols of a sequence of {@code length}. */
  long symbols(long length) {
    return wraps ? length - from + to : to - from;
  }

  /** What {@code Content-Range} says of it. */
  String header(long length) {
    return new ByteRange(from, to).header(length);
  }
}
