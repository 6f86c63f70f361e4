package io.github.agc4j.spark.internal.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.agc4j.option.ReadOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.network.util.ByteUnit;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What the user said of a table that is read.
 *
 * @param archives what the archives are called, one or more
 * @param window symbols of a window, at most
 * @param overlap symbols that a window has in common with the one before it
 * @param partitions in how many parts it is read at least; 0 for as many as there are cores
 * @param partitionSymbols how many symbols a part should not exceed
 * @param cacheBytes what is kept of what was decompressed, in each JVM, for each archive
 */
public record TableOptions(
    List<String> archives,
    TableKind table,
    long window,
    long overlap,
    int partitions,
    long partitionSymbols,
    long cacheBytes)
    implements Serializable {
  private static final String WINDOW = "window";
  private static final String OVERLAP = "overlap";
  private static final long WINDOW_DEFAULT = 1_000_000;

  /** As much as {@link SequenceRows} reads together. */
  private static final long PARTITION_DEFAULT = 1L << 28;

  private static final long CACHE_DEFAULT = 128L << 20;
  private static final long MAPPED_BYTES = 32L << 20;

  /** Rows are on the heap, and there are some of them at a time. */
  private static final long WINDOW_MAX = 1 << 28;

  private static final Set<String> NAMES =
      Set.of("path", "paths", "table", WINDOW, OVERLAP, "partitions", "partitionsymbols", "cache");

  /** What catalogs put beside them. */
  private static final Set<String> OF_CATALOGS =
      Set.of(
          "provider",
          "owner",
          "location",
          "external",
          "is_managed_location",
          "comment",
          "collation");

  /** Checks the numbers. */
  public TableOptions {
    if (window < 1 || window > WINDOW_MAX || overlap < 0 || overlap >= window) {
      throw new IllegalArgumentException(
          "window="
              + window
              + " overlap="
              + overlap
              + ": 1 ... "
              + WINDOW_MAX
              + ", 0 ... window-1");
    }
    if (partitions < 0 || partitionSymbols < 1 || cacheBytes < 0) {
      throw new IllegalArgumentException(
          "partitions=" + partitions + " partitionSymbols=" + partitionSymbols);
    }
  }

  /**
   * Refuses options that nobody knows; those with a dot in their names are Hadoop's. Catalogs have
   * others beside them.
   */
  public static void checkNames(CaseInsensitiveStringMap given) {
    for (String name : new TreeMap<>(given.asCaseSensitiveMap()).keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean isKnown = NAMES.contains(lower) || OF_CATALOGS.contains(lower) || name.contains(".");
      if (!isKnown) {
        throw new IllegalArgumentException(
            "no option " + name + ": table, window, overlap, partitions, partitionSymbols, cache");
      }
    }
  }

  /** The options that {@code given} tells. */
  public static TableOptions of(CaseInsensitiveStringMap given) {
    return new TableOptions(
        archives(given),
        TableKind.of(given.getOrDefault("table", TableKind.SEQUENCES.title())),
        given.getLong(WINDOW, WINDOW_DEFAULT),
        given.getLong(OVERLAP, 0),
        given.getInt("partitions", 0),
        given.getLong("partitionSymbols", PARTITION_DEFAULT),
        given.containsKey("cache")
            ? JavaUtils.byteStringAs(given.get("cache"), ByteUnit.BYTE)
            : CACHE_DEFAULT);
  }

  /** Spark gives one path as it is, and several as a list in JSON. */
  private static List<String> archives(Map<String, String> given) {
    try {
      if (given.containsKey("paths")) {
        return List.of(new ObjectMapper().readValue(given.get("paths"), String[].class));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("paths=" + given.get("paths"), e);
    }
    if (!given.containsKey("path")) {
      throw new IllegalArgumentException("no path: load(\"my.agc\"), or OPTIONS (path 'my.agc')");
    }
    return List.of(given.get("path"));
  }

  /** How archives are opened. */
  ReadOptions readOptions() {
    return new ReadOptions(cacheBytes, MAPPED_BYTES);
  }
}
