package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Digests;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which genomes are stored is not the one in which they are listed. */
@Tag("slow")
class StoredOrderTest {
  private static final int GENOMES = 11;

  @TempDir private Path folder;

  private List<Path> genomes() throws IOException {
    Random random = new Random(8);
    StringBuilder ancestor = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      ancestor.append("ACGT".charAt(random.nextInt(4)));
    }
    List<Path> files = new ArrayList<>();
    for (int genome = 0; genome < GENOMES; genome++) {
      StringBuilder text = new StringBuilder();
      for (int contig = 0; contig <= genome % 3; contig++) {
        ancestor.setCharAt(random.nextInt(ancestor.length()), 'A');
        text.append(">g").append(genome).append("_").append(contig).append(" x\n");
        text.append(ancestor, random.nextInt(500), ancestor.length()).append('\n');
      }
      files.add(Files.writeString(folder.resolve("g" + genome + ".fa"), text));
    }
    return files;
  }

  private static int[] shuffled(int count, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(i -> i).toArray();
  }

  private Path create(String name, List<Path> files, int[] order, CreateOptions options)
      throws IOException {
    Path archive = folder.resolve(name);
    ArchiveWriter writer = new ArchiveWriter(options);
    List<Long> stored = new ArrayList<>();
    try (writer) {
      writer.create(archive, writer.files(files, order), stored::add);
    }
    assertEquals(0, writer.memory().currentBytes());
    assertEquals(GENOMES, stored.getLast());
    return archive;
  }

  @ParameterizedTest
  @CsvSource({"VIRUS, 4000", "DIVERSE, 4", "BACTERIA, 3", "HUMAN, 50"})
  void samplesAreListedAsTheirFilesAreGiven(Profile profile, int cardinality) throws IOException {
    List<Path> files = genomes();
    CreateOptions ofProfile = profile.over(CreateOptions.DEFAULTS);
    for (Digests digests : Digests.values()) {
      CreateOptions options =
          ofProfile.toBuilder()
              .parameters(ofProfile.kmerLength(), ofProfile.matchMin(), 1000, cardinality)
              .digests(digests)
              .build();
      Path given = create("given-" + digests, files, null, options);
      for (long seed = 0; seed < 2; seed++) {
        int[] order = shuffled(GENOMES, seed);
        Path archive = create(digests + "-" + seed, files, order, options);
        Path threaded =
            create(digests + "-t-" + seed, files, order, options.toBuilder().threads(3).build());
        assertArrayEquals(Files.readAllBytes(archive), Files.readAllBytes(threaded), "threads");
        assertEquals(names(given), names(archive), "seed=" + seed);
        assertSameTexts(given, archive);
        assertDigests(archive, digests);
      }
    }
  }

  private static List<List<String>> names(Path archive) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      List<List<String>> names = new ArrayList<>();
      for (long sample = 0; sample < reader.samples(); sample++) {
        List<String> ofSample = new ArrayList<>(List.of(reader.sampleName(sample)));
        ofSample.addAll(reader.contigNames(sample));
        names.add(ofSample);
      }
      return names;
    }
  }

  private static void assertSameTexts(Path expected, Path actual) throws IOException {
    Map<String, byte[]> texts = Fasta.extract(expected, 1);
    Map<String, byte[]> found = Fasta.extract(actual, 1);
    assertEquals(List.copyOf(texts.keySet()), List.copyOf(found.keySet()));
    texts.forEach((name, text) -> assertArrayEquals(text, found.get(name), name));
  }

  private static void assertDigests(Path archive, Digests kept) throws IOException {
    VerifySummary summary = new Verifier(VerifyPlan.full(1), new Findings()).verify(archive);
    assertTrue(summary.isWhole());
    assertEquals(kept == Digests.NONE ? GENOMES : 0, summary.undigested());
  }

  @Test
  void samplesThatAreAddedLaterStandBehind() throws IOException {
    List<Path> files = genomes();
    CreateOptions options = Profile.BACTERIA.over(CreateOptions.DEFAULTS);
    Path archive = create("a.agc", files, shuffled(GENOMES, 3), options);
    Path more = Files.writeString(folder.resolve("more.fa"), ">m\nACGTACCA\n");
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.appendInPlace(archive, writer.files(List.of(more)), done -> {});
    }
    List<List<String>> names = names(archive);
    assertEquals(List.of("g0", "g0_0 x"), names.getFirst());
    assertEquals(List.of("more", "m"), names.getLast());
    assertDigests(archive, Digests.CHECKS);
  }

  @Test
  void anOrderHasEachFileOnce() throws IOException {
    List<Path> files = genomes().subList(0, 3);
    Path archive = folder.resolve("a.agc");
    for (int[] order : new int[][] {{0, 1}, {0, 1, 1}, {0, 1, 3}, {0, 1, 2, 3}, {-1, 0, 1}}) {
      try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
        assertThrows(
            IllegalArgumentException.class,
            () -> writer.create(archive, writer.files(files, order), done -> {}),
            () -> Arrays.toString(order));
      }
    }
    CreateOptions concatenated = CreateOptions.builder().modes(new Modes(false, true, 0)).build();
    try (ArchiveWriter writer = new ArchiveWriter(concatenated)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.create(archive, writer.files(files, new int[] {0, 2, 1}), done -> {}));
    }
    assertFalse(Files.exists(archive));
  }
}
