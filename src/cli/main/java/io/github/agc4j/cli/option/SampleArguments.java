package io.github.agc4j.cli.option;

import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.NameFinder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The samples that arguments name, each by its name or several by a pattern. */
public final class SampleArguments {
  private SampleArguments() {}

  /**
   * Their indexes: arguments in the given order, the samples of a pattern in the archive's; all
   * samples if there are no arguments.
   */
  public static List<Long> indexes(AgcReader reader, List<String> arguments) throws IOException {
    if (arguments == null) {
      return LongStream.range(0, reader.samples()).boxed().toList();
    }
    NameFinder finder = new NameFinder(reader);
    List<Long> indexes = new ArrayList<>();
    for (String argument : arguments) {
      indexes.addAll(indexes(finder, argument));
    }
    return indexes;
  }

  /** The same in the archive's order, each once. */
  public static List<Long> ascending(AgcReader reader, List<String> arguments) throws IOException {
    return List.copyOf(new TreeSet<>(indexes(reader, arguments)));
  }

  /** The indexes of the samples that one argument names. */
  public static List<Long> indexes(NameFinder finder, String argument) throws IOException {
    try {
      return finder.samples(argument);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
