package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.Modes;
import io.github.agc4j.testing.DecodedArchive;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives have the same decoded streams as those of the executable model of C++ agc, and pass the
 * independent checker. Skipped where the shared tools or Python are absent; more runs with {@code
 * -Dagc4j.model.runs=200}.
 */
@Tag("slow")
class ModelParityTest {
  private static final Path TOOLS =
      Path.of(System.getProperty("agc4j.shared", "../../../shared"))
          .resolve("tools")
          .toAbsolutePath();
  private static final int[][] GRID = {
    {17, 15, 100, 1},
    {21, 18, 500, 3},
    {25, 20, 1000, 50},
    {31, 20, 300, 7},
    {32, 32, 700, 50},
    {19, 24, 20_000, 2}
  };

  /** Adaptive, concatenated, fraction of fallback minimizers. */
  private static final Modes[] MODES = {
    Modes.DEFAULTS,
    new Modes(true, false, 0),
    new Modes(false, true, 0),
    new Modes(false, false, 0.05),
    new Modes(true, false, 0.02),
    new Modes(true, true, 0.05),
    new Modes(false, true, 0.01)
  };

  static IntStream runs() {
    return IntStream.range(0, Integer.getInteger("agc4j.model.runs", MODES.length));
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("runs")
  void streamsEqualTheModels(int run, @TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isRegularFile(TOOLS.resolve("agcwrite.py")), "the model is not there: " + TOOLS);
    assumeTrue(execute(List.of("python3", "--version"), folder) == 0, "no python3");
    int[] options = GRID[run % GRID.length];
    Random random = new Random(1000 + run);
    Modes modes = MODES[run % MODES.length];
    RandomCollection collection = new RandomCollection(random);
    List<Path> inputs =
        (modes.concatenated() ? collection.withUniqueContigs() : collection)
            .write(folder, 1 + random.nextInt(9), 6000);
    Path expected = folder.resolve("model.agc");
    List<String> command =
        new ArrayList<>(List.of("python3", TOOLS.resolve("agcwrite.py").toString(), "create"));
    String[] names = {"-k", "-l", "-s", "-b"};
    for (int i = 0; i < names.length; i++) {
      command.addAll(List.of(names[i], String.valueOf(options[i])));
    }
    command.addAll(arguments(modes));
    command.add(expected.toString());
    inputs.forEach(input -> command.add(input.toString()));
    assertEquals(0, execute(command, folder), "the model failed");

    Path archive = folder.resolve("a.agc");
    Fasta.create(
        archive,
        inputs,
        CreateOptions.builder()
            .parameters(options[0], options[1], options[2], options[3])
            .modes(modes)
            .keptText(KeptText.NONE)
            .threads(2)
            .build());
    Map<String, List<String>> streams = DecodedArchive.of(expected);
    if (modes.concatenated()) {
      dropSurplusBatch(streams, DecodedArchive.of(archive));
    }
    assertSameStreams(streams, DecodedArchive.of(archive), "run=" + run + " " + modes);
    check(archive, folder);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("runs")
  void theModelExtendsAndChecksExtendedArchives(int run, @TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isRegularFile(TOOLS.resolve("agcwrite.py")), "the model is not there: " + TOOLS);
    assumeTrue(execute(List.of("python3", "--version"), folder) == 0, "no python3");
    int[] options = GRID[run % GRID.length];
    Modes modes = MODES[run % MODES.length];
    List<Path> inputs =
        new RandomCollection(new Random(2000 + run)).withUniqueContigs().write(folder, 7, 4000);
    CreateOptions ours =
        CreateOptions.builder()
            .parameters(options[0], options[1], options[2], options[3])
            .modes(modes)
            .keptText(KeptText.NONE)
            .threads(2)
            .build();
    Path archive = folder.resolve("a.agc");
    Fasta.create(archive, inputs.subList(0, 2), ours);
    try (ArchiveWriter writer = new ArchiveWriter(ours)) {
      writer.appendInPlace(archive, writer.files(inputs.subList(2, 4)), done -> {});
    }
    check(archive, folder);
    Path theirs = folder.resolve("model.agc");
    List<String> command =
        new ArrayList<>(List.of("python3", TOOLS.resolve("agcwrite.py").toString(), "append"));
    command.addAll(arguments(modes));
    command.addAll(List.of(archive.toString(), theirs.toString()));
    inputs.subList(4, 6).forEach(input -> command.add(input.toString()));
    assertEquals(0, execute(command, folder), "the model failed");
    Path last = folder.resolve("last.agc");
    try (ArchiveWriter writer = new ArchiveWriter(ours)) {
      writer.append(theirs, last, writer.files(inputs.subList(6, 7)), done -> {});
    }
    check(last, folder);
    Path atOnce = folder.resolve("once.agc");
    Fasta.create(atOnce, inputs, ours);
    assertEquals(shown(atOnce), shown(last), "run=" + run + " " + modes);
  }

  private static Map<String, String> shown(Path archive) throws IOException {
    Map<String, String> samples = new LinkedHashMap<>();
    Fasta.extract(archive, 1).forEach((name, text) -> samples.put(name, Fasta.shown(text)));
    return samples;
  }

  private static List<String> arguments(Modes modes) {
    List<String> arguments = new ArrayList<>();
    if (modes.adaptive()) {
      arguments.add("-a");
    }
    if (modes.concatenated()) {
      arguments.add("-c");
    }
    if (modes.fallbackFraction() > 0) {
      arguments.addAll(List.of("-f", String.valueOf(modes.fallbackFraction())));
    }
    return arguments;
  }

  private static void check(Path archive, Path folder) throws Exception {
    List<String> check =
        List.of("python3", TOOLS.resolve("agcread.py").toString(), "check", archive.toString());
    assertEquals(0, execute(check, folder), "the checker found errors");
  }

  /** Where the number of samples fills the batches, C++ agc adds one without contigs. */
  private static void dropSurplusBatch(
      Map<String, List<String>> expected, Map<String, List<String>> actual) {
    List<String> batches = expected.get(StreamNames.CONTIGS);
    if (batches.size() == actual.get(StreamNames.CONTIGS).size() + 1) {
      batches.removeLast();
    }
  }

  /** Names the streams that differ; their content would fill pages. */
  private static void assertSameStreams(
      Map<String, List<String>> expected, Map<String, List<String>> actual, String context) {
    assertEquals(expected.keySet(), actual.keySet(), context);
    List<String> differing = new ArrayList<>();
    expected.forEach(
        (stream, parts) -> {
          if (!parts.equals(actual.get(stream))) {
            differing.add(stream);
          }
        });
    assertEquals(List.of(), differing, context);
  }

  private static int execute(List<String> command, Path folder)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("timed out: " + command);
    }
    return process.exitValue();
  }
}
