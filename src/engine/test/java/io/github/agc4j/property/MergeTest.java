package io.github.agc4j.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.Salvage;
import io.github.agc4j.Verifier;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.ArchiveContent;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import io.github.agc4j.testing.GoldenCase;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives that are merged become one of all their samples. More runs with {@code
 * -Dagc4j.property.runs=1000}, others with {@code -Dagc4j.property.seed=N}.
 */
@Tag("slow")
class MergeTest {
  private static final int FILES = 24;

  @TempDir private Path folder;

  static LongStream seeds() {
    long first = Long.getLong("agc4j.property.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("agc4j.property.runs", 25));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\.fa.*", "");
  }

  private static Map<String, String> texts(List<Path> files) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Path file : files) {
      texts.put(name(file), Fasta.shown(Fasta.text(file)));
    }
    return texts;
  }

  private static Map<String, String> held(Path archive) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Fasta.extract(archive, 1).forEach((name, text) -> texts.put(name, Fasta.shown(text)));
    return texts;
  }

  private static void assertHolds(Map<String, String> expected, Path archive, String context)
      throws IOException {
    Map<String, String> held = held(archive);
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(held.keySet()), context);
    assertEquals(expected, held, context);
    Findings findings = new Findings();
    assertTrue(
        new Verifier(VerifyPlan.full(1), findings).verify(archive).isWhole(), context + findings);
  }

  private List<String> merge(
      List<Path> archives, boolean renames, Path target, CreateOptions options) throws IOException {
    List<String> notes = new ArrayList<>();
    AgcWriter writer = AgcWriter.merge(archives, renames, target, options);
    try (writer) {
      writer.noteWith(notes::add);
      writer.commit();
    }
    assertEquals(0, writer.memory().currentBytes());
    return notes;
  }

  private static CreateOptions options(Random random) {
    Modes modes =
        random.nextBoolean()
            ? new Modes(random.nextInt(3) == 0, false, 0)
            : Modes.DEFAULTS.withAnchors(new Anchors(15, 4, random.nextBoolean()));
    return CreateOptions.builder()
        .parameters(17, 16, 300 + random.nextInt(2000), 1 + random.nextInt(9))
        .modes(random.nextInt(3) == 0 ? modes.withPackBytes(2000) : modes)
        .threads(1 + random.nextInt(2))
        .memoryBytes(
            random.nextInt(4) == 0 ? CreateOptions.MEMORY_MIN : CreateOptions.MEMORY_AS_NEEDED)
        .build();
  }

  /** Puts stretches of some files in lower case, the same in several. */
  private static void soften(Random random, List<Path> files) throws IOException {
    int from = 200 + random.nextInt(500);
    for (Path file : files) {
      byte[] text = Fasta.text(file);
      if (!file.toString().endsWith(".gz") && random.nextInt(4) > 0 && text.length > from + 400) {
        for (int i = from; i < from + 300 && text[i] != '>'; i++) {
          text[i] = (byte) Character.toLowerCase(text[i]);
        }
        Files.write(file, text);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shardsOfOneBaseBecomeOneArchive(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files = new RandomCollection(random).write(folder, FILES, 6000);
    if (random.nextBoolean()) {
      soften(random, files);
    }
    CreateOptions options = options(random);
    String context = "seed=" + seed + " " + options;
    int base = 1 + random.nextInt(8);
    Path first = folder.resolve("base.agc");
    Fasta.create(first, files.subList(0, base), options);
    List<Path> shards = new ArrayList<>();
    if (random.nextBoolean()) {
      shards.add(first);
    }
    for (int done = base; done < FILES; ) {
      int end = Math.min(FILES, done + 1 + random.nextInt(9));
      Path shard = folder.resolve("to" + end + ".agc");
      try (AgcWriter writer = AgcWriter.append(first, shard, options)) {
        for (Path file : files.subList(done, end)) {
          writer.add(file);
        }
        writer.commit();
      }
      shards.add(random.nextInt(3) == 0 ? withoutBase(shard, base) : shard);
      done = end;
    }
    if (!shards.contains(first) && held(shards.get(0)).size() < FILES) {
      shards.addFirst(first);
    }
    Path merged = folder.resolve("merged.agc");
    merge(shards, false, merged, options);
    assertHolds(texts(files), merged, context);
    assertEveryKeyIsThereOnce(merged, context);
    appendTo(merged, files.get(0), context);
  }

  /** C++ agc wants one group for each pair of splitters when it extends an archive. */
  private static void assertEveryKeyIsThereOnce(Path archive, String context) throws IOException {
    Set<String> keys = new HashSet<>();
    long[] count = {0};
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (SourceArchive source = new SourceArchive(archive, budget)) {
      source.forEachKey(
          (first, second, group) -> {
            keys.add(first + " " + second);
            count[0]++;
          });
    }
    assertEquals(count[0], keys.size(), context);
  }

  /** Such as a machine hands in that leaves out what all have. */
  private Path withoutBase(Path shard, int base) throws IOException {
    Path target = folder.resolve("cut." + shard.getFileName());
    int samples = held(shard).size();
    try (AgcWriter writer =
        AgcWriter.extract(
            shard, SampleIndexes.range(base, samples), target, CreateOptions.DEFAULTS)) {
      writer.commit();
    }
    return target;
  }

  private void appendTo(Path archive, Path file, String context) throws IOException {
    Map<String, String> expected = held(archive);
    Path more = Files.write(folder.resolve("more.fa"), Fasta.text(file));
    try (AgcWriter writer = AgcWriter.appendInPlace(archive, CreateOptions.DEFAULTS)) {
      writer.add(more);
      writer.commit();
    }
    expected.put("more", Fasta.shown(Fasta.text(more)));
    assertHolds(expected, archive, context);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void archivesThatShareNothingBecomeOneToo(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> archives = new ArrayList<>();
    Map<String, String> expected = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      Path own = Files.createDirectory(folder.resolve("own" + i));
      List<Path> files = new RandomCollection(random).write(own, 3, 3000);
      soften(random, files);
      Path archive = folder.resolve(i + ".agc");
      Fasta.create(archive, files, options(random));
      archives.add(archive);
      for (Map.Entry<String, String> sample : texts(files).entrySet()) {
        expected.put(i == 0 ? sample.getKey() : sample.getKey() + "-" + (i + 1), sample.getValue());
      }
    }
    Path merged = folder.resolve("merged.agc");
    CreateOptions options = CreateOptions.builder().threads(2).build();
    List<String> notes = merge(archives, true, merged, options);
    assertHolds(expected, merged, "seed=" + seed);
    assertTrue(
        notes.stream().anyMatch(note -> note.endsWith("decoded and placed anew")), "" + notes);
  }

  @Test
  void oneArchiveAloneIsWhatItWas() throws IOException {
    List<Path> files = new RandomCollection(new Random(3)).write(folder, 5, 5000);
    Path archive = folder.resolve("x.agc");
    Fasta.create(archive, files, CreateOptions.DEFAULTS);
    Path merged = folder.resolve("merged.agc");
    merge(List.of(archive), false, merged, CreateOptions.DEFAULTS);
    assertEquals(ArchiveContent.withoutPlaces(archive), ArchiveContent.withoutPlaces(merged));
  }

  @Test
  void theSameSampleIsTakenOnceAndAnotherOfItsNameIsRefused() throws IOException {
    List<Path> files = new RandomCollection(new Random(4)).write(folder, 4, 5000);
    Path first = folder.resolve("first.agc");
    Fasta.create(first, files.subList(0, 3), CreateOptions.DEFAULTS);
    Path second = folder.resolve("second.agc");
    Fasta.create(second, files.subList(1, 4), CreateOptions.DEFAULTS);
    Path merged = folder.resolve("merged.agc");
    List<String> notes = merge(List.of(first, second), false, merged, CreateOptions.DEFAULTS);
    assertEquals(texts(files), held(merged));
    assertTrue(notes.toString().contains("2 samples that are in several archives"), "" + notes);

    Path changed = Files.createDirectory(folder.resolve("changed")).resolve("s001.fa");
    Files.writeString(changed, ">c\nGATTACA\n");
    Path third = folder.resolve("third.agc");
    Fasta.create(third, List.of(changed), CreateOptions.DEFAULTS);
    Path none = folder.resolve("none.agc");
    IOException refused =
        assertThrows(
            IOException.class,
            () -> merge(List.of(merged, third), false, none, CreateOptions.DEFAULTS));
    assertTrue(refused.getMessage().contains("another sample s001"), refused.getMessage());
    assertTrue(Files.notExists(none));
    try (var left = Files.list(folder)) {
      assertTrue(left.noneMatch(file -> file.toString().matches(".*[.](tmp|part)[0-9]+")));
    }
  }

  private Path create(String name, CreateOptions options, String... texts) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < texts.length; i += 2) {
      files.add(Files.writeString(own.resolve(texts[i] + ".fa"), texts[i + 1]));
    }
    Path archive = folder.resolve(name + ".agc");
    Fasta.create(archive, files, options);
    return archive;
  }

  @Test
  void archivesOfShortContigsThatHaveNoGroupsAreMerged() throws IOException {
    Path first = create("first", CreateOptions.DEFAULTS, "a", ">c\nGATTACA\n", "b", ">c\nACGTAC\n");
    Path second =
        create("second", CreateOptions.DEFAULTS, "x", ">c\nTTTTTTT\n", "y", ">c\nCCCCCC\n");
    Path merged = folder.resolve("merged.agc");
    merge(List.of(first, second), false, merged, CreateOptions.DEFAULTS);
    assertEquals(
        List.of(">c\nGATTACA\n", ">c\nACGTAC\n", ">c\nTTTTTTT\n", ">c\nCCCCCC\n"),
        List.copyOf(held(merged).values()));
  }

  @Test
  void samplesThatDifferInCaseOrLinesAloneAreNotTheSame() throws IOException {
    CreateOptions together = CreateOptions.builder().modes(new Modes(false, true, 0)).build();
    CreateOptions upper = CreateOptions.builder().keptText(new KeptText(true, false, true)).build();
    List<List<Path>> pairs =
        List.of(
            List.of(
                create("c1", together, "f", ">a\nACGT\n>b\nACGTACGT\n"),
                create("c2", together, "f", ">a\nacgt\n>b\nACGTACGT\n")),
            List.of(
                create("w1", together, "f", ">a\nACGT\n>b\nACGTACGT\n"),
                create("w2", together, "f", ">a\nACGT\n>b\nACGT\nACGT\n")),
            List.of(
                create("u1", upper, "s", ">a\nACGT\n"),
                create("u2", CreateOptions.DEFAULTS, "s", ">a\nACgt\n")),
            List.of(
                create("l1", upper, "s", ">a\nACGTACGT\n"),
                create("l2", upper, "s", ">a\nACGT\nACGT\n")));
    for (List<Path> pair : pairs) {
      Path merged = folder.resolve("of." + pair.get(0).getFileName());
      assertThrows(
          IOException.class,
          () -> merge(pair, false, merged, CreateOptions.DEFAULTS),
          pair.toString());
      merge(pair, true, merged, CreateOptions.DEFAULTS);
      List<String> expected = new ArrayList<>(held(pair.get(0)).values());
      List<String> second = new ArrayList<>(held(pair.get(1)).values());
      second.removeAll(expected);
      expected.addAll(second);
      assertEquals(expected, List.copyOf(held(merged).values()), pair.toString());
    }
  }

  @Test
  void digestsOfFilesOfSeveralSamplesGoWithAllOfThemOrNot() throws IOException {
    CreateOptions together = CreateOptions.builder().modes(new Modes(false, true, 0)).build();
    Path first = create("first", together, "f", ">y\nACGT\n>x\nAC\n>w\nGG\n");
    try (AgcWriter writer =
        AgcWriter.changeInPlace(
            first, ArchiveChanges.NONE.drop(SampleIndexes.of(2)), CreateOptions.DEFAULTS)) {
      writer.commit();
    }
    Path second = create("second", together, "f", ">x\nAC\n>y\nACGT\n>z\nTTTTT\n");
    Path merged = folder.resolve("merged.agc");
    merge(List.of(first, second), false, merged, CreateOptions.DEFAULTS);
    assertHolds(Map.of("y", ">y\nACGT\n", "x", ">x\nAC\n", "z", ">z\nTTTTT\n"), merged);
  }

  private static void assertHolds(Map<String, String> expected, Path archive) throws IOException {
    Map<String, String> ordered = new LinkedHashMap<>();
    held(archive).keySet().forEach(name -> ordered.put(name, expected.get(name)));
    assertEquals(expected.size(), ordered.size());
    assertHolds(ordered, archive, "");
  }

  private void annotate(Path archive, String sample, String key, String value) throws IOException {
    Annotations told =
        new Annotations(
            Map.of("of", archive.getFileName().toString()),
            name -> name.equals(sample) ? Map.of(key, value) : Map.of());
    try (AgcWriter writer =
        AgcWriter.changeInPlace(
            archive, ArchiveChanges.NONE.annotate(told), CreateOptions.DEFAULTS)) {
      writer.commit();
    }
  }

  @Test
  void annotationsAreUnitedAndTwoValuesForAKeyAreRefused() throws IOException {
    String text = ">c\n" + "GATTACA".repeat(30) + "\n";
    Path first = create("first", CreateOptions.DEFAULTS, "a", text);
    Path second = create("second", CreateOptions.DEFAULTS, "a", text, "b", ">c\nAC\n");
    // Of another k: its samples are decoded and placed.
    CreateOptions other = CreateOptions.builder().parameters(21, 20, 60_000, 50).build();
    Path third = create("third", other, "b", ">c\nAC\n", "c", ">c\nGG\n");
    annotate(second, "a", "species", "S");
    annotate(third, "c", "year", "2024");
    List<Path> all = List.of(first, second, third);
    Path merged = folder.resolve("merged.agc");
    IOException refused =
        assertThrows(IOException.class, () -> merge(all, false, merged, CreateOptions.DEFAULTS));
    assertTrue(refused.getMessage().contains("of=third.agc"), refused.getMessage());
    annotateArchive(third, Map.of("of", "second.agc"));
    merge(all, false, merged, CreateOptions.DEFAULTS);
    try (AgcReader reader = AgcReader.open(merged, ReadOptions.DEFAULTS)) {
      assertEquals(Map.of("of", "second.agc"), reader.annotations().ofArchive());
      assertEquals(Map.of("species", "S"), reader.annotations().ofSample(0));
      assertEquals(Map.of(), reader.annotations().ofSample(1));
      assertEquals(Map.of("year", "2024"), reader.annotations().ofSample(2));
    }
    Path saved = folder.resolve("saved.agc");
    new Salvage(CreateOptions.DEFAULTS, new Findings()).run(merged, saved, done -> {});
    try (AgcReader reader = AgcReader.open(saved, ReadOptions.DEFAULTS)) {
      assertEquals(Map.of("of", "second.agc"), reader.annotations().ofArchive());
      assertEquals(Map.of("year", "2024"), reader.annotations().ofSample(2));
    }
  }

  private static void annotateArchive(Path archive, Map<String, String> pairs) throws IOException {
    try (AgcWriter writer =
        AgcWriter.changeInPlace(
            archive,
            ArchiveChanges.NONE.annotate(new Annotations(pairs, name -> Map.of())),
            CreateOptions.DEFAULTS)) {
      writer.commit();
    }
  }

  @Test
  void bytesDoNotDependOnTheNumberOfThreads() throws IOException {
    List<Path> files = new RandomCollection(new Random(5)).write(folder, 12, 20_000);
    CreateOptions options =
        CreateOptions.builder()
            .parameters(17, 16, 500, 4)
            .modes(Modes.DEFAULTS.withPackBytes(4000))
            .build();
    Path base = folder.resolve("base.agc");
    Fasta.create(base, files.subList(0, 4), options);
    List<Path> shards = new ArrayList<>();
    for (int i = 4; i < 12; i += 4) {
      Path shard = folder.resolve(i + ".agc");
      try (AgcWriter writer = AgcWriter.append(base, shard, options)) {
        for (Path file : files.subList(i, i + 4)) {
          writer.add(file);
        }
        writer.commit();
      }
      shards.add(shard);
    }
    Path one = folder.resolve("one.agc");
    merge(shards, false, one, options);
    for (int i = 0; i < 5; i++) {
      Path several = folder.resolve("several" + i + ".agc");
      merge(shards, false, several, options.toBuilder().threads(3).build());
      assertTrue(Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(several)));
    }
  }

  static List<GoldenCase> golden() {
    return GoldenCase.all().toList();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void archivesOfCppAgcAreMergedAndGetDigests(GoldenCase golden) throws IOException {
    Path theirs = golden.archives().getLast();
    List<Path> files = new RandomCollection(new Random(6)).write(folder, 2, 3000);
    Path ours = folder.resolve("ours.agc");
    Fasta.create(ours, files, CreateOptions.DEFAULTS);
    Path merged = folder.resolve("merged.agc");
    merge(List.of(theirs, ours), true, merged, CreateOptions.DEFAULTS);
    List<String> expected = new ArrayList<>(held(theirs).values());
    expected.addAll(texts(files).values());
    assertEquals(expected, List.copyOf(held(merged).values()));
    merge(List.of(ours, theirs), true, folder.resolve("other.agc"), CreateOptions.DEFAULTS);
    for (Path each : List.of(merged, folder.resolve("other.agc"))) {
      Findings findings = new Findings();
      var summary = new Verifier(VerifyPlan.full(1), findings).verify(each);
      assertEquals(0, summary.undigested(), "" + findings);
    }
  }
}
