package io.github.agc4j.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.Verifier;
import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.input.Contig;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.ShardOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An archive that is made by way of shards has what the files have, whoever makes the shards. */
class ShardsTest {
  private static final int FILES = 14;

  @TempDir private Path folder;

  static LongStream seeds() {
    return MergeTest.seeds();
  }

  private static AgcWriter writer(
      List<Path> files, Path target, ShardOptions shards, CreateOptions options)
      throws IOException {
    AgcWriter writer = AgcWriter.createInShards(target, shards, options);
    for (Path file : files) {
      writer.add(file);
    }
    return writer;
  }

  private static void write(
      List<Path> files, Path target, ShardOptions shards, CreateOptions options)
      throws IOException {
    AgcWriter writer = writer(files, target, shards, options);
    try (writer) {
      AtomicLong most = new AtomicLong();
      writer.progressWith(stored -> most.accumulateAndGet(stored, Math::max));
      writer.commit();
      assertEquals(files.size(), most.get());
    }
    assertEquals(0, writer.memory().currentBytes());
  }

  private static Map<String, String> texts(Map<String, byte[]> texts) {
    Map<String, String> shown = new TreeMap<>();
    texts.forEach((name, text) -> shown.put(name, Fasta.shown(text)));
    return shown;
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void allGenomesComeBackAndTheArchiveDoesNotDependOnThreads(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files = new RandomCollection(random).write(folder, FILES, 6000);
    List<String> before = inFolder();
    CreateOptions one =
        CreateOptions.builder()
            .parameters(17, 16, 300 + random.nextInt(2000), 1 + random.nextInt(9))
            .memoryBytes(
                random.nextInt(4) == 0 ? CreateOptions.MEMORY_MIN : CreateOptions.MEMORY_AS_NEEDED)
            .build();
    ShardOptions shards = new ShardOptions(1 + random.nextInt(FILES + 2), random.nextInt(FILES));
    String context = "seed=" + seed + " " + shards + " " + one;
    Path target = folder.resolve("x.agc");
    write(files, target, shards, one);
    Map<String, byte[]> expected = new TreeMap<>();
    for (Path file : files) {
      expected.put(file.getFileName().toString().replaceAll("\\.fa.*", ""), Fasta.text(file));
    }
    assertEquals(texts(expected), texts(Fasta.extract(target, 1)), context);
    Findings findings = new Findings();
    assertTrue(new Verifier(VerifyPlan.full(1), findings).verify(target).isWhole(), context);
    Path other = folder.resolve("y.agc");
    write(files, other, shards, one.toBuilder().threads(3).build());
    assertEquals(-1, Files.mismatch(target, other), context);
    Files.delete(target);
    Files.delete(other);
    assertEquals(before, inFolder(), context);
  }

  @Test
  void theFirstFileIsTheReferenceAndTheBaseComesFirst() throws IOException {
    List<Path> files = new RandomCollection(new Random(1)).write(folder, FILES, 6000);
    Path target = folder.resolve("x.agc");
    write(files, target, new ShardOptions(3, 4), CreateOptions.DEFAULTS);
    List<String> names = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(target, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        names.add(reader.sampleName(sample));
      }
    }
    assertEquals(files.getFirst().getFileName().toString().replaceAll("\\.fa.*", ""), names.get(0));
    assertEquals(names.subList(0, 4).stream().sorted().toList(), names.subList(0, 4));
    assertEquals(names.subList(4, FILES).stream().sorted().toList(), names.subList(4, FILES));
  }

  @Test
  void whatIsToldOfSamplesIsKeptWhicheverShardTheyAreIn() throws IOException {
    List<Path> files = new RandomCollection(new Random(2)).write(folder, FILES, 3000);
    Path target = folder.resolve("x.agc");
    try (AgcWriter writer =
        writer(files, target, ShardOptions.of(4), CreateOptions.builder().threads(2).build())) {
      writer.annotateWith(new Annotations(Map.of("title", "all"), name -> Map.of("is", name)));
      writer.nameWith(file -> "the " + file.getFileName());
      writer.commit();
    }
    try (AgcReader reader = AgcReader.open(target, ReadOptions.DEFAULTS)) {
      assertEquals(Map.of("title", "all"), reader.annotations().ofArchive());
      for (long sample = 0; sample < FILES; sample++) {
        assertEquals(
            Map.of("is", reader.sampleName(sample)), reader.annotations().ofSample(sample));
        assertTrue(reader.sampleName(sample).startsWith("the "));
      }
    }
  }

