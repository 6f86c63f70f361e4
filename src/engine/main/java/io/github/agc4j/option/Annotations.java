package io.github.agc4j.option;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is told of an archive and of its samples beside sequences, in pairs of a key and a value:
 * title, release, date; accession, species, source. Pairs that are set join those that are there,
 * or take the place of those with the same key; an empty value removes it.
 *
 * @param archive the archive's own pairs
 * @param samples gives the pairs of a sample by its name, none where there are none
 */
public record Annotations(
    Map<String, String> archive, Function<String, Map<String, String>> samples) {
  /** None. */
  public static final Annotations NONE = new Annotations(Map.of(), name -> Map.of());

  /** Checks the archive's pairs. */
  public Annotations {
    archive.forEach(Annotations::check);
  }

  /**
   * Checks a pair.
   *
   * @throws IllegalArgumentException when a key is empty, or has an equals sign, or either has a
   *     tab, a line end or another control character
   */
  public static void check(String key, String value) {
    boolean isKey = !key.isEmpty() && key.indexOf('=') < 0 && key.indexOf('!') < 0;
    if (!isKey || (key + value).chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("key=" + key + ", value=" + value + " cannot be a pair");
    }
  }

  /** The pairs of a sample that has {@code before} so far. */
  public Map<String, String> ofSample(String name, Map<String, String> before) {
    Map<String, String> set = samples.apply(name);
    set.forEach(Annotations::check);
    return joined(before, set);
  }

  /** The pairs of an archive that has {@code before} so far. */
  public Map<String, String> ofArchive(Map<String, String> before) {
    return joined(before, archive);
  }

  private static Map<String, String> joined(Map<String, String> before, Map<String, String> set) {
    if (set.isEmpty()) {
      return before;
    }
    Map<String, String> joined = new TreeMap<>(before);
    joined.putAll(set);
    joined.values().removeIf(String::isEmpty);
    return joined;
  }

  /** The same with further pairs of the archive. */
  public Annotations withArchive(Map<String, String> pairs) {
    Map<String, String> all = new TreeMap<>(archive);
    all.putAll(pairs);
    return new Annotations(all, samples);
  }

  /** The same with further pairs of one sample. */
  public Annotations withSample(String sample, Map<String, String> pairs) {
    return new Annotations(
        archive,
        name -> {
          Map<String, String> others = samples.apply(name);
          if (!name.equals(sample)) {
            return others;
          }
          Map<String, String> all = new TreeMap<>(others);
          all.putAll(pairs);
          return all;
        });
  }
}
