package io.github.agc4j.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.testing.ArchiveContent;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An archive that was extended is the one that would have been made at once, whatever the way and
 * the steps. More runs with {@code -Dagc4j.property.runs=1000}, others with {@code
 * -Dagc4j.property.seed=N}.
 */
class AppendTest {
  private static final Modes[] MODES = {
    Modes.DEFAULTS,
    Modes.DEFAULTS,
    new Modes(true, false, 0),
    new Modes(false, false, 0.03),
    new Modes(false, true, 0),
    Modes.DEFAULTS.withAnchors(new Anchors(13, 4, true)),
    Modes.DEFAULTS.withAnchors(new Anchors(21, 16, false)).withBaseMatches(true),
    Modes.DEFAULTS.withBaseMatches(true),
    new Modes(false, true, 0).withAnchors(new Anchors(15, 2, true)),
    Modes.DEFAULTS.withBaseMatches(true).withPackBytes(700),
    Modes.DEFAULTS.withAnchors(new Anchors(15, 4, false)).withBaseMatches(true).withPackBytes(300)
  };

  static LongStream seeds() {
    long first = Long.getLong("agc4j.property.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("agc4j.property.runs", 40));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void extendingEqualsCreatingAtOnce(long seed, @TempDir Path folder) throws Exception {
    Random random = new Random(seed);
    Modes modes = MODES[random.nextInt(MODES.length)];
    int samples = 2 + random.nextInt(random.nextInt(4) == 0 ? 60 : 10);
    int bases = samples > 12 ? 1000 : 1 + random.nextInt(20_000);
    RandomCollection collection = new RandomCollection(random);
    List<Path> inputs =
        (modes.concatenated() ? collection.withUniqueContigs() : collection)
            .write(folder, samples, bases);
    CreateOptions options =
        CreateOptions.builder()
            .parameters(
                17 + random.nextInt(16),
                15 + random.nextInt(18),
                100 + random.nextInt(random.nextBoolean() ? 900 : 20_000),
                1 + random.nextInt(20))
            .modes(modes)
            .threads(1 + random.nextInt(3))
            .build();
    Path atOnce = folder.resolve("once.agc");
    Fasta.create(atOnce, inputs, options);

    Path archive = folder.resolve("0.agc");
    int done = 1 + random.nextInt(samples - 1);
    Fasta.create(archive, inputs.subList(0, done), options);
    String context = "seed=" + seed + " " + options + " samples=" + samples + " first=" + done;
    for (int step = 1; done < samples; step++) {
      int next = done + 1 + random.nextInt(samples - done);
      // In place, packs with a limit may be closed early: see below.
      boolean inPlace = random.nextBoolean() && modes.packBytes() == Modes.ANY_BYTES;
      context += inPlace ? " in place to " + next : " to " + next;
      archive = append(archive, inputs.subList(done, next), inPlace, options, folder, step);
      done = next;
    }
    if (!modes.concatenated() || modes.anchors() != null) {
      // Concatenated samples are classified by batches of so many, which steps cut differently.
      assertEquals(
          ArchiveContent.withoutPlaces(atOnce), ArchiveContent.withoutPlaces(archive), context);
    }
    assertArrayEquals(
        Fasta.extract(atOnce, 1).values().stream().map(Fasta::shown).toArray(),
        Fasta.extract(archive, 2).values().stream().map(Fasta::shown).toArray(),
        context);
  }

  static LongStream fewSeeds() {
    return seeds().limit(12);
  }

  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewSeeds")
  void packsThatAreClosedInPlaceHoldAllAndAreJoinedAgain(long seed, @TempDir Path folder)
      throws Exception {
    Random random = new Random(seed);
    int samples = 4 + random.nextInt(30);
    List<Path> inputs = new RandomCollection(random).write(folder, samples, 20_000);
    CreateOptions options =
        CreateOptions.builder()
            .parameters(17, 16, 500 + random.nextInt(3000), 50 + random.nextInt(500))
            .modes(
                Modes.DEFAULTS
                    .withAnchors(new Anchors(15, 4, random.nextBoolean()))
                    .withBaseMatches(true)
                    .withPackBytes(2000 + random.nextInt(30_000)))
            .build();
    Path atOnce = folder.resolve("once.agc");
    Fasta.create(atOnce, inputs, options);
    Path archive = folder.resolve("0.agc");
    Fasta.create(archive, inputs.subList(0, 2), options);
    for (int done = 2; done < samples; done++) {
      append(archive, inputs.subList(done, done + 1), true, options, folder, done);
    }
    Path joined = append(archive, List.of(), false, options, folder, samples);
    Object[] expected = Fasta.extract(atOnce, 1).values().stream().map(Fasta::shown).toArray();
    for (Path each : List.of(archive, joined)) {
      assertArrayEquals(
          expected,
          Fasta.extract(each, 2).values().stream().map(Fasta::shown).toArray(),
          "seed=" + seed + " " + each.getFileName());
    }
    assertTrue(
        Files.size(joined) <= Files.size(atOnce) * 1.15 + 2000,
        "seed=" + seed + ": " + Files.size(joined) + " bytes, at once " + Files.size(atOnce));
  }

  private static Path append(
      Path archive,
      List<Path> inputs,
      boolean inPlace,
      CreateOptions options,
      Path folder,
      int step)
      throws IOException {
    ArchiveWriter writer = new ArchiveWriter(options);
    Path target = inPlace ? archive : folder.resolve(step + ".agc");
    byte[] before = Files.readAllBytes(archive);
    try (writer) {
      if (inPlace) {
        writer.appendInPlace(archive, writer.files(inputs), done -> {});
      } else if (inputs.isEmpty()) {
        writer.rewrite(archive, target, CopiedSamples.of(ArchiveChanges.NONE), done -> {});
      } else {
        writer.append(archive, target, writer.files(inputs), done -> {});
      }
    }
    assertEquals(0, writer.memory().currentBytes(), "the writer still holds memory");
    if (!inPlace) {
      assertArrayEquals(before, Files.readAllBytes(archive), "the input archive was changed");
    }
    return target;
  }
}
