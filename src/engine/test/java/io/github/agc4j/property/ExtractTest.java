package io.github.agc4j.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.ArchiveContent;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.GoldenCase;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An archive of some samples of another one holds these samples, and can be extended. More runs
 * with {@code -Dagc4j.property.runs=1000}, others with {@code -Dagc4j.property.seed=N}.
 */
@Tag("slow")
class ExtractTest {
  static LongStream seeds() {
    long first = Long.getLong("agc4j.property.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("agc4j.property.runs", 40));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void extractedArchiveHoldsItsSamples(long seed, @TempDir Path folder) throws IOException {
    Random random = new Random(seed);
    int samples = 1 + random.nextInt(random.nextInt(3) == 0 ? 70 : 8);
    int bases = samples > 20 ? 800 : 1 + random.nextInt(15_000);
    List<Path> inputs =
        new RandomCollection(random).withUniqueContigs().write(folder, samples, bases);
    CreateOptions options =
        CreateOptions.builder()
            .parameters(
                17 + random.nextInt(16),
                15 + random.nextInt(18),
                100 + random.nextInt(2000),
                1 + random.nextInt(random.nextBoolean() ? 4 : 50))
            .modes(modes(random))
            .threads(1 + random.nextInt(3))
            .build();
    Path archive = folder.resolve("all.agc");
    Fasta.create(archive, inputs, options);
    List<String> all = shown(archive);
    List<Long> chosen = new ArrayList<>();
    for (long i = 0; i < all.size(); i++) {
      if (random.nextInt(3) > 0) {
        chosen.add(i);
      }
    }
    if (chosen.isEmpty()) {
      chosen.add((long) random.nextInt(all.size()));
    }
    String context = "seed=" + seed + " " + options + " chosen=" + chosen;
    Path part = folder.resolve("part.agc");
    extract(archive, part, SampleIndexes.of(chosen.stream().mapToLong(i -> i).toArray()), options);
    List<String> expected = new ArrayList<>();
    chosen.forEach(i -> expected.add(all.get(i.intValue())));
    assertEquals(expected, shown(part), context);
    if (chosen.size() == all.size()) {
      assertEquals(ArchiveContent.withoutPlaces(archive), ArchiveContent.withoutPlaces(part));
    }
    extend(part, folder, context, expected);
  }

  private static Modes modes(Random random) {
    Modes modes = modesOf(random);
    return random.nextInt(3) == 0 ? modes.withPackBytes(100 + random.nextInt(3000)) : modes;
  }

  private static Modes modesOf(Random random) {
    boolean concatenated = random.nextInt(4) == 0;
    return random.nextBoolean()
        ? new Modes(random.nextBoolean(), concatenated, 0)
        : new Modes(false, concatenated, 0)
            .withAnchors(new Anchors(13 + 2 * random.nextInt(10), 4, random.nextBoolean()));
  }

  private static void extend(Path part, Path folder, String context, List<String> expected)
      throws IOException {
    Path more = Files.writeString(folder.resolve("more.fa"), expected.get(0) + ">last\nACGT\n");
    ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS);
    try (writer) {
      writer.appendInPlace(part, writer.files(List.of(more)), done -> {});
    }
    List<String> extended = shown(part);
    assertEquals(expected, extended.subList(0, expected.size()), context);
    assertEquals(expected.get(0) + ">last\nACGT\n", extended.getLast(), context);
  }

  private static void extract(Path archive, Path part, SampleIndexes chosen, CreateOptions options)
      throws IOException {
    ArchiveWriter writer = new ArchiveWriter(options);
    try (writer) {
      writer.rewrite(archive, part, CopiedSamples.of(chosen), done -> {});
    }
    assertEquals(0, writer.memory().currentBytes(), "the writer still holds memory");
  }

  private static List<String> shown(Path archive) throws IOException {
    return Fasta.extract(archive, 1).values().stream().map(Fasta::shown).toList();
  }

  static List<GoldenCase> golden() {
    return GoldenCase.all().toList();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void extractsFromArchivesOfCppAgc(GoldenCase golden, @TempDir Path folder) throws IOException {
    Path archive = golden.archives().getLast();
    Map<String, byte[]> all = Fasta.extract(archive, 1);
    Path part = folder.resolve("part.agc");
    SampleIndexes chosen =
        SampleIndexes.of(LongStream.range(0, all.size()).filter(i -> i % 3 != 1).toArray());
    extract(archive, part, chosen, CreateOptions.builder().threads(2).build());
    List<String> names = List.copyOf(all.keySet());
    Map<String, byte[]> held = Fasta.extract(part, 1);
    assertEquals(
        chosen.stream().mapToObj(i -> names.get((int) i)).toList(), List.copyOf(held.keySet()));
    held.forEach((name, text) -> assertEquals(Fasta.shown(all.get(name)), Fasta.shown(text), name));
    assertTrue(Files.size(part) <= Files.size(archive) + 1000, "not smaller");
  }
}
