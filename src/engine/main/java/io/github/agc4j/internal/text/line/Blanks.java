package io.github.agc4j.internal.text.line;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

/** Counts the bytes between two symbols, which writers and readers hold in one piece. */
public final class Blanks {
  /** So many bytes may stand between two symbols; it is the limit of headers, too. */
  public static final long BYTES_MAX = 1 << 20;

  private long bytes;

  /** Forgets what was counted. */
  public void start() {
    bytes = 0;
  }

  /**
   * Counts {@code count} lines of {@code letters} symbols that are stored, each with {@code unit}
   * after it; that symbols end within a line counts as a byte.
   */
  public void add(long letters, int unit, long count) {
    long each = Math.max(1, LineUnit.bytes(unit));
    verify(count >= 0 && (letters > 0 || count <= BYTES_MAX), 0, "too many blank lines");
    bytes = letters > 0 ? each : bytes + each * count;
    verify(bytes <= BYTES_MAX + 1, 0, "too many blank lines");
  }
}
