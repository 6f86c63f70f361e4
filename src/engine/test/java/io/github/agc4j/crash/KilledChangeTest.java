package io.github.agc4j.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changing an archive survives being killed: it then holds exactly what it held after the last
 * completed change. More kills with {@code -Dagc4j.kill.runs=200}.
 */
@Tag("slow")
class KilledChangeTest {
  private static final int STEPS = 40;

  /** Stands for what the archive is annotated with among the texts of its samples. */
  private static final String TOLD = "";

  private static final int BASES = 20_000;
  private static final int LIFE_MAX_MS = 500;

  @TempDir private Path folder;
  private final Random random = new Random(12);
  private final List<Path> files = new ArrayList<>();

  @Test
  void holdsWhatWasCompletedBeforeTheKill() throws Exception {
    write();
    Path archive = folder.resolve("x.agc");
    int killed = 0;
    int runs = Integer.getInteger("agc4j.kill.runs", 12);
    while (killed < runs) {
      Files.deleteIfExists(archive);
      Fasta.create(
          archive, files.subList(0, 3), CreateOptions.builder().parameters(21, 20, 700, 4).build());
      List<String> steps = steps();
      List<Map<String, String>> states = states(steps);
      List<String> arguments = new ArrayList<>(List.of(archive.toString()));
      arguments.addAll(steps);
      KilledProcess process = new KilledProcess(ChangeLoop.class, arguments);
      int completed = process.killAfter(random.nextInt(LIFE_MAX_MS));
      killed += process.isDone() ? 0 : 1;
      Map<String, String> held = new LinkedHashMap<>();
      Fasta.extract(archive, 1).forEach((name, text) -> held.put(name, Fasta.shown(text)));
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
        String told = reader.annotations().ofArchive().get(ChangeLoop.KEY);
        if (told != null) {
          held.put(TOLD, told);
        }
      }
      // A change may be complete without having been reported yet.
      List<Map<String, String>> possible =
          states.subList(completed, Math.min(states.size(), completed + 2));
      assertTrue(
          possible.contains(held),
          "kill " + killed + " after " + completed + " of " + steps + ": " + held.keySet());
      checkThatOnlyTemporaryFilesAreLeft(archive);
    }
  }

  private void write() throws IOException {
    for (int i = 0; i < STEPS; i++) {
      StringBuilder text = new StringBuilder(">c\n");
      Random genome = new Random(1);
      for (int base = 0; base < BASES; base++) {
        boolean isChanged = random.nextInt(500) == 0;
        text.append("ACGT".charAt((isChanged ? random : genome).nextInt(4)));
      }
      files.add(Files.writeString(folder.resolve("s" + i + ".fa"), text.append('\n')));
    }
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    int samples = 3;
    for (int i = 3; i < STEPS; i++) {
      int way = random.nextInt(5);
      if (way == 0 && samples > 1) {
        steps.add(ChangeLoop.DROP);
        samples--;
      } else if (way == 1) {
        steps.add(ChangeLoop.RENAME);
      } else if (way == 2) {
        steps.add(ChangeLoop.COMPACT);
      } else if (way == 3) {
        steps.add(ChangeLoop.ANNOTATE + i);
      } else {
        steps.add(files.get(i).toString());
        samples++;
      }
    }
    return steps;
  }

  /** What the archive holds before the first step, and after each. */
  private List<Map<String, String>> states(List<String> steps) throws IOException {
    Map<String, String> held = new LinkedHashMap<>();
    for (Path file : files.subList(0, 3)) {
      put(held, file);
    }
    List<Map<String, String>> states = new ArrayList<>(List.of(held));
    for (String step : steps) {
      Map<String, String> next = new LinkedHashMap<>();
      boolean isRenamed = step.equals(ChangeLoop.RENAME);
      states
          .getLast()
          .forEach(
              (name, text) -> next.put(isRenamed && !name.equals(TOLD) ? name + "x" : name, text));
      if (step.startsWith(ChangeLoop.ANNOTATE)) {
        next.put(TOLD, step.substring(ChangeLoop.ANNOTATE.length()));
      } else if (step.equals(ChangeLoop.DROP)) {
        next.remove(
            next.keySet().stream().filter(name -> !name.equals(TOLD)).findFirst().orElseThrow());
      } else if (step.endsWith(".fa")) {
        put(next, Path.of(step));
      }
      states.add(next);
    }
    return states;
  }

  private static void put(Map<String, String> held, Path file) throws IOException {
    held.put(file.getFileName().toString().replace(".fa", ""), Fasta.shown(Fasta.text(file)));
  }

  private void checkThatOnlyTemporaryFilesAreLeft(Path archive) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> others =
          all.filter(file -> !file.equals(archive) && !files.contains(file)).toList();
      for (Path other : others) {
        assertTrue(other.getFileName().toString().startsWith("x.agc.tmp"), other.toString());
        Files.delete(other);
      }
    }
    assertEquals(1, Stream.of(archive).filter(Files::exists).count());
  }
}
