package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.input.Contig;
import io.github.agc4j.input.Letters;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples that a program adds one by one. */
@Timeout(60)
class AgcWriterTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 3).build();

  @TempDir private Path folder;
  private List<Path> files;
  private Path target;

  @BeforeEach
  void writeFiles() throws IOException {
    files = new RandomCollection(new Random(31)).write(folder, 8, 8000);
    target = folder.resolve("x.agc");
  }

  /** The contigs of a file as a program has them. */
  private static List<Contig> contigs(Path file) throws IOException {
    List<Contig> contigs = new ArrayList<>();
    String text = Fasta.shown(Fasta.relined(Fasta.text(file), 80)).substring(1);
    for (String record : text.split("\n>")) {
      int end = (record + "\n").indexOf('\n');
      contigs.add(Contig.of(record.substring(0, end), record.substring(end).replace("\n", "")));
    }
    return contigs;
  }

  @ParameterizedTest
  @CsvSource({"COMPAT, 1", "COMPAT, 3", "BACTERIA, 1", "BACTERIA, 2"})
  void theArchiveIsTheOneOfAllFilesAtOnce(Profile profile, int threads) throws IOException {
    CreateOptions options =
        profile.over(CreateOptions.DEFAULTS).toBuilder()
            .keptText(new KeptText(true, true, false))
            .threads(threads)
            .build();
    Path expected = folder.resolve("expected.agc");
    Fasta.create(expected, files, options);
    try (AgcWriter samples = AgcWriter.create(target, options)) {
      for (int i = 0; i < files.size(); i++) {
        if (i % 3 == 1) {
          String name = files.get(i).getFileName().toString().replaceFirst("[.].*", "");
          samples.add(name, contigs(files.get(i)));
        } else {
          samples.add(files.get(i));
        }
      }
      assertFalse(Files.exists(target));
      samples.commit();
    }
    assertEquals(-1, Files.mismatch(expected, target));
  }

  private static long samples(Path archive) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      return reader.samples();
    }
  }

  @Test
  void archivesAreExtended() throws IOException {
    Path copy = folder.resolve("copy.agc");
    Fasta.create(target, files.subList(0, 4), OPTIONS);
    try (AgcWriter samples = AgcWriter.appendInPlace(target, OPTIONS)) {
      samples.add(files.get(4));
      samples.commit();
    }
    try (AgcWriter samples = AgcWriter.append(target, copy, OPTIONS)) {
      samples.add("mine", List.of(Contig.of("c 1", "acgtNNNN"), Contig.of("empty", "")));
      samples.commit();
    }
    assertEquals(5, samples(target));
    try (AgcReader reader = AgcReader.open(copy, ReadOptions.DEFAULTS)) {
      long mine = reader.sampleIndex("mine");
      assertEquals(5, mine);
      byte[] letters = new byte[8];
      assertEquals(8, reader.fetchLetters(mine, 0, 0, 8, letters, 0));
      assertEquals("acgtNNNN", new String(letters, StandardCharsets.US_ASCII));
      assertEquals(0, reader.contigLength(mine, 1));
    }
  }

  private static final List<Contig> MINE = List.of(Contig.of("c", "GATTACA"));

  /** Nothing is held, and nothing was left in the folder. */
  private void assertEnded(AgcWriter writer, List<Path> before) throws IOException {
    assertEquals(0, writer.memory().currentBytes());
    assertEquals(before, listed());
  }

  private List<Path> listed() throws IOException {
    try (var all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** Files alone, or with a sample of the program's own, which starts a thread. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotCommittedWasNeverAdded(boolean isPushed) throws IOException {
    Fasta.create(target, files.subList(0, 2), OPTIONS);
    byte[] archive = Files.readAllBytes(target);
    List<Path> before = listed();
    CreateOptions options = OPTIONS.toBuilder().threads(3).build();
    for (AgcWriter writer :
        List.of(
            AgcWriter.appendInPlace(target, options),
            AgcWriter.create(folder.resolve("new.agc"), OPTIONS))) {
      try (writer) {
        writer.add(files.get(2));
        if (isPushed) {
          writer.add("mine", MINE);
        }
        writer.add(files.get(3));
      }
      assertEnded(writer, before);
      assertThrows(IllegalStateException.class, writer::commit);
      assertThrows(IllegalStateException.class, () -> writer.add("more", MINE));
    }
    assertArrayEquals(archive, Files.readAllBytes(target));
  }

  @Test
  void samplesOfTheProgramAreAddedInPlace() throws IOException {
    Fasta.create(target, files.subList(0, 2), OPTIONS);
    List<String> named = new CopyOnWriteArrayList<>();
    try (AgcWriter writer = AgcWriter.appendInPlace(target, OPTIONS)) {
      writer.nameWith(
          file -> {
            named.add(file.getFileName().toString());
            return "named";
          });
      writer.add("mine", MINE);
      writer.add(files.get(2));
      writer.commit();
    }
    assertEquals(
        List.of(files.get(2).getFileName().toString()), named.stream().distinct().toList());
    assertEquals(
        List.of("s000", "s001", "mine", "named"), List.copyOf(Fasta.extract(target, 1).keySet()));
  }

  @Test
  void whatIsToldTooLateIsRefused() throws IOException {
    try (AgcWriter writer = AgcWriter.create(target, OPTIONS)) {
      writer.add("mine", MINE);
      assertThrows(IllegalStateException.class, () -> writer.progressWith(done -> {}));
      assertThrows(IllegalStateException.class, () -> writer.orderWith(new int[] {0}));
      assertThrows(IllegalStateException.class, () -> writer.inspectWith((file, end) -> {}));
    }
    try (AgcWriter writer = AgcWriter.appendInPlace(target, OPTIONS)) {
      assertThrows(IllegalStateException.class, () -> writer.orderWith(new int[] {0}));
    }
  }

  @Test
  void whatFailsIsToldByTheNextCall() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.fa"), "no FASTA\n");
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS.toBuilder().threads(2).build())) {
      samples.add("mine", List.of(Contig.of("c", "ACGT")));
      samples.add(bad);
      FastaFormatException e = assertThrows(FastaFormatException.class, samples::commit);
      assertTrue(e.getMessage().contains("bad.fa"), e.getMessage());
      assertThrows(FastaFormatException.class, () -> samples.add(files.get(1)));
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void whatFailsAmongFilesIsToldByTheCommit() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.fa"), "no FASTA\n");
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS)) {
      samples.add(files.get(0));
      samples.add(bad);
      FastaFormatException e = assertThrows(FastaFormatException.class, samples::commit);
      assertTrue(e.getMessage().contains("bad.fa"), e.getMessage());
      assertThrows(IllegalStateException.class, () -> samples.add(files.get(1)));
      assertThrows(IllegalStateException.class, samples::commit);
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void namesThatAreThereAndContigsThatFailAreRefused() throws IOException {
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS)) {
      samples.add("one", List.of(Contig.of("c", "ACGT")));
      IOException e =
          assertThrows(
              IOException.class, () -> samples.add("one", List.of(Contig.of("c", "ACGT"))));
      assertTrue(e.getMessage().contains("one is there already"), e.getMessage());
    }
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS)) {
      Iterable<Contig> failing =
          () -> {
            throw new IllegalStateException("no contigs today");
          };
      Exception e = assertThrows(Exception.class, () -> samples.add("one", failing));
      assertTrue(e.getMessage().contains("no contigs today"), e.getMessage());
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void whoIsInterruptedHasAddedNothing() throws IOException {
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS.toBuilder().threads(2).build())) {
      samples.add(files.get(0));
      Thread program = Thread.currentThread();
      Iterable<Contig> slow =
          () -> {
            program.interrupt();
            return List.of(Contig.of("c", "ACGT")).iterator();
          };
      // It may be read before the interrupt is noticed, by this call or the next one.
      assertThrows(
          InterruptedIOException.class,
          () -> {
            samples.add("slow", slow);
            samples.add(files.get(1));
          });
      assertTrue(Thread.interrupted());
      assertThrows(IOException.class, () -> samples.add(files.get(2)));
      assertThrows(IOException.class, samples::commit);
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void interruptedBeforeTheFirstSampleThereIsNoArchive() throws IOException {
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS)) {
      Thread.currentThread().interrupt();
      List<Contig> contigs = List.of(Contig.of("c", "ACGT"));
      assertThrows(InterruptedIOException.class, () -> samples.add("mine", contigs));
      assertTrue(Thread.interrupted());
      assertThrows(IOException.class, samples::commit);
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void filesAreStoredInTheOrderThatIsAsked() throws IOException {
    int[] order = {2, 1, 0};
    Path given = folder.resolve("given.agc");
    Path expected = folder.resolve("expected.agc");
    Fasta.create(given, files.subList(0, 3), OPTIONS);
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.create(expected, writer.files(files.subList(0, 3), order), done -> {});
    }
    try (AgcWriter writer = AgcWriter.create(target, OPTIONS)) {
      for (Path file : files.subList(0, 3)) {
        writer.add(file);
      }
      writer.orderWith(order);
      assertThrows(IllegalStateException.class, () -> writer.add("mine", MINE));
      writer.commit();
    }
    assertEquals(-1, Files.mismatch(expected, target));
    assertTrue(Files.mismatch(given, target) >= 0);
    assertEquals(List.of("s000", "s001", "s002"), List.copyOf(Fasta.extract(target, 1).keySet()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTheProgressThrowsEndsTheWriting(boolean isPushed) throws IOException {
    List<Path> before = listed();
    AgcWriter writer = AgcWriter.create(target, OPTIONS.toBuilder().threads(2).build());
    try (writer) {
      writer.progressWith(
          done -> {
            throw new CancellationException("after " + done);
          });
      writer.add(files.get(0));
      assertThrows(
          CancellationException.class,
          () -> {
            for (int i = 0; isPushed && i < 100; i++) {
              writer.add("mine" + i, MINE);
            }
            writer.commit();
          });
    }
    assertEnded(writer, before);
  }

  @Test
  void nothingIsAddedToSamplesOfAnotherArchive() throws IOException {
    Fasta.create(target, files.subList(0, 4), OPTIONS);
    Path part = folder.resolve("part.agc");
    try (AgcWriter samples =
        AgcWriter.extract(target, SampleIndexes.of(1, 3), part, CreateOptions.DEFAULTS)) {
      assertThrows(IllegalStateException.class, () -> samples.add(files.get(5)));
      samples.commit();
    }
    try (AgcReader reader = AgcReader.open(part, ReadOptions.DEFAULTS)) {
      assertEquals(2, reader.samples());
      assertEquals("s003", reader.sampleName(1));
    }
  }

  @Test
  void lettersMayComePieceByPiece() throws IOException {
    Letters pieces =
        new Letters() {
          private int given;

          @Override
          public int read(byte[] letters) {
            letters[0] = (byte) "GATTACA".charAt(given);
            return given++ < 6 ? 1 : -1;
          }
        };
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS)) {
      samples.add("mine", List.of(new Contig("c", () -> pieces)));
      samples.commit();
    }
    assertEquals(">c\nGATTAC\n", Fasta.shown(Fasta.extract(target, 1).get("mine")));
  }

  @Test
  void whatWasReadAheadIsNotReadAgain() throws Exception {
    Path pipe = folder.resolve("pipe.fa");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    byte[] content = Files.readAllBytes(files.get(0));
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                Files.write(pipe, content);
              } catch (IOException e) {
                // The test sees that nothing came.
              }
            });
    try (ProfileChoice choice = new ProfileChoice(List.of(pipe), false);
        AgcWriter samples = AgcWriter.create(target, OPTIONS)) {
      samples.beginWith(choice);
      samples.add(pipe);
      samples.add("mine", MINE);
      samples.add(files.get(1));
      samples.commit();
    }
    byte[] text = Fasta.extract(target, 1).get("pipe");
    assertEquals(Fasta.shown(content), Fasta.shown(text));
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    try (AgcWriter samples = AgcWriter.create(target, OPTIONS)) {
      assertThrows(IllegalStateException.class, samples::commit);
      samples.add(files.get(0));
      samples.commit();
      assertThrows(IllegalStateException.class, () -> samples.add(files.get(1)));
      assertThrows(IllegalStateException.class, samples::commit);
    }
    assertEquals(1, samples(target));
  }
}
