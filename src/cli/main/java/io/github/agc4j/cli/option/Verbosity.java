package io.github.agc4j.cli.option;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How much is told on standard error. */
public final class Verbosity {
  private static final int STATISTICS = 1;
  private static final int TRACES = 2;

  @Option(
      names = {"-v", "--verbosity"},
      paramLabel = "LEVEL",
      defaultValue = "0",
      converter = Level.class,
      description =
          "0: errors; 1: also statistics; 2: also stack traces of errors (default: ${DEFAULT-VALUE})")
  private int level;

  @Option(
      names = {"-q", "--quiet"},
      description = "nothing on standard error but errors: no progress, notes or warnings")
  private boolean quiet;

  /** 0, 1 or 2. */
  static final class Level implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (!value.matches("[0-2]")) {
        throw new CommandLine.TypeConversionException("'" + value + "' is not 0, 1 or 2");
      }
      return Integer.valueOf(value);
    }
  }

  /** A command that has this option. */
  public interface Holder {
    /** The option as given. */
    Verbosity verbosity();
  }

  /** Whether statistics are asked for. */
  public boolean showsStatistics() {
    return level >= STATISTICS;
  }

  /** Whether it is shown how far a command has come: on a terminal. */
  public boolean showsProgress() {
    return !quiet && isTerminal();
  }

  /** The launcher says so, since Java cannot tell of standard error alone. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("agc4j.terminal");
  }

  /** Whether only errors are told. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Whether a line is printed at the end: on a terminal, or with statistics. */
  public boolean tellsEnd() {
    return !quiet && (showsStatistics() || isTerminal());
  }

  /** Whether stack traces of errors are asked for. */
  public boolean isTracing() {
    return level >= TRACES;
  }
}
