package io.github.agc4j.internal.write.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class GenomeOrderTest {
  private static final String ACGT = "ACGT";
  private static final int K = 21;

  @TempDir private Path folder;

  private static String sequence(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    // Not by ints(): their two lowest bits are the same again after 262 144 numbers.
    while (text.length() < length) {
      text.append(ACGT.charAt(random.nextInt(ACGT.length())));
    }
    return text.toString();
  }

  private static String mutated(Random random, String sequence, int changes) {
    StringBuilder text = new StringBuilder(sequence);
    for (int i = 0; i < changes; i++) {
      text.setCharAt(random.nextInt(text.length()), ACGT.charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private Path write(String name, String sequence) throws IOException {
    byte[] text = (">c\n" + sequence + "\n").getBytes(StandardCharsets.US_ASCII);
    Path file = folder.resolve(name);
    try (OutputStream out =
        name.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(text);
    }
    return file;
  }

  private static List<Path> ordered(List<Path> files, int threads, MemoryBudget budget)
      throws IOException {
    return Arrays.stream(GenomeOrder.bySimilarity(files, null, threads, budget))
        .mapToObj(files::get)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 200_000})
  void familiesStayTogetherAndTheirCenterComesFirst(int length, MemoryBudget budget)
      throws IOException {
    Random random = new Random(length);
    List<Path> files = new ArrayList<>();
    String ancestor = sequence(random, length);
    for (int family = 0; family < 4; family++) {
      String founder = mutated(random, ancestor, length / 50);
      for (int i = 0; i < 5; i++) {
        files.add(write("f" + family + "-" + i + ".fa", mutated(random, founder, length / 500)));
      }
    }
    Path center = write("center.fa", ancestor);
    files.add(center);
    Collections.shuffle(files, random);
    List<Path> order = ordered(files, 3, budget);
    assertEquals(new HashSet<>(files), new HashSet<>(order));
    assertEquals(files.size(), order.size());
    assertEquals(center, order.getFirst());
    Set<Character> families = new HashSet<>();
    char last = 0;
    for (Path file : order.subList(1, order.size())) {
      char family = file.getFileName().toString().charAt(1);
      assertTrue(family == last || families.add(family), order.toString());
      last = family;
    }
    assertEquals(order, ordered(files, 1, budget));
  }

  /** A packed file looks smaller, and fewer hashes are filtered out. */
  @Test
  void sketchesDoNotDependOnHowAFileIsStored(MemoryBudget budget) throws IOException {
    Random random = new Random(4);
    String genome = sequence(random, 300_000);
    Path plain = write("a.fa", genome);
    Path packed = write("b.fa.gz", genome);
    Path half = write("c.fa", genome.substring(0, 150_000) + sequence(random, 150_000));
    try (SketchScanner scanner = new SketchScanner(budget);
        Sketches sketches = new Sketches(3, budget)) {
      sketches.store(0, scanner.read(plain, null));
      sketches.store(1, scanner.read(packed, null));
      sketches.store(2, scanner.read(half, null));
      assertEquals(Sketches.EQUAL, sketches.similarity(0, 1));
      assertEquals(sketches.similarity(0, 2), sketches.similarity(2, 1));
      assertEquals(1 / 3.0, sketches.similarity(0, 2) / (double) Sketches.EQUAL, 0.06);
    }
  }

  /** Most of its k-mers are the same one: of the few that pass the filter too few are different. */
  @Test
  void genomesThatRepeatThemselvesAreReadWhole(MemoryBudget budget) throws IOException {
    Random random = new Random(5);
    String unit = sequence(random, 1500);
    try (SketchScanner scanner = new SketchScanner(budget)) {
      assertEquals(1500, scanner.read(write("r.fa", unit.repeat(200)), null).count());
      assertEquals(0, scanner.read(write("s.fa", sequence(random, K - 1)), null).count());
      assertEquals(0, scanner.read(write("n.fa", "N".repeat(100_000)), null).count());
    }
  }

  @Test
  void genomesWithoutKmersKeepTheirOrder(MemoryBudget budget) throws IOException {
    List<Path> files =
        List.of(write("c.fa", "ACGT"), write("a.fa", ""), write("b.fa", "N".repeat(100)));
    assertEquals(files, ordered(files, 2, budget));
    assertEquals(List.of(), ordered(List.of(), 2, budget));
  }

  @Test
  void theFirstBadFileIsNamed(MemoryBudget budget) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(write("g" + i + ".fa", sequence(new Random(i), 1000) + (i % 7 == 6 ? "!\0" : "")));
    }
    FastaFormatException thrown =
        assertThrows(FastaFormatException.class, () -> ordered(files, 4, budget));
    assertTrue(thrown.getMessage().contains("g6.fa:2: zero byte"), thrown.getMessage());
  }
}
