package io.github.agc4j.internal.text.line;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import java.lang.foreign.MemorySegment;

/** Lines that have no common form, one after the other. For one thread. */
public final class LineReader {
  private final ByteReader in;
  private long letters;
  private int unit;
  private long count;

  /** Reads {@code lines}, which are borrowed. */
  public LineReader(MemorySegment lines) {
    this.in = new ByteReader(lines);
  }

  /** Goes to the next lines; false if there are none. */
  public boolean next() {
    if (in.remaining() == 0) {
      return false;
    }
    letters = in.varint();
    unit = (int) Math.min(LineUnit.MAX, in.varint());
    count = in.varint();
    return true;
  }

  /** Whether {@code lines} are lines of exactly {@code symbols} symbols. */
  public static boolean areOf(long symbols, MemorySegment lines) {
    Blanks blanks = new Blanks();
    long left = symbols;
    try {
      for (LineReader line = new LineReader(lines);
          line.next();
          left -= line.letters * line.count) {
        if (line.letters > 0 && line.count > left / line.letters) {
          return false;
        }
        blanks.add(line.letters, line.unit, line.count);
      }
    } catch (MalformedBytesException e) {
      return false;
    }
    return left == 0;
  }

  /** Symbols of each of the lines. */
  public long letters() {
    return letters;
  }

  /** What is after each: see {@link LineUnit}. */
  public int unit() {
    return unit;
  }

  /** How many lines these are. */
  public long count() {
    return count;
  }
}
