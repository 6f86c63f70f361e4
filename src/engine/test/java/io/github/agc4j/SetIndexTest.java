package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.info.DiffFinding;
import io.github.agc4j.info.DiffListener;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveSet;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that were made apart become a set, and are changed, looked at and joined as one. */
class SetIndexTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 16, 700, 4).build();

  @TempDir private Path folder;
  private Path set;
  private List<Path> files;

  /** Three archives of which the later ones begin with the first one's reference. */
  @BeforeEach
  void createArchives() throws IOException {
    files = new RandomCollection(new Random(21)).write(folder, 8, 5000);
    set = Files.createDirectory(folder.resolve("set"));
    Fasta.create(set.resolve("a.agc"), files.subList(0, 3), OPTIONS);
    Fasta.create(set.resolve("b.agc"), of(0, 3, 4), OPTIONS);
    Fasta.create(set.resolve("c.agc"), of(0, 5, 6), OPTIONS);
  }

  private List<Path> of(int... numbers) {
    List<Path> some = new ArrayList<>();
    for (int number : numbers) {
      some.add(files.get(number));
    }
    return some;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\.fa.*", "");
  }

  private void assertHolds(Path archive, List<Path> expected) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : expected) {
      texts.put(name(file), Fasta.shown(Fasta.text(file)));
    }
    Map<String, String> held = new TreeMap<>();
    Fasta.extract(archive, 2).forEach((name, text) -> held.put(name, Fasta.shown(text)));
    assertEquals(texts, held);
  }

  @Test
  void archivesThatBeginAlikeAreOneSet() throws IOException {
    ArchiveSet written = SetIndex.write(set, List.of());
    assertEquals(List.of("agc4j-set\t1", "a.agc\t0", "b.agc\t1", "c.agc\t1"), written.lines());
    assertHolds(set, files.subList(0, 7));
    assertHolds(set.resolve(ArchiveSet.INDEX), files.subList(0, 7));
  }

  @Test
  void anArchiveThatCameIsAddedAfterThoseThatAreThere() throws IOException {
    SetIndex.write(set, List.of("c.agc", "a.agc"));
    assertHolds(set, of(0, 1, 2, 5, 6));
    SetIndex.write(set, List.of());
    assertEquals(
        List.of("agc4j-set\t1", "c.agc\t0", "a.agc\t1", "b.agc\t1"), ArchiveSet.read(set).lines());
    assertHolds(set, files.subList(0, 7));
  }

  @Test
  void anIndexThatCannotBeMadeLeavesTheOneThatIsThere() throws IOException {
    SetIndex.write(set, List.of());
    Path others = Files.createDirectory(folder.resolve("others"));
    Path other = Files.writeString(others.resolve("s001.fa"), ">c\nACGTT\n");
    Fasta.create(set.resolve("d.agc"), List.of(other, files.get(7)), OPTIONS);
    IOException refused = assertThrows(IOException.class, () -> SetIndex.write(set, List.of()));
    assertTrue(refused.getMessage().contains("d.agc: sample s001 is not that of"), "" + refused);
    Fasta.create(set.resolve("e.agc"), of(7, 3), OPTIONS);
    refused =
        assertThrows(
            IOException.class, () -> SetIndex.write(set, List.of("a.agc", "b.agc", "e.agc")));
    assertTrue(refused.getMessage().contains("e.agc: sample s003 is in"), "" + refused);
    assertThrows(IOException.class, () -> SetIndex.write(set, List.of("a.agc", "none.agc")));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThrows(IOException.class, () -> SetIndex.write(empty, List.of()));
    assertHolds(set, files.subList(0, 7));
  }

  /** What is told of a set's archives. */
  private static final class Told implements VerifyListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void archive(String name, VerifySummary summary) {
      lines.add(Path.of(name).getFileName() + (summary.isWhole() ? " whole" : " damaged"));
    }

    @Override
    public void unreadable(String reason) {
      lines.add(reason.replaceAll(".*/", ""));
    }
  }

  @Test
  void verificationLooksAtAllArchivesAndTellsWhichIsDamaged() throws IOException {
    SetIndex.write(set, List.of());
    Told told = new Told();
    assertTrue(new Verifier(VerifyPlan.full(2), told).verify(set).isWhole());
    assertEquals(List.of("a.agc whole", "b.agc whole", "c.agc whole"), told.lines);

    byte[] damaged = Files.readAllBytes(set.resolve("b.agc"));
    damaged[damaged.length / 4] ^= 1;
    Files.write(set.resolve("b.agc"), damaged);
    told = new Told();
    assertFalse(new Verifier(VerifyPlan.QUICK, told).verify(set).isWhole());
    assertEquals(List.of("a.agc whole", "b.agc damaged", "c.agc whole"), told.lines);

    told = new Told();
    VerifyPlan ofThree = VerifyPlan.full(1).withSamples(SampleIndexes.of(1, 6, 0));
    VerifySummary some = new Verifier(ofThree, told).verify(set);
    assertTrue(some.isWhole());
    assertEquals(3, some.samples());
    assertEquals(List.of("a.agc whole", "c.agc whole"), told.lines);

    Files.delete(set.resolve("c.agc"));
    told = new Told();
    assertFalse(new Verifier(VerifyPlan.QUICK, told).verify(set).isWhole());
    assertEquals(
        List.of("a.agc whole", "b.agc damaged", "c.agc: is missing", "c.agc damaged"), told.lines);
    assertTrue(
        new Verifier(VerifyPlan.full(1).withSamples(SampleIndexes.of(1)), new Told())
            .verify(set)
            .isWhole());
  }

  @Test
  void verificationLooksAtTheIndexAndTheNames() throws IOException {
    SetIndex.write(set, List.of());
    byte[] names = Files.readAllBytes(set.resolve(ArchiveSet.NAMES));
    Files.writeString(set.resolve(ArchiveSet.INDEX), "agc4j-set\t1\na.agc\t0\nb.agc\t9\n");
    Told told = new Told();
    assertFalse(new Verifier(VerifyPlan.QUICK, told).verify(set).isWhole());
    assertEquals("b.agc: has 3 samples, and is in a set from sample 9 on", told.lines.getLast());
    Files.writeString(set.resolve(ArchiveSet.INDEX), "agc4j-set\t1\na.agc\t0\nb.agc\t0\n");
    told = new Told();
    assertFalse(new Verifier(VerifyPlan.QUICK, told).verify(set).isWhole());
    assertTrue(told.lines.getLast().endsWith("s000 is in another archive of the set, too"));

    SetIndex.write(set, List.of("c.agc", "a.agc", "b.agc"));
    Files.write(set.resolve(ArchiveSet.NAMES), names);
    assertTrue(new Verifier(VerifyPlan.QUICK, new Told()).verify(set).isWhole());
    assertHolds(set, files.subList(0, 7));
  }

  @Test
  void whatDoesNotCountInASetIsNotMerged() throws IOException {
    Files.writeString(set.resolve(ArchiveSet.INDEX), "agc4j-set\t1\na.agc\t1\nc.agc\t2\n");
    assertHolds(set, of(1, 2, 6));
    Path merged = folder.resolve("merged.agc");
    commit(AgcWriter.merge(List.of(set), false, merged, OPTIONS));
    assertHolds(merged, of(1, 2, 6));
  }

  @Test
  void archivesThatCannotBeNamedAreRefused() throws IOException {
    SetIndex.write(set, List.of());
    for (List<String> names : List.of(List.of("a.agc", "a.agc"), List.of("a\tb.agc"))) {
      IOException refused = assertThrows(IOException.class, () -> SetIndex.write(set, names));
      assertTrue(refused.getMessage().startsWith(names.getFirst() + ": "), "" + refused);
    }
    Files.createDirectory(set.resolve("d.agc"));
    assertEquals(3, SetIndex.write(set, List.of()).members().size());
    Files.delete(set.resolve("b.agc"));
    IOException refused = assertThrows(IOException.class, () -> SetIndex.write(set, List.of()));
    assertTrue(refused.getMessage().contains("b.agc: is missing"), "" + refused);
    SetIndex.write(set, List.of("a.agc", "c.agc"));
    assertHolds(set, of(0, 1, 2, 5, 6));
  }

  @Test
  void aSetIsMergedComparedAndExtractedFrom() throws IOException {
    SetIndex.write(set, List.of());
    Path merged = folder.resolve("merged.agc");
    commit(AgcWriter.merge(List.of(set), false, merged, OPTIONS));
    assertHolds(merged, files.subList(0, 7));
    assertEquals(List.of(), differences(set, merged));

    Path two = folder.resolve("two.agc");
    commit(AgcWriter.extract(set, SampleIndexes.of(1, 3, 6), two, OPTIONS));
    assertHolds(two, of(1, 3, 6));
    Path one = folder.resolve("one.agc");
    commit(AgcWriter.extract(set, SampleIndexes.of(5), one, OPTIONS));
    assertHolds(one, of(5));
    assertEquals(
        List.of("s000 ONLY_FIRST", "s002 ONLY_FIRST", "s004 ONLY_FIRST", "s005 ONLY_FIRST"),
        differences(set, two));
  }

  private static void commit(AgcWriter opened) throws IOException {
    try (AgcWriter writer = opened) {
      writer.commit();
    }
  }

  private static List<String> differences(Path first, Path second) throws IOException {
    List<String> found = new ArrayList<>();
    try (AgcReader one = AgcReader.open(first, ReadOptions.DEFAULTS);
        AgcReader other = AgcReader.open(second, ReadOptions.DEFAULTS)) {
      new ArchiveDiff(one, other, 1)
          .run(
              new DiffListener() {
                @Override
                public void sample(String sample, DiffFinding finding) {
                  if (finding != DiffFinding.SAME) {
                    found.add(sample + " " + finding);
                  }
                }

                @Override
                public void contig(String sample, String contig, DiffFinding finding) {
                  found.add(sample + " " + contig + " " + finding);
                }
              });
    }
    return found;
  }
}
