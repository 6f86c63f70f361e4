package io.github.agc4j.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When a process is killed that writes an archive to a new file, the file is not there or what it
 * was, or complete; what is left beside it hinders nobody. More kills with {@code
 * -Dagc4j.kill.runs=200}.
 */
@Tag("slow")
class KilledNewFileTest {
  private static final int FILES = 40;
  private static final int BASES = 20_000;
  private static final int LIFE_MAX_MS = 500;
  private static final int MANY_RUNS = 20;

  @TempDir private Path root;
  private Path folder;
  private List<Path> inputs;
  private final List<String> texts = new ArrayList<>();
  private byte[] known;

  @BeforeEach
  void makeInputs() throws IOException {
    Path inputFolder = Files.createDirectory(root.resolve("inputs"));
    folder = Files.createDirectory(root.resolve("archives"));
    inputs = new RandomCollection(new Random(12)).write(inputFolder, FILES, BASES);
    for (Path input : inputs) {
      texts.add(Fasta.shown(Fasta.text(input)));
    }
    Path archive = NewFileWrite.archive(folder);
    Fasta.create(
        archive,
        inputs.subList(0, NewFileWrite.KNOWN),
        CreateOptions.builder().parameters(21, 20, 700, 4).build());
    known = Files.readAllBytes(archive);
  }

  @ParameterizedTest
  @EnumSource
  void theTargetIsWhatItWasOrComplete(NewFileWrite write) throws Exception {
    Random random = new Random(write.ordinal());
    int runs = Math.ceilDiv(Integer.getInteger("agc4j.kill.runs", 12), 6);
    int killed = 0;
    int written = 0;
    while (killed < runs) {
      Files.write(NewFileWrite.archive(folder), known);
      List<String> arguments =
          new ArrayList<>(List.of(write.name(), folder.toString(), empty("first").toString()));
      inputs.forEach(input -> arguments.add(input.toString()));
      KilledProcess process = new KilledProcess(NewFileWrite.class, arguments);
      int done = process.killAfter(random.nextInt(LIFE_MAX_MS));
      killed += process.isDone() ? 0 : 1;
      String context = write + ", kill " + killed + " after " + done;
      int complete = checkTargets(write, done, context);
      written += complete;
      adoptLeftovers(context);
      write.write(folder, inputs, complete);
      assertEquals(write.samples(complete), samples(write.target(folder, complete)), context);
      empty("archives");
    }
    assertTrue(runs < MANY_RUNS || written > 0, "all were killed before they had written anything");
  }

  /** Checks all targets; returns how many times the writing was complete. */
  private int checkTargets(NewFileWrite write, int done, String context) throws IOException {
    Path next = write.target(folder, done);
    if (!write.replaces()) {
      assertArrayEquals(known, Files.readAllBytes(NewFileWrite.archive(folder)), context);
      for (int i = 0; i < done; i++) {
        assertEquals(write.samples(i), samples(write.target(folder, i)), context);
      }
      assertFalse(Files.exists(write.target(folder, done + 1)), context);
    }
    int found = Files.exists(next) ? samples(next) : 0;
    int before = write.replaces() && done > 0 ? write.samples(done - 1) : NewFileWrite.KNOWN;
    assertTrue(
        found == write.samples(done) || found == (write.replaces() ? before : 0),
        context + ": " + found);
    return found == write.samples(done) ? done + 1 : done;
  }

  /** The number of the archive's samples, which must be those of the first inputs. */
  private int samples(Path archive) throws IOException {
    List<String> held = Fasta.extract(archive, 1).values().stream().map(Fasta::shown).toList();
    assertEquals(texts.subList(0, held.size()), held);
    return held.size();
  }

  /**
   * Temporary files may be left; gives them the names that this process would use, as if it had the
   * number of the killed one.
   */
  private void adoptLeftovers(String context) throws IOException {
    int leftovers = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> !file.toString().endsWith(".agc")).toList()) {
        String name = file.getFileName().toString();
        assertTrue(name.matches("(x|new\\d+)\\.agc\\.tmp\\d+"), context + ": " + name);
        Files.move(
            file, folder.resolve(name.replaceAll("\\d+$", "" + ProcessHandle.current().pid())));
        leftovers++;
      }
    }
    assertTrue(leftovers <= 1, context);
  }

  private Path empty(String name) throws IOException {
    Path emptied = Files.createDirectories(root.resolve(name));
    try (Stream<Path> files = Files.list(emptied)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return emptied;
  }
}
