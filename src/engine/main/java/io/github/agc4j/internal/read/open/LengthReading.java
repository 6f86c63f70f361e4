package io.github.agc4j.internal.read.open;

/**
 * How the raw lengths of a sample are coded. Releases 3.0 … 3.2.1 of C++ agc code those of appended
 * samples against another prediction, which an archive does not tell (AGC format, section 4.3.4).
 */
enum LengthReading {
  /** Not looked at yet. */
  UNSETTLED,
  /** Against segment size + k, as specified; in formats 1 and 2 they are stored as they are. */
  USUAL,
  /** Against k. */
  APPENDED_BY_OLD_RELEASE
}
