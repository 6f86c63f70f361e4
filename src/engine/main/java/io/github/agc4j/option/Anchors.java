package io.github.agc4j.option;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * That segments find their groups by anchors, which are k-mers sampled from all references, instead
 * of by splitters.
 *
 * @param length symbols of an anchor, odd, so that none is its own reverse complement: 13 … 31
 * @param spacing the mean distance of anchors in symbols, a power of two from 2 to 64
 * @param alignsDense whether deltas of texts that differ in many places are written symbol by
 *     symbol: many of them compress well together if they have their differences in common
 */
public record Anchors(int length, int spacing, boolean alignsDense) implements Serializable {
  /**
   * The pair of an archive that tells its anchors; C++ agc keeps it when it extends the archive.
   */
  public static final String KEY = "agc4j_anchors";

  private static final int LENGTH_MIN = 13;
  private static final int LENGTH_MAX = 31;
  private static final int SPACING_MAX = 64;
  private static final int NUMBERS = 3;

  /** Checks the ranges. */
  public Anchors {
    if (length < LENGTH_MIN || length > LENGTH_MAX || length % 2 == 0) {
      throw new IllegalArgumentException(
          "length=" + length + " is no odd number within " + LENGTH_MIN + " … " + LENGTH_MAX);
    }
    if (spacing < 2 || spacing > SPACING_MAX || Integer.bitCount(spacing) != 1) {
      throw new IllegalArgumentException(
          "spacing=" + spacing + " is no power of two within 2 … " + SPACING_MAX);
    }
  }

  /** The same as text, for the archive's pairs about itself. */
  public String text() {
    return length + "," + spacing + "," + (alignsDense ? 1 : 0);
  }

  /**
   * How the segments of an archive found their groups; empty if by splitters.
   *
   * @param typeInfo the archive's pairs about itself
   */
  static Optional<Anchors> of(Map<String, String> typeInfo) {
    return parse(typeInfo.getOrDefault(KEY, ""));
  }

  /** What {@link #text} wrote; empty for any other text. */
  public static Optional<Anchors> parse(String text) {
    String[] numbers = text.split(",", -1);
    try {
      return numbers.length == NUMBERS
          ? Optional.of(
              new Anchors(
                  Integer.parseInt(numbers[0]),
                  Integer.parseInt(numbers[1]),
                  Integer.parseInt(numbers[2]) == 1))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
