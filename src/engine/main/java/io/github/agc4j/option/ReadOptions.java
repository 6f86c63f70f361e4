package io.github.agc4j.option;

import java.nio.file.Path;

/**
 * How to read an archive.
 *
 * @param cacheBytes off-heap bytes for decompressed references and packs that should not be
 *     exceeded
 * @param mappedBytes bytes of the file that stay mapped, which count as the process's memory, or
 *     that are kept of what was fetched
 * @param end offset after the archive's trailer, for an archive that something else follows in its
 *     file; larger than the file if the archive is all of it
 * @param recovery how the archive is opened if its end may be damaged; not together with {@code
 *     end}
 * @param fetched folder for copies of what is fetched of files that are not on this machine,
 *     checked by checksums and used again by later readers; null for none
 */
public record ReadOptions(
    long cacheBytes, long mappedBytes, long end, Recovery recovery, Path fetched) {
  /** 8 MiB of cache, 16 MiB mapped. */
  public static final ReadOptions DEFAULTS = new ReadOptions(8L << 20, 16L << 20);

  /** The same with another cache. */
  public ReadOptions withCache(long newCacheBytes) {
    return new ReadOptions(newCacheBytes, mappedBytes, end, recovery, fetched);
  }

  /** The same with another share of the file that stays mapped, or that is kept. */
  public ReadOptions withMapped(long newMappedBytes) {
    return new ReadOptions(cacheBytes, newMappedBytes, end, recovery, fetched);
  }

  /** For an archive that is all of its file. */
  public ReadOptions(long cacheBytes, long mappedBytes) {
    this(cacheBytes, mappedBytes, Long.MAX_VALUE, Recovery.NONE, null);
  }

  /** The same for an archive that ends at {@code newEnd}. */
  public ReadOptions withEnd(long newEnd) {
    return new ReadOptions(cacheBytes, mappedBytes, newEnd, recovery, fetched);
  }

  /** The same with copies of what is fetched in {@code folder}; null for none. */
  public ReadOptions withFetched(Path folder) {
    return new ReadOptions(cacheBytes, mappedBytes, end, recovery, folder);
  }

  /** Ways to open an archive whose end may be damaged. */
  public enum Recovery {
    /** None: a damaged one is refused. */
    NONE,
    /** By the latest stream table, as far as it makes sense. */
    LATEST_TABLE,
    /** The last state of which the stream table is whole. */
    LAST_WHOLE_STATE,
    /**
     * Read an archive of which the end is lost, as far as the directories tell that lie between its
     * parts: of archives of this library that are longer than some 300 KB.
     */
    WAYPOINTS
  }

  /** The same for a damaged archive. */
  public ReadOptions recovering(Recovery newRecovery) {
    return new ReadOptions(cacheBytes, mappedBytes, end, newRecovery, fetched);
  }

  /** Checks the ranges. */
  public ReadOptions {
    if (cacheBytes < 1 || mappedBytes < 1) {
      throw new IllegalArgumentException(
          "cacheBytes=" + cacheBytes + " mappedBytes=" + mappedBytes);
    }
  }
}
