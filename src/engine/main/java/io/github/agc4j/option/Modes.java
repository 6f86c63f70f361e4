package io.github.agc4j.option;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
 * @param baseMatches whether repeats in packs that are mostly bases are found by a search of our
 *     own; otherwise by zstd at the level of C++ agc, so that packs are the same byte for byte, but
 *     larger, and take thirty times as long
 * @param packBytes bytes of content at which a pack ends although it could have more sequences;
 *     {@link #ANY_BYTES}: it never does
 */
public record Modes(
    boolean adaptive,
    boolean concatenated,
    double fallbackFraction,
    Anchors anchors,
    boolean baseMatches,
    long packBytes)
    implements Serializable {
  /** No limit for the content of a pack. */
  public static final long ANY_BYTES = Long.MAX_VALUE;

  /** C++ agc's defaults: nothing of it. */
  public static final Modes DEFAULTS = new Modes(false, false, 0);

  /** The pair of an archive that tells that its packs have matches of our own. */
  private static final String BASE_MATCHES = "agc4j_base_matches";

  /** The pair of an archive that tells at how many bytes its packs end. */
  public static final String PACK_BYTES = "agc4j_pack_bytes";

  private static final String YES = "1";

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
    if (packBytes < 1) {
      throw new IllegalArgumentException("packBytes=" + packBytes);
    }
  }

  /** Modes with splitters and zstd's matches. */
  public Modes(boolean adaptive, boolean concatenated, double fallbackFraction) {
    this(adaptive, concatenated, fallbackFraction, null, false, ANY_BYTES);
  }

  /** The same with anchors, or without if {@code newAnchors} is null. */
  public Modes withAnchors(Anchors newAnchors) {
    return new Modes(adaptive, concatenated, fallbackFraction, newAnchors, baseMatches, packBytes);
  }

  /** The same with a search for matches of our own or without. */
  public Modes withBaseMatches(boolean newBaseMatches) {
    return new Modes(adaptive, concatenated, fallbackFraction, anchors, newBaseMatches, packBytes);
  }

  /** The same with another limit for the content of packs. */
  public Modes withPackBytes(long newPackBytes) {
    return new Modes(adaptive, concatenated, fallbackFraction, anchors, baseMatches, newPackBytes);
  }

  /** What an archive with these modes says of itself, sorted. */
  public Map<String, String> pairs() {
    Map<String, String> pairs = new TreeMap<>();
    if (anchors != null) {
      pairs.put(Anchors.KEY, anchors.text());
    }
    if (baseMatches) {
      pairs.put(BASE_MATCHES, YES);
    }
    if (packBytes != ANY_BYTES) {
      pairs.put(PACK_BYTES, String.valueOf(packBytes));
    }
    return pairs;
  }

  /**
   * The same with the search for matches and the packs of an archive; with its anchors, too, if it
   * has any, unless these modes need splitters.
   *
   * @param typeInfo the archive's pairs about itself
   */
  public Modes withPairsOf(Map<String, String> typeInfo) {
    Modes matching =
        withBaseMatches(YES.equals(typeInfo.get(BASE_MATCHES))).withPackBytes(packBytes(typeInfo));
    return needsReference() ? matching : matching.withAnchors(Anchors.of(typeInfo).orElse(null));
  }

  /** Those of an archive's pairs about itself that tell its modes. */
  static Map<String, String> pairsIn(Map<String, String> typeInfo) {
    Map<String, String> pairs = new TreeMap<>(typeInfo);
    pairs.keySet().retainAll(Set.of(Anchors.KEY, BASE_MATCHES, PACK_BYTES));
    return pairs;
  }

  private static long packBytes(Map<String, String> typeInfo) {
    String value = typeInfo.getOrDefault(PACK_BYTES, "");
    return value.matches("[1-9][0-9]{0,17}") ? Long.parseLong(value) : ANY_BYTES;
  }

  /** Whether all is done as C++ agc does it. */
  public boolean isAgcs() {
    return anchors == null && !baseMatches;
  }

  /** Whether an archive's reference is needed to extend it. */
  public boolean needsReference() {
    return adaptive || fallbackFraction > 0;
  }
}
