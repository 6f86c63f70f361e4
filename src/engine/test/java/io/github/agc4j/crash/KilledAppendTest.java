package io.github.agc4j.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Extending in place survives being killed: the archive then holds exactly the samples of the last
 * completed append. More kills with {@code -Dagc4j.kill.runs=200}.
 */
@Tag("slow")
class KilledAppendTest {
  private static final int FILES = 48;
  private static final int BASES = 20_000;
  private static final int LIFE_MAX_MS = 500;

  @TempDir private Path folder;

  @Test
  void holdsWhatWasCompletedBeforeTheKill() throws Exception {
    Random random = new Random(11);
    List<Path> inputs = new RandomCollection(random).write(folder, FILES, BASES);
    List<String> texts = new ArrayList<>();
    for (Path input : inputs) {
      texts.add(Fasta.shown(Fasta.text(input)));
    }
    Path archive = folder.resolve("x.agc");
    int samples = FILES;
    int killed = 0;
    int runs = Integer.getInteger("agc4j.kill.runs", 12);
    while (killed < runs) {
      if (samples > FILES / 2) {
        Files.deleteIfExists(archive);
        Fasta.create(
            archive,
            inputs.subList(0, 1),
            CreateOptions.builder().parameters(21, 20, 700, 4).build());
        samples = 1;
      }
      KilledProcess process = start(archive, inputs.subList(samples, FILES));
      int completed = process.killAfter(random.nextInt(LIFE_MAX_MS));
      killed += process.isDone() ? 0 : 1;
      String context = "kill " + killed + ": " + samples + " + " + completed;
      Map<String, byte[]> held = Fasta.extract(archive, 1);
      // An append may be complete without having been reported yet.
      int unreported = held.size() - samples - completed;
      assertTrue(unreported == 0 || unreported == 1, context + ", held " + held.size());
      samples = held.size();
      assertEquals(
          texts.subList(0, samples), held.values().stream().map(Fasta::shown).toList(), context);
    }
  }

  private static KilledProcess start(Path archive, List<Path> inputs) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(archive.toString()));
    inputs.forEach(input -> arguments.add(input.toString()));
    return new KilledProcess(AppendLoop.class, arguments);
  }
}
