package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The tokens of a delta that is being written (AGC format, section 6.1). For one thread. */
final class DeltaTokens {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final int TOKEN_BYTES_MAX = 32;

  private final int matchMin;
  private MemorySegment out;
  private long size;

  DeltaTokens(int matchMin) {
    this.matchMin = matchMin;
  }

  /** Starts the delta of a text of {@code length} symbols in {@code room}. */
  void start(int length, DeltaRoom room) {
    // A match is longer than its token, so that the code is never much longer than the text.
    out = room.of(2L * length + TOKEN_BYTES_MAX);
    size = 0;
  }

  /** Bytes written since {@link #start}. */
  long size() {
    return size;
  }

  /** What was written since {@link #start}; borrowed until then. */
  MemorySegment written() {
    return out.asSlice(0, size);
  }

  void literal(int code) {
    put(LzToken.LITERAL + code);
  }

  /** A literal that is the reference's symbol at the predicted position. */
  void same() {
    put(LzToken.SAME);
  }

  void nRun(int length) {
    put(LzToken.N_RUN_START);
    decimal(length - LzToken.N_RUN_MIN);
    put(LzToken.N_RUN_END);
  }

  /**
   * A match.
   *
   * @param distance its position in the reference less the predicted one
   * @param toEnds whether it reaches the ends of both text and reference
   */
  void match(int distance, int length, boolean toEnds) {
    if (distance < 0) {
      put('-');
    }
    decimal(Math.abs(distance));
    if (!toEnds) {
      put(LzToken.LENGTH);
      decimal(length - matchMin);
    }
    put(LzToken.MATCH_END);
  }

  /** Takes back the last {@code count} tokens, which are literals. */
  void dropLiterals(int count) {
    size -= count;
  }

  /**
   * Rewrites those of the last {@code literals} tokens, which are literals, that equal the
   * reference symbol opposite to them, but neither the first byte of the delta nor what is opposite
   * to the reference's first symbol.
   *
   * @param source the position in the reference after the symbol opposite to the last literal
   */
  void markSameLiterals(MemorySegment reference, int source, int literals) {
    MemorySegment tokens = out;
    long end = size;
    int count = (int) Math.min(literals, Math.min(end, source) - 1);
    for (int back = 1; back <= count; back++) {
      if (tokens.get(BYTE, end - back) - LzToken.LITERAL == reference.get(BYTE, source - back)) {
        tokens.set(BYTE, end - back, LzToken.SAME);
      }
    }
  }

  /** How many of the last {@code count} tokens, which are literals, equal the reference. */
  int sames(int count) {
    int same = 0;
    for (long at = size - count; at < size; at++) {
      same += out.get(BYTE, at) == LzToken.SAME ? 1 : 0;
    }
    return same;
  }

  private void decimal(int value) {
    int divisor = 1;
    while (value / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      put('0' + value / divisor % 10);
    }
  }

  private void put(int b) {
    out.set(BYTE, size++, (byte) b);
  }
}
