package io.github.agc4j.property;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.write.input.SampleNames;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random collections with random options come back; more of them with {@code
 * -Dagc4j.property.runs=1000 -Dagc4j.property.seed=5}.
 */
class RoundTripTest {
  private static final long FIRST_SEED = Long.getLong("agc4j.property.seed", 1);
  private static final int RUNS = Integer.getInteger("agc4j.property.runs", 60);

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + RUNS);
  }

  private static Modes anchors(Random random) {
    Anchors anchors =
        new Anchors(13 + 2 * random.nextInt(10), 2 << random.nextInt(6), random.nextBoolean());
    return Modes.DEFAULTS.withAnchors(anchors);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void extractionEqualsTheInput(long seed, @TempDir Path folder) throws IOException {
    Random random = new Random(seed);
    int samples = random.nextInt(8) == 0 ? 1 + random.nextInt(120) : 1 + random.nextInt(12);
    int bases = samples > 20 ? 500 + random.nextInt(1500) : 1 + random.nextInt(30_000);
    List<Path> inputs = new RandomCollection(random).write(folder, samples, bases);
    CreateOptions options =
        CreateOptions.builder()
            .parameters(
                17 + random.nextInt(16),
                15 + random.nextInt(18),
                100 + random.nextInt(random.nextBoolean() ? 900 : 20_000),
                random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(60))
            .modes(random.nextBoolean() ? Modes.DEFAULTS : anchors(random))
            .threads(1 + random.nextInt(4))
            .build();
    String context = "seed=" + seed + " samples=" + samples + " bases=" + bases + " " + options;
    Path archive = folder.resolve("a.agc");
    Fasta.create(archive, inputs, options);
    Path again = folder.resolve("b.agc");
    Fasta.create(
        again,
        inputs,
        options.toBuilder().threads(1).memoryBytes(CreateOptions.MEMORY_MIN).build());
    assertEquals(-1, Files.mismatch(archive, again), context);
    int lineLength = random.nextBoolean() ? (int) TextForm.AS_READ : 1 + random.nextInt(200);
    ReadOptions little = new ReadOptions(1 << 14, 1);
    Map<String, byte[]> extracted =
        Fasta.extract(
            archive,
            1 + random.nextInt(3),
            lineLength,
            random.nextBoolean() ? little : ReadOptions.DEFAULTS);
    assertEquals(inputs.size(), extracted.size(), context);
    for (Path input : inputs) {
      byte[] text = Fasta.text(input);
      byte[] expected = lineLength == TextForm.AS_READ ? text : Fasta.relined(text, lineLength);
      assertEquals(
          Fasta.shown(expected),
          Fasta.shown(extracted.get(SampleNames.of(input))),
          context + " " + input);
    }
  }
}
