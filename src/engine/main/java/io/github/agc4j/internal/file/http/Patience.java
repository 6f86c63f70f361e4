package io.github.agc4j.internal.file.http;

import java.time.Duration;

/**
 * How long to go on.
 *
 * @param attempts how often a request is sent at most
 * @param firstPause pause after the first failure; each one after that is twice as long
 * @param silence a server that sends nothing for so long has failed
 */
record Patience(int attempts, Duration firstPause, Duration silence) {
  /** Five attempts within some four seconds, of thirty seconds each. */
  static final Patience USUAL = new Patience(5, Duration.ofMillis(250), Duration.ofSeconds(30));

  /** More is not waited, whatever a server asks for. */
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

  /**
   * The pause after a failed attempt.
   *
   * @param attempt which one, from 1 on
   * @param asked what the server asks for, or null
   */
  Duration pause(int attempt, Duration asked) {
    Duration own = firstPause.multipliedBy(1L << Math.min(attempt - 1, 10));
    Duration longer = asked != null && asked.compareTo(own) > 0 ? asked : own;
    return longer.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : longer;
  }
}
