package io.github.agc4j.internal.verify;

/**
 * What is known of the text of a sample.
 *
 * @param isProven whether all of it is what was read, names and letters included
 * @param damage why it is not; null if nobody knows
 */
public record TextFinding(boolean isProven, String damage) {
  /** Nothing. */
  public static final TextFinding NONE = new TextFinding(false, null);

  /** It is what was read. */
  public static final TextFinding PROVEN = new TextFinding(true, null);
}
