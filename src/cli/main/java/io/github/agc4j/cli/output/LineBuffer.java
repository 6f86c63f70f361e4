package io.github.agc4j.cli.output;

import java.io.IOException;

/** Short lines, gathered until they are worth a write. */
public final class LineBuffer {
  private static final int TEXT_AT_ONCE = 1 << 14;

  private final TextOutput out;
  private final StringBuilder text = new StringBuilder();

  /** Lines for {@code out}, which stays the caller's. */
  public LineBuffer(TextOutput out) {
    this.out = out;
  }

  /** Adds a line; its end is not part of {@code line}. */
  public void println(String line) throws IOException {
    text.append(line).append('\n');
    if (text.length() > TEXT_AT_ONCE) {
      flush();
    }
  }

  /** Writes what is left. */
  public void flush() throws IOException {
    out.print(text.toString());
    text.setLength(0);
  }
}
