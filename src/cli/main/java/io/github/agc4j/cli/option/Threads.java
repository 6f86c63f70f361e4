package io.github.agc4j.cli.option;

import picocli.CommandLine.Option;

/** The number of worker threads. */
public final class Threads {
  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "number of worker threads (default: half of the processors)")
  private Integer threads;

  /**
   * The number asked for, or half of the processors.
   *
   * @throws UsageException when it is out of range
   */
  public int count() {
    if (threads == null) {
      return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
    if (threads < 1 || threads > 1024) {
      throw new UsageException("--threads=" + threads + " is not within 1 … 1024");
    }
    return threads;
  }
}
