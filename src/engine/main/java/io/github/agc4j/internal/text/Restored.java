package io.github.agc4j.internal.text;

/** What letters are, beside what codes tell of them. */
public enum Restored {
  /** As they were read. */
  ALL,
  /** In their case, with N for symbols that no code stands for. */
  CASE,
  /** In upper case, with the symbols that no code stands for. */
  SYMBOLS,
  /** As codes tell, with N for what none stands for. */
  NOTHING;

  /** Whether letters are in their case. */
  public boolean hasCase() {
    return this == ALL || this == CASE;
  }

  /** Whether symbols that no code stands for are there. */
  public boolean hasSymbols() {
    return this == ALL || this == SYMBOLS;
  }
}
