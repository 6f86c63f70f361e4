package io.github.agc4j.engine.option;

import java.util.Map;

/**
 * How contigs become samples and segments find their groups (AGC compression, sections 1.5, 2.4 and
 * 4).
 *
 * @param adaptive whether contigs without any splitter add new ones
 * @param concatenated whether each contig is a sample of its own, named by its short name
 * @param fallbackFraction fraction of the k-mers by which segments without splitters find a group,
 *     0 … 0.05; 0: none
 * @param anchors how segments find their groups without splitters; null for splitters, which the
 *     other two modes need
 */
public record Modes(
    boolean adaptive, boolean concatenated, double fallbackFraction, Anchors anchors) {
  /** C++ agc's defaults: nothing of it. */
  public static final Modes DEFAULTS = new Modes(false, false, 0);

  private static final double FRACTION_MAX = 0.05;

  /** Checks the range. */
  public Modes {
    if (!(fallbackFraction >= 0 && fallbackFraction <= FRACTION_MAX)) {
      throw new IllegalArgumentException(
          "fallbackFraction=" + fallbackFraction + " is not within 0 … " + FRACTION_MAX);
    }
    if (anchors != null && (adaptive || fallbackFraction > 0)) {
      throw new IllegalArgumentException("anchors together with modes that need splitters");
    }
  }

  /** Modes with splitters. */
  public Modes(boolean adaptive, boolean concatenated, double fallbackFraction) {
    this(adaptive, concatenated, fallbackFraction, null);
  }

  /** The same with anchors, or without if {@code newAnchors} is null. */
  public Modes withAnchors(Anchors newAnchors) {
    return new Modes(adaptive, concatenated, fallbackFraction, newAnchors);
  }

  /**
   * The same with the anchors of an archive, if it has any; unless these modes need splitters.
   *
   * @param typeInfo the archive's pairs about itself
   */
  public Modes withAnchorsOf(Map<String, String> typeInfo) {
    return needsReference() ? this : withAnchors(Anchors.of(typeInfo).orElse(null));
  }

  /** Whether an archive's reference is needed to extend it. */
  public boolean needsReference() {
    return adaptive || fallbackFraction > 0;
  }
}
