package io.github.agc4j.internal.text;

/** What letters are, beside what codes tell of them. */
public enum Restored {
  /** As they were read. */
  ALL,
  /** In upper case, with the symbols that no code stands for. */
  SYMBOLS,
  /** As codes tell, with N for what none stands for. */
  NOTHING
}
