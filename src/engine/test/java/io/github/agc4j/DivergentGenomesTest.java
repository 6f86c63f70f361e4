package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Packed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs of genomes that differ in many places are written out once they are read often. */
@Tag("slow")
class DivergentGenomesTest {
  private static final int GENOMES = 40;
  private static final int SYMBOLS = 3000;
  private static final int THREADS = 4;
  private static final int READINGS = 3000;

  @TempDir private Path folder;

  private List<String> genomes(Random random) {
    String ancestor = Packed.letters(random, SYMBOLS);
    List<String> genomes = new ArrayList<>();
    for (int i = 0; i < GENOMES; i++) {
      StringBuilder genome = new StringBuilder(ancestor);
      for (int change = 0; change < SYMBOLS / 12; change++) {
        genome.setCharAt(random.nextInt(SYMBOLS), "ACGTACGTACGTACGTN".charAt(random.nextInt(17)));
      }
      genomes.add(genome.toString());
    }
    return genomes;
  }

  @ParameterizedTest
  @CsvSource({"VIRUS, 67108864", "VIRUS, 20000", "BACTERIA, 67108864", "BACTERIA, 1"})
  void readTheSameHoweverOften(Profile profile, long cacheBytes) throws Exception {
    List<String> genomes = genomes(new Random(6));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < GENOMES; i++) {
      files.add(Files.writeString(folder.resolve("g" + i + ".fa"), ">c\n" + genomes.get(i) + "\n"));
    }
    Path archive = folder.resolve("x.agc");
    Fasta.create(archive, files, profile.over(CreateOptions.DEFAULTS));
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    ReadOptions options = new ReadOptions(cacheBytes, ReadOptions.DEFAULTS.mappedBytes());
    try (AgcReader reader = AgcReader.open(archive, options, budget);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> results = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Random random = new Random(thread);
        results.add(
            threads.submit(
                () -> {
                  compare(reader, genomes, random);
                  return null;
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
    assertEquals(0, budget.currentBytes());
  }

  private static void compare(AgcReader reader, List<String> genomes, Random random)
      throws IOException {
    byte[] letters = new byte[SYMBOLS];
    for (int i = 0; i < READINGS; i++) {
      int genome = random.nextInt(GENOMES);
      int from = random.nextInt(SYMBOLS);
      int to = from + random.nextInt(SYMBOLS - from + 1);
      int count = reader.fetchLetters(genome, 0, from, to, letters, 0);
      assertEquals(
          genomes.get(genome).substring(from, to),
          new String(letters, 0, count, StandardCharsets.US_ASCII));
    }
  }
}
