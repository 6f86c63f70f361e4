package io.github.agc4j.serve;

import java.util.Set;
import java.util.function.Consumer;

/**
 * How archives are served.
 *
 * @param host the address to listen at; that of the loopback serves this machine alone
 * @param port 0 for any that is free
 * @param cacheBytes what all archives together keep decompressed
 * @param threads how many compute digests of contigs
 * @param requestsMax how many requests are answered at a time; others wait up to ten seconds
 * @param circular short names of contigs that are circular: parts of them may go over the end
 * @param isForAll whether pages of other origins may read (CORS)
 * @param accessLog takes a line for each request, from several threads; null for none
 * @param notes takes a line for what else there is to tell, from several threads
 * @param bytesMax larger replies are refused
 * @param secondsMax replies that take longer, since who asked is slow, are cut
 */
public record ServeOptions(
    String host,
    int port,
    long cacheBytes,
    int threads,
    int requestsMax,
    Set<String> circular,
    boolean isForAll,
    Consumer<String> accessLog,
    Consumer<String> notes,
    long bytesMax,
    int secondsMax) {
  /** For this machine, at any free port, in silence. */
  public static final ServeOptions DEFAULTS =
      new ServeOptions(
          "127.0.0.1",
          0,
          64L << 20,
          2,
          64,
          Set.of(),
          false,
          null,
          note -> {},
          Long.MAX_VALUE,
          3600);

  /** Checks the ranges. */
  public ServeOptions {
    if (port < 0
        || port > 0xffff
        || cacheBytes < 0
        || threads < 1
        || requestsMax < 1
        || bytesMax < 1
        || secondsMax < 1) {
      throw new IllegalArgumentException(
          "port=%d cacheBytes=%d threads=%d requestsMax=%d bytesMax=%d secondsMax=%d"
              .formatted(port, cacheBytes, threads, requestsMax, bytesMax, secondsMax));
    }
    circular = Set.copyOf(circular);
  }

  /** The same at another address. */
  public ServeOptions at(String newHost, int newPort) {
    return new ServeOptions(
        newHost,
        newPort,
        cacheBytes,
        threads,
        requestsMax,
        circular,
        isForAll,
        accessLog,
        notes,
        bytesMax,
        secondsMax);
  }

  /** The same with circular contigs. */
  public ServeOptions withCircular(Set<String> newCircular) {
    return new ServeOptions(
        host,
        port,
        cacheBytes,
        threads,
        requestsMax,
        newCircular,
        isForAll,
        accessLog,
        notes,
        bytesMax,
        secondsMax);
  }

  /** The same with other limits. */
  public ServeOptions withLimits(long newCacheBytes, int newThreads, int newRequestsMax) {
    return new ServeOptions(
        host,
        port,
        newCacheBytes,
        newThreads,
        newRequestsMax,
        circular,
        isForAll,
        accessLog,
        notes,
        bytesMax,
        secondsMax);
  }

  /** The same for pages of all origins. */
  public ServeOptions forAll(boolean newIsForAll) {
    return new ServeOptions(
        host,
        port,
        cacheBytes,
        threads,
        requestsMax,
        circular,
        newIsForAll,
        accessLog,
        notes,
        bytesMax,
        secondsMax);
  }

  /** The same with other listeners. */
  public ServeOptions telling(Consumer<String> newAccessLog, Consumer<String> newNotes) {
    return new ServeOptions(
        host,
        port,
        cacheBytes,
        threads,
        requestsMax,
        circular,
        isForAll,
        newAccessLog,
        newNotes,
        bytesMax,
        secondsMax);
  }

  /** The same with other limits of a reply. */
  public ServeOptions withReplies(long newBytesMax, int newSecondsMax) {
    return new ServeOptions(
        host,
        port,
        cacheBytes,
        threads,
        requestsMax,
        circular,
        isForAll,
        accessLog,
        notes,
        newBytesMax,
        newSecondsMax);
  }
}
