package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.engine.CreateOptions;
import io.github.agc4j.testing.DecodedArchive;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives have the same decoded streams as those of the executable model of C++ agc, and pass the
 * independent checker. Skipped where the shared tools or Python are absent; more runs with {@code
 * -Dagc4j.model.runs=200}.
 */
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

  static IntStream runs() {
    return IntStream.range(0, Integer.getInteger("agc4j.model.runs", 12));
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("runs")
  void streamsEqualTheModels(int run, @TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isRegularFile(TOOLS.resolve("agcwrite.py")), "the model is not there: " + TOOLS);
    assumeTrue(execute(List.of("python3", "--version"), folder) == 0, "no python3");
    int[] options = GRID[run % GRID.length];
    Random random = new Random(1000 + run);
    List<Path> inputs = new RandomCollection(random).write(folder, 1 + random.nextInt(9), 6000);
    Path expected = folder.resolve("model.agc");
    List<String> command =
        new ArrayList<>(List.of("python3", TOOLS.resolve("agcwrite.py").toString(), "create"));
    String[] names = {"-k", "-l", "-s", "-b"};
    for (int i = 0; i < names.length; i++) {
      command.addAll(List.of(names[i], String.valueOf(options[i])));
    }
    command.add(expected.toString());
    inputs.forEach(input -> command.add(input.toString()));
    assertEquals(0, execute(command, folder), "the model failed");

    Path archive = folder.resolve("a.agc");
    Fasta.create(
        archive,
        inputs,
        CreateOptions.DEFAULTS
            .withParameters(options[0], options[1], options[2], options[3])
            .withThreads(2));
    assertSameStreams(DecodedArchive.of(expected), DecodedArchive.of(archive), "run=" + run);
    List<String> check =
        List.of("python3", TOOLS.resolve("agcread.py").toString(), "check", archive.toString());
    assertEquals(0, execute(check, folder), "the checker found errors");
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
