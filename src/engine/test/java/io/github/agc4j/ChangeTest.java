package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.GoldenCase;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 2).build();
  private static final ArchiveChanges DROP_FIRST = ArchiveChanges.NONE.drop(SampleIndexes.of(0));

  @TempDir private Path folder;
  private List<Path> inputs;
  private Path archive;

  @BeforeEach
  void createArchive() throws IOException {
    inputs = new RandomCollection(new Random(61)).write(folder, 6, 4000);
    archive = folder.resolve("x.agc");
    Fasta.create(archive, inputs.subList(0, 4), OPTIONS);
  }

  private static List<String> names(Path path) throws IOException {
    List<String> names = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(path, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        names.add(reader.sampleName(sample));
      }
    }
    return names;
  }

  private void changeInPlace(ArchiveChanges changes) throws IOException {
    try (AgcWriter writer = AgcWriter.changeInPlace(archive, changes, OPTIONS)) {
      writer.commit();
    }
  }

  private void append(Path input, CreateOptions options) throws IOException {
    try (AgcWriter writer = AgcWriter.appendInPlace(archive, options)) {
      writer.add(input);
      writer.commit();
    }
  }

  @Test
  void anArchiveThatWasExtendedWhileItWasCompactedIsNotReplaced() throws IOException {
    IOException refused;
    try (AgcWriter writer = AgcWriter.compact(archive, OPTIONS)) {
      writer.inspectWith((file, end) -> append(inputs.get(4), OPTIONS));
      refused = assertThrows(IOException.class, writer::commit);
    }
    assertTrue(refused.getMessage().contains("was changed meanwhile"), refused.getMessage());
    assertEquals(List.of("s000", "s001", "s002", "s003", "s004"), names(archive));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(file -> file.toString().contains(".tmp")).count());
    }
  }

  @Test
  void anArchiveThatIsBeingExtendedIsNeitherChangedNorReplaced() throws IOException {
    List<String> reasons = new ArrayList<>();
    try (AgcWriter writer = AgcWriter.appendInPlace(archive, OPTIONS)) {
      writer.inspectWith(
          (file, end) -> {
            try (AgcWriter second = AgcWriter.changeInPlace(archive, DROP_FIRST, OPTIONS)) {
              reasons.add(assertThrows(IOException.class, second::commit).getMessage());
            }
            try (AgcWriter second = AgcWriter.compact(archive, OPTIONS)) {
              reasons.add(assertThrows(IOException.class, second::commit).getMessage());
            }
          });
      writer.add(inputs.get(4));
      writer.commit();
    }
    assertEquals(2, reasons.size());
    reasons.forEach(reason -> assertTrue(reason.contains("is being extended"), reason));
    assertEquals(5, names(archive).size());
  }

  @Test
  void anInspectionThatFailsLeavesTheArchiveAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(archive);
    try (AgcWriter writer = AgcWriter.changeInPlace(archive, DROP_FIRST, OPTIONS)) {
      writer.inspectWith(
          (file, end) -> {
            throw new IOException("not this one");
          });
      assertThrows(IOException.class, writer::commit);
    }
    assertArrayEquals(before, Files.readAllBytes(archive));
  }

  @Test
  void compactingThroughALinkReplacesWhatItLeadsTo() throws IOException {
    changeInPlace(DROP_FIRST);
    long before = Files.size(archive);
    Path link = Files.createSymbolicLink(folder.resolve("link.agc"), archive.getFileName());
    try (AgcWriter writer = AgcWriter.compact(link, OPTIONS)) {
      writer.commit();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.size(archive) < before);
    assertEquals(List.of("s001", "s002", "s003"), names(archive));
  }

  @Test
  void withoutItsReferenceAnArchiveIsNotExtendedInWaysThatNeedIt() throws IOException {
    changeInPlace(DROP_FIRST);
    CreateOptions adaptive = OPTIONS.toBuilder().adaptive(true).build();
    for (int step = 0; step < 2; step++) {
      IOException refused = assertThrows(IOException.class, () -> append(inputs.get(4), adaptive));
      assertTrue(refused.getMessage().contains("reference s000 was dropped"));
      // Told by what is made of it, too.
      try (AgcWriter writer = AgcWriter.compact(archive, OPTIONS)) {
        writer.commit();
      }
    }
    append(inputs.get(4), OPTIONS);
    assertEquals(
        Fasta.shown(Fasta.text(inputs.get(4))), Fasta.shown(Fasta.extract(archive, 1).get("s004")));
  }

  @Test
  void namesThatCannotBeAreRefused() throws IOException {
    byte[] before = Files.readAllBytes(archive);
    for (String name : List.of("", "two\nlines", "s001", "zero\0")) {
      ArchiveChanges changes = ArchiveChanges.NONE.rename(old -> old.equals("s000") ? name : old);
      assertThrows(IOException.class, () -> changeInPlace(changes), name);
    }
    assertArrayEquals(before, Files.readAllBytes(archive));
  }

  @Test
  void annotationsOfManySamplesAreFoundAgainAndTravelAlong() throws IOException {
    Map<String, Map<String, String>> told = new LinkedHashMap<>();
    List<Path> many = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      many.add(Files.writeString(folder.resolve("m" + i + ".fa"), ">c\nACGTACGT\n"));
      if (i % 3 > 0) {
        told.put("m" + i, Map.of("number", "" + i, "text", "value of ".repeat(9) + i));
      }
    }
    Path large = folder.resolve("large.agc");
    try (AgcWriter writer = AgcWriter.create(large, OPTIONS)) {
      writer.annotateWith(
          new Annotations(Map.of("title", "many"), name -> told.getOrDefault(name, Map.of())));
      for (Path file : many) {
        writer.add(file);
      }
      writer.commit();
    }
    Path part = folder.resolve("part.agc");
    try (AgcWriter writer =
        AgcWriter.extract(large, SampleIndexes.range(300, 700), part, OPTIONS)) {
      writer.commit();
    }
    try (AgcReader reader = AgcReader.open(part, ReadOptions.DEFAULTS)) {
      assertEquals(Map.of("title", "many"), reader.annotations().ofArchive());
      for (long sample = 399; sample >= 0; sample--) {
        assertEquals(
            told.getOrDefault(reader.sampleName(sample), Map.of()),
            reader.annotations().ofSample(sample));
      }
      assertEquals(
          SampleIndexes.of(7),
          reader.annotations().where(pairs -> "307".equals(pairs.get("number"))));
      assertTrue(!reader.annotations().areLost());
    }
  }

  @Test
  void keysAndValuesThatNoLineCouldHoldAreRefused() {
    for (Map<String, String> pairs :
        List.of(Map.of("", "x"), Map.of("a=b", "x"), Map.of("a", "x\ty"), Map.of("a\n", "x"))) {
      assertThrows(IllegalArgumentException.class, () -> new Annotations(pairs, name -> Map.of()));
    }
  }

  static List<GoldenCase> golden() {
    return GoldenCase.all().toList();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void archivesOfCppAgcAreChangedInPlaceToo(GoldenCase golden) throws IOException {
    Path theirs = golden.archives().getLast();
    Files.copy(theirs, folder.resolve("theirs.agc"));
    archive = folder.resolve("theirs.agc");
    Map<String, byte[]> all = Fasta.extract(archive, 1);
    List<String> names = new ArrayList<>(all.keySet());
    if (names.size() < 2) {
      return;
    }
    changeInPlace(
        DROP_FIRST
            .rename(old -> old + "!")
            .annotate(new Annotations(Map.of("from", "agc"), name -> Map.of("name", name))));
    Map<String, byte[]> left = Fasta.extract(archive, 1);
    names.removeFirst();
    assertEquals(names.stream().map(name -> name + "!").toList(), List.copyOf(left.keySet()));
    for (String name : names) {
      assertArrayEquals(all.get(name), left.get(name + "!"), name);
    }
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      assertEquals(Map.of("from", "agc"), reader.annotations().ofArchive());
      assertEquals(Map.of("name", names.getFirst() + "!"), reader.annotations().ofSample(0));
    }
  }
}