  /** Groups of the base are few among those that each shard founds. */
  @Test
  void shardsAreCopiedHoweverMuchIsNewInThem() throws IOException {
    CreateOptions options =
        CreateOptions.builder()
            .parameters(17, 16, 1000, 10)
            .modes(Modes.DEFAULTS.withAnchors(new Anchors(21, 16, false)))
            .build();
    Path base = folder.resolve("base.agc");
    add(AgcWriter.create(base, options), 20, 1);
    List<Path> shards = new ArrayList<>();
    for (int i = 21; i < 24; i++) {
      shards.add(folder.resolve(i + ".agc"));
      add(AgcWriter.shard(base, shards.getLast(), options), i, 6);
    }
    List<String> notes = new ArrayList<>();
    Path merged = folder.resolve("x.agc");
    try (AgcWriter writer = AgcWriter.merge(shards, false, merged, options)) {
      writer.noteWith(notes::add);
      writer.commit();
    }
    assertEquals(2, notes.stream().filter(note -> note.endsWith(": copied")).count(), "" + notes);
    assertEquals(19, Fasta.extract(merged, 1).size());
  }

  /** Adds genomes that are like no others. */
  private void add(AgcWriter opened, int seed, int genomes) throws IOException {
    try (AgcWriter writer = opened) {
      for (int i = 0; i < genomes; i++) {
        Path own = Files.createDirectory(folder.resolve(seed + "-" + i));
        Random random = new Random(100L * seed + i);
        writer.add(new RandomCollection(random).write(own, 1, 30_000).getFirst());
      }
      writer.nameWith(file -> file.getParent().getFileName().toString());
      writer.commit();
    }
  }

  @Test
  void aFileThatIsNoFastaEndsAllShardsAndLeavesNothing() throws IOException {
    List<Path> files =
        new ArrayList<>(new RandomCollection(new Random(3)).write(folder, FILES, 3000));
    files.set(9, Files.writeString(folder.resolve("bad.fa"), ">c\nAC\0GT\n"));
    List<String> before = inFolder();
    for (int threads = 1; threads <= 3; threads++) {
      CreateOptions options = CreateOptions.builder().threads(threads).build();
      Path target = folder.resolve("x.agc");
      try (AgcWriter writer = writer(files, target, new ShardOptions(5, 1), options)) {
        FastaFormatException refused =
            assertThrows(FastaFormatException.class, writer::commit, "threads=" + threads);
        assertTrue(refused.getMessage().contains("bad.fa"), refused.getMessage());
      }
      assertEquals(before, inFolder());
    }
  }

  @Test
  void twoSamplesOfOneNameAreRefusedBeforeAnythingIsMade() throws IOException {
    List<Path> files =
        new ArrayList<>(new RandomCollection(new Random(6)).write(folder, FILES, 2000));
    Path other = Files.createDirectory(folder.resolve("other"));
    files.add(Files.copy(files.get(3), other.resolve(files.get(3).getFileName())));
    Path target = folder.resolve("x.agc");
    for (boolean isSet : List.of(true, false)) {
      AgcWriter opened =
          isSet
              ? AgcWriter.createSet(target, new ShardOptions(4, 1), CreateOptions.DEFAULTS)
              : AgcWriter.createInShards(target, new ShardOptions(4, 1), CreateOptions.DEFAULTS);
      try (AgcWriter writer = opened) {
        for (Path file : files) {
          writer.add(file);
        }
        IOException refused = assertThrows(IOException.class, writer::commit);
        assertTrue(refused.getMessage().contains("is there already"), refused.getMessage());
      }
      assertFalse(Files.exists(target));
    }
  }

  @Test
  void aCallbackThatThrowsEndsItAndLeavesNothing() throws IOException {
    List<Path> files = new RandomCollection(new Random(4)).write(folder, FILES, 3000);
    List<String> before = inFolder();
    CreateOptions options = CreateOptions.builder().parameters(17, 16, 500, 2).threads(2).build();
    try (AgcWriter writer =
        writer(files, folder.resolve("x.agc"), new ShardOptions(4, 2), options)) {
      writer.progressWith(
          stored -> {
            if (stored > 5) {
              throw new IllegalStateException("enough");
            }
          });
      assertEquals(
          "enough", assertThrows(IllegalStateException.class, writer::commit).getMessage());
    }
    assertEquals(before, inFolder());
  }

  @Test
  void whatCannotBeDividedIsRefused() throws IOException {
    List<Path> files = new RandomCollection(new Random(5)).write(folder, 3, 2000);
    Path target = folder.resolve("x.agc");
    CreateOptions options = CreateOptions.DEFAULTS;
    assertThrows(IllegalArgumentException.class, () -> ShardOptions.of(0));
    CreateOptions ofContigs = CreateOptions.builder().modes(new Modes(false, true, 0)).build();
    assertThrows(
        IllegalArgumentException.class,
        () -> AgcWriter.createInShards(target, ShardOptions.of(2), ofContigs));
    try (AgcWriter writer = AgcWriter.createInShards(target, ShardOptions.of(2), options)) {
      assertThrows(IllegalStateException.class, writer::commit);
      assertThrows(
          IllegalStateException.class, () -> writer.add("a", List.of(Contig.of("c", "ACGT"))));
    }
    assertFalse(Files.exists(target));
    write(files, target, ShardOptions.of(2), options);
    byte[] before = Files.readAllBytes(target);
    try (AgcWriter writer = writer(files, target, ShardOptions.of(2), options)) {
      assertThrows(FileAlreadyExistsException.class, writer::commit);
    }
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(target)));
  }
}
