package io.github.agc4j.serve;

import java.util.Set;
import java.util.function.Consumer;

/**
 * How archives are served.
 *
 * @param host the address to listen at; that of the loopback serves this machine alone
 * @param port 0 for any that is free
 * @param limits what serving may take of the machine
 * @param circular short names of contigs that are circular: parts of them may go over the end
 * @param isForAll whether pages of other origins may read (CORS)
 * @param accessLog takes a line for each request, from several threads; null for none
 * @param notes takes a line for what else there is to tell, from several threads
 */
public record ServeOptions(
    String host,
    int port,
    ServeLimits limits,
    Set<String> circular,
    boolean isForAll,
    Consumer<String> accessLog,
    Consumer<String> notes) {
  /** For this machine, at any free port, in silence. */
  public static final ServeOptions DEFAULTS =
      new ServeOptions("127.0.0.1", 0, ServeLimits.DEFAULTS, Set.of(), false, null, note -> {});

  /** Checks the port. */
  public ServeOptions {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port=" + port);
    }
    circular = Set.copyOf(circular);
  }

  /** The same at another address. */
  public ServeOptions at(String newHost, int newPort) {
    return new ServeOptions(newHost, newPort, limits, circular, isForAll, accessLog, notes);
  }

  /** The same with circular contigs. */
  public ServeOptions withCircular(Set<String> newCircular) {
    return new ServeOptions(host, port, limits, newCircular, isForAll, accessLog, notes);
  }

  /** The same with other limits. */
  public ServeOptions withLimits(long cacheBytes, int threads, int requestsMax) {
    return with(
        new ServeLimits(cacheBytes, threads, requestsMax, limits.bytesMax(), limits.secondsMax()));
  }

  /** The same with other limits of a reply. */
  public ServeOptions withReplies(long bytesMax, int secondsMax) {
    return with(
        new ServeLimits(
            limits.cacheBytes(), limits.threads(), limits.requestsMax(), bytesMax, secondsMax));
  }

  private ServeOptions with(ServeLimits newLimits) {
    return new ServeOptions(host, port, newLimits, circular, isForAll, accessLog, notes);
  }

  /** The same for pages of all origins. */
  public ServeOptions forAll(boolean newIsForAll) {
    return new ServeOptions(host, port, limits, circular, newIsForAll, accessLog, notes);
  }

  /** The same with other listeners. */
  public ServeOptions telling(Consumer<String> newAccessLog, Consumer<String> newNotes) {
    return new ServeOptions(host, port, limits, circular, isForAll, newAccessLog, newNotes);
  }
}
