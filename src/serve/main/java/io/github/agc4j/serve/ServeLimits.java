package io.github.agc4j.serve;

/**
 * What serving may take of the machine.
 *
 * @param cacheBytes what all archives together keep decompressed
 * @param threads how many compute digests of contigs
 * @param requestsMax how many requests are answered at a time; others wait up to ten seconds
 * @param bytesMax larger replies are refused
 * @param secondsMax replies that take longer, since who asked is slow, are cut
 */
public record ServeLimits(
    long cacheBytes, int threads, int requestsMax, long bytesMax, int secondsMax) {
  /** For two processors, whole genomes, and slow readers of an hour. */
  public static final ServeLimits DEFAULTS =
      new ServeLimits(64L << 20, 2, 64, Long.MAX_VALUE, 3600);

  /** Checks the ranges. */
  public ServeLimits {
    if (cacheBytes < 0 || threads < 1 || requestsMax < 1 || bytesMax < 1 || secondsMax < 1) {
      throw new IllegalArgumentException(
          "cacheBytes=%d threads=%d requestsMax=%d bytesMax=%d secondsMax=%d"
              .formatted(cacheBytes, threads, requestsMax, bytesMax, secondsMax));
    }
  }
}
