package io.github.agc4j.internal.lzdiff;

/** The bytes that tokens are made of; see the package description. */
final class LzToken {
  static final int LITERAL = 0x41;
  static final int LITERAL_CODE_MAX = 20;
  static final byte SAME = '!';
  static final int N_RUN_START = 0x1e;
  static final int N_RUN_END = 0x04;
  static final int N_RUN_MIN = 4;
  static final int LENGTH = ',';
  static final int MATCH_END = '.';

  private LzToken() {}

  /** Whether a byte without sign is a literal. */
  static boolean isLiteral(int token) {
    return token == SAME || token >= LITERAL && token <= LITERAL + LITERAL_CODE_MAX;
  }
}
