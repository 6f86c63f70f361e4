package io.github.agc4j.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.Verifier;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever becomes of an archive, step by step, it holds the samples that it should, by their
 * names, whole. More runs with {@code -Dagc4j.property.runs=1000}, others with {@code
 * -Dagc4j.property.seed=N}.
 */
@Tag("slow")
class LifeTest {
  private static final int FILES = 12;
  private static final int STEPS = 12;

  static LongStream seeds() {
    long first = Long.getLong("agc4j.property.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("agc4j.property.runs", 25));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdsItsSamplesAfterEachStep(long seed, @TempDir Path folder) throws IOException {
    new Life(seed, folder).run();
  }

  /** One archive's. */
  private static final class Life {
    private final Random random;
    private final Path folder;
    private final Iterator<Path> files;
    private final CreateOptions options;

    /** Texts by the names that samples should have. */
    private Map<String, String> held = new LinkedHashMap<>();

    private Path archive;
    private String steps;

    private Life(long seed, Path folder) throws IOException {
      this.random = new Random(seed);
      this.folder = folder;
      List<Path> inputs = new RandomCollection(random).write(folder, FILES, 4000);
      for (Path input : inputs) {
        soften(input);
      }
      this.files = inputs.iterator();
      Modes anchored = Modes.DEFAULTS.withAnchors(new Anchors(15, 4, random.nextBoolean()));
      this.options =
          CreateOptions.builder()
              .parameters(17, 16, 300 + random.nextInt(2000), 1 + random.nextInt(6))
              .modes(random.nextBoolean() ? Modes.DEFAULTS : anchored.withPackBytes(3000))
              .threads(1 + random.nextInt(2))
              .replace(true)
              .build();
      this.steps = "seed=" + seed + " " + options + ":";
    }

    /** Puts some letters in lower case, and a line end elsewhere. */
    private void soften(Path file) throws IOException {
      if (file.toString().endsWith(".gz") || random.nextBoolean()) {
        return;
      }
      StringBuilder text = new StringBuilder(Files.readString(file));
      for (int i = 0; i < 6; i++) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(300));
        if (text.substring(from, to).indexOf('>') < 0 && text.charAt(from) != '>') {
          int start = text.lastIndexOf("\n", from) + 1;
          if (text.charAt(start) != '>') {
            text.replace(from, to, text.substring(from, to).toLowerCase());
          }
        }
      }
      Files.writeString(file, text);
    }

    private void run() throws IOException {
      archive = folder.resolve("x.agc");
      add(AgcWriter.create(archive, options), 3);
      for (int step = 0; step < STEPS; step++) {
        take(step);
        check();
      }
    }

    private void take(int step) throws IOException {
      switch (random.nextInt(6)) {
        case 0 -> {
          if (files.hasNext()) {
            steps += " append";
            add(AgcWriter.appendInPlace(archive, options), 1);
          }
        }
        case 1 -> {
          steps += " compact";
          commit(AgcWriter.compact(archive, options));
        }
        case 2 -> {
          ArchiveChanges changes = rename(ArchiveChanges.NONE);
          steps += " rename";
          commit(AgcWriter.changeInPlace(archive, changes, options));
        }
        case 3 -> {
          ArchiveChanges changes = rename(drop());
          Path target = folder.resolve("x" + step + ".agc");
          steps += " change to " + target.getFileName();
          commit(AgcWriter.change(archive, changes, target, options));
          archive = target;
        }
        default -> {
          ArchiveChanges changes = drop();
          steps += " drop " + changes.dropped();
          commit(AgcWriter.changeInPlace(archive, changes, options));
        }
      }
    }

    private void add(AgcWriter writer, int count) throws IOException {
      try (writer) {
        for (int i = 0; i < count; i++) {
          Path file = files.next();
          writer.add(file);
          held.put(
              file.getFileName().toString().replaceAll("\\.fa.*", ""),
              Fasta.shown(Fasta.text(file)));
        }
        writer.commit();
      }
      assertEquals(0, writer.memory().currentBytes(), steps);
    }

    private void commit(AgcWriter writer) throws IOException {
      try (writer) {
        writer.commit();
      }
      assertEquals(0, writer.memory().currentBytes(), steps);
    }

    private ArchiveChanges drop() {
      SampleIndexes.Builder dropped = new SampleIndexes.Builder();
      List<String> names = List.copyOf(held.keySet());
      for (int i = 0; i < names.size() && held.size() > 1; i++) {
        if (random.nextInt(4) == 0) {
          dropped.add(i);
          held.remove(names.get(i));
        }
      }
      return ArchiveChanges.NONE.drop(dropped.inOrder());
    }

    /** Exchanges two names, and makes one longer. */
    private ArchiveChanges rename(ArchiveChanges changes) {
      List<String> names = new ArrayList<>(held.keySet());
      Map<String, String> renamed = new LinkedHashMap<>();
      int first = random.nextInt(names.size());
      int second = random.nextInt(names.size());
      renamed.put(names.get(first), names.get(second));
      renamed.put(names.get(second), names.get(first));
      if (names.size() > 2) {
        int third = (Math.max(first, second) + 1) % names.size();
        renamed.putIfAbsent(names.get(third), names.get(third) + "é");
      }
      Map<String, String> after = new LinkedHashMap<>();
      held.forEach((name, text) -> after.put(renamed.getOrDefault(name, name), text));
      held = after;
      return changes.rename(old -> renamed.getOrDefault(old, old));
    }

    private void check() throws IOException {
      Map<String, String> found = new LinkedHashMap<>();
      Fasta.extract(archive, 1).forEach((name, text) -> found.put(name, Fasta.shown(text)));
      assertEquals(held, found, steps);
      assertEquals(List.copyOf(held.keySet()), List.copyOf(found.keySet()), steps);
      Findings findings = new Findings();
      VerifySummary summary = new Verifier(VerifyPlan.full(1), findings).verify(archive);
      assertTrue(summary.isWhole(), steps + findings);
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
        assertEquals(held.size(), reader.samples(), steps);
        String last = List.copyOf(held.keySet()).getLast();
        assertEquals(held.size() - 1, reader.sampleIndex(last), steps);
      }
    }
  }
}
