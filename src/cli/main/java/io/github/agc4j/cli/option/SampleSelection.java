package io.github.agc4j.cli.option;

import io.github.agc4j.AgcReader;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * The samples that arguments and a file name: each by its name, or several by a pattern; a pattern
 * after {@code !} leaves out what it matches.
 */
public final class SampleSelection {
  private static final String EXCLUDED = "!";

  @Option(
      names = "--samples-file",
      paramLabel = "FILE",
      description =
          "file with one sample, or pattern of samples, per line, after those that are named; - is standard input")
  private Path file;

  @Option(
      names = "--where",
      paramLabel = "KEY=VALUE",
      description =
          "only samples that are annotated so, such as species='Homo *'; KEY!=VALUE: those that are not; several must all hold")
  private List<String> conditions = List.of();

  /** Whether there is anything but {@code arguments} that names samples. */
  public boolean hasFile() {
    return file != null || !conditions.isEmpty();
  }

  /**
   * Their indexes in the given order, the samples of a pattern in the archive's; all samples if
   * nothing names any, or only some to be left out.
   *
   * @param arguments names and patterns; null for none
   */
  public SampleIndexes inOrder(AgcReader reader, List<String> arguments) throws IOException {
    return isAll(arguments)
        ? SampleIndexes.range(0, reader.samples())
        : fulfilling(reader, chosen(reader, arguments)).inOrder();
  }

  /** The same in the archive's order, each once. */
  public SampleIndexes ascending(AgcReader reader, List<String> arguments) throws IOException {
    return isAll(arguments)
        ? SampleIndexes.range(0, reader.samples())
        : fulfilling(reader, chosen(reader, arguments)).ascending();
  }

  /** Those of {@code chosen} for which all conditions hold. */
  private SampleIndexes.Builder fulfilling(AgcReader reader, SampleIndexes.Builder chosen)
      throws IOException {
    if (conditions.isEmpty()) {
      return chosen;
    }
    List<Condition> wanted = conditions.stream().map(Condition::of).toList();
    SampleIndexes.Builder found = new SampleIndexes.Builder();
    for (long sample : chosen.inOrder()) {
      Map<String, String> annotations = reader.annotations().ofSample(sample);
      if (wanted.stream().allMatch(condition -> condition.test(annotations))) {
        found.add(sample);
      }
    }
    if (found.isEmpty()) {
      throw new IOException("no samples that are annotated with " + String.join(", ", conditions));
    }
    return found;
  }

  private boolean isAll(List<String> arguments) {
    return !hasFile() && (arguments == null || arguments.isEmpty());
  }

  /**
   * The samples that are named and not left out.
   *
   * @throws IOException also when there are none: whoever names samples does not mean nothing
   */
  private SampleIndexes.Builder chosen(AgcReader reader, List<String> arguments)
      throws IOException {
    Choosing choosing = new Choosing(reader);
    for (String argument : arguments == null ? List.<String>of() : arguments) {
      choosing.add(argument);
    }
    if (file != null) {
      TextLines.forEach(file, (text, number) -> choosing.add(text));
    }
    if (file == null && (arguments == null || arguments.isEmpty())) {
      choosing.addAll();
    }
    SampleIndexes.Builder chosen = choosing.chosen();
    if (chosen.isEmpty()) {
      throw new IOException("no samples: none is named, or all are left out");
    }
    return chosen;
  }

  /** What is chosen so far. */
  private static final class Choosing {
    private final AgcReader reader;
    private final SampleIndexes.Builder named = new SampleIndexes.Builder();
    private final BitSet excluded = new BitSet();
    private boolean isAnyNamed;

    private Choosing(AgcReader reader) {
      this.reader = reader;
    }

    private void add(String argument) throws IOException {
      if (argument.startsWith(EXCLUDED) && !reader.hasSample(argument)) {
        for (long index : indexes(reader, argument.substring(EXCLUDED.length()))) {
          excluded.set(Math.toIntExact(index));
        }
      } else {
        named.addAll(indexes(reader, argument));
        isAnyNamed = true;
      }
    }

    private void addAll() {
      named.addAll(SampleIndexes.range(0, reader.samples()));
      isAnyNamed = true;
    }

    private SampleIndexes.Builder chosen() {
      if (excluded.isEmpty()) {
        return named;
      }
      SampleIndexes.Builder left = new SampleIndexes.Builder();
      SampleIndexes all = isAnyNamed ? named.inOrder() : SampleIndexes.range(0, reader.samples());
      for (long index : all) {
        if (!excluded.get((int) index)) {
          left.add(index);
        }
      }
      return left;
    }
  }

  /** The indexes of the samples that one argument names. */
  public static SampleIndexes indexes(AgcReader reader, String argument) throws IOException {
    try {
      return reader.samples(argument);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
