package io.github.agc4j.cli;

import picocli.CommandLine.Option;

/** How much is told on standard error. */
public final class Verbosity {
  private static final int STATISTICS = 1;
  private static final int TRACES = 2;

  @Option(
      names = {"-v", "--verbosity"},
      paramLabel = "LEVEL",
      defaultValue = "0",
      description =
          "0: errors; 1: also statistics; 2: also stack traces of errors (default: ${DEFAULT-VALUE})")
  private int level;

  /** A command that has this option. */
  public interface Holder {
    /** The option. */
    Verbosity verbosity();
  }

  /** Whether statistics are printed. */
  public boolean showsStatistics() {
    return level >= STATISTICS;
  }

  /** Whether stack traces are printed. */
  public boolean isTracing() {
    return level >= TRACES;
  }
}
