package io.github.agc4j.option;

import java.io.Serializable;
import java.util.Map;

/**
 * What an archive keeps of texts beside names and codes.
 *
 * @param symbols whether bytes that no code stands for keep their places and come back; otherwise
 *     they are left out or refused, as C++ agc does
 * @param letterCase whether letters in lower case come back as such; needs {@code symbols}
 * @param layout whether lines, line ends and blanks come back, too; needs {@code symbols}
 * @param hasLosses whether another program, such as C++ agc, has extended the archive since and
 *     dropped what was kept of the samples of then
 */
public record KeptText(boolean symbols, boolean letterCase, boolean layout, boolean hasLosses)
    implements Serializable {
  /** Nothing of it, as in archives of C++ agc. */
  public static final KeptText NONE = new KeptText(false, false, false);

  /** Texts come back byte for byte. */
  public static final KeptText ALL = new KeptText(true, true, true);

  /** The pair of an archive about itself that tells what it keeps. */
  static final String KEY = "agc4j_keeps";

  private static final String SYMBOLS = "symbols";
  private static final String CASE = "case";
  private static final String LAYOUT = "layout";
  private static final String LOSSES = "losses";

  /** Checks that they go together. */
  public KeptText {
    if (!symbols && (letterCase || layout || hasLosses)) {
      throw new IllegalArgumentException("case or layout without symbols");
    }
  }

  /** Without losses. */
  public KeptText(boolean symbols, boolean letterCase, boolean layout) {
    this(symbols, letterCase, layout, false);
  }

  /**
   * What an archive with these pairs about itself keeps, or kept before another program wrote it.
   */
  public static KeptText of(Map<String, String> typeInfo) {
    String words = " " + typeInfo.getOrDefault(KEY, "") + " ";
    boolean symbols = words.contains(" " + SYMBOLS + " ");
    return new KeptText(
        symbols,
        symbols && words.contains(" " + CASE + " "),
        symbols && words.contains(" " + LAYOUT + " "),
        symbols && words.contains(" " + LOSSES + " "));
  }

  /**
   * What an archive keeps that has samples of this kind and of {@code other}: with losses, if one
   * keeps what the other does not.
   */
  public KeptText union(KeptText other) {
    boolean isSame =
        symbols == other.symbols && letterCase == other.letterCase && layout == other.layout;
    return new KeptText(
        symbols || other.symbols,
        letterCase || other.letterCase,
        layout || other.layout,
        hasLosses || other.hasLosses || !isSame);
  }

  /** The same of an archive whose samples have lost it. */
  public KeptText withLosses() {
    return new KeptText(symbols, letterCase, layout, symbols);
  }

  /** What an archive that keeps so much says of itself; nothing if it keeps nothing. */
  public Map<String, String> pairs() {
    return symbols ? Map.of(KEY, text() + (hasLosses ? " " + LOSSES : "")) : Map.of();
  }

  /** Whether a text that is added comes back byte for byte. */
  public boolean isAll() {
    return letterCase && layout;
  }

  /** In words: {@code symbols case layout}; empty for nothing. */
  public String text() {
    return (symbols ? SYMBOLS : "") + (letterCase ? " " + CASE : "") + (layout ? " " + LAYOUT : "");
  }
}
