package io.github.agc4j.option;

/**
 * How many ranges are read at once.
 *
 * @param threads threads that decode; with one, the caller's does it
 * @param waitingBytes what the symbols of ranges that are read ahead should not exceed, at two bits
 *     each where they are A, C, G and T; a single longer range is read nevertheless. The more there
 *     are, the more often ranges share a part
 * @param ordered whether ranges are passed on in their order, by the caller's thread; otherwise
 *     each as soon as it is complete, by the threads that decode, several at a time
 * @param ahead whether ranges are decoded while those in front are passed on, so that of what waits
 *     at a time only half can share parts; with one thread they never are
 */
public record RangeOptions(int threads, long waitingBytes, boolean ordered, boolean ahead) {
  /** One thread, 32 MiB, in order. */
  public static final RangeOptions DEFAULTS = new RangeOptions(1, 32L << 20, true);

  /** Ahead. */
  public RangeOptions(int threads, long waitingBytes, boolean ordered) {
    this(threads, waitingBytes, ordered, true);
  }

  /** Checks the numbers. */
  public RangeOptions {
    if (threads < 1 || waitingBytes < 1) {
      throw new IllegalArgumentException("threads=" + threads + " waitingBytes=" + waitingBytes);
    }
  }
}
