package io.github.agc4j.engine.option;

/**
 * How to read an archive.
 *
 * @param cacheBytes off-heap bytes for decompressed references and packs that should not be
 *     exceeded
 * @param mappedBytes bytes of the file that stay mapped, which count as the process's memory
 * @param end offset behind the archive's trailer, for an archive that something else follows in its
 *     file; larger than the file if the archive is all of it
 * @param recovers whether, without such an end, what is left of a damaged archive is read: its last
 *     state of which the stream table is whole, or else what a damaged table tells
 */
public record ReadOptions(long cacheBytes, long mappedBytes, long end, boolean recovers) {
  /** 8 MiB of cache, 16 MiB mapped. */
  public static final ReadOptions DEFAULTS = new ReadOptions(8L << 20, 16L << 20);

  /** For an archive that is all of its file. */
  public ReadOptions(long cacheBytes, long mappedBytes) {
    this(cacheBytes, mappedBytes, Long.MAX_VALUE, false);
  }

  /** The same for an archive that ends at {@code newEnd}. */
  public ReadOptions withEnd(long newEnd) {
    return new ReadOptions(cacheBytes, mappedBytes, newEnd, recovers);
  }

  /** The same for what is left of a damaged archive. */
  public ReadOptions recovering() {
    return new ReadOptions(cacheBytes, mappedBytes, end, true);
  }

  /** Checks the ranges. */
  public ReadOptions {
    if (cacheBytes < 1 || mappedBytes < 1) {
      throw new IllegalArgumentException(
          "cacheBytes=" + cacheBytes + " mappedBytes=" + mappedBytes);
    }
  }
}
