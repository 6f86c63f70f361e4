package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.io.Writer;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong while an archive is extended, it stays what it was. */
@Tag("slow")
class AppendFailureTest {
  @TempDir private Path folder;
  private List<Path> inputs;
  private Path archive;
  private byte[] before;

  @BeforeEach
  void createArchive() throws IOException {
    inputs = new RandomCollection(new Random(3)).write(folder, 6, 20_000);
    archive = folder.resolve("x.agc");
    Fasta.create(
        archive, inputs.subList(0, 3), CreateOptions.builder().parameters(21, 20, 500, 2).build());
    before = Files.readAllBytes(archive);
  }

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String failure(boolean inPlace, int threads, Path... added) throws IOException {
    long files = Files.list(folder).count();
    ArchiveWriter writer = new ArchiveWriter(CreateOptions.builder().threads(threads).build());
    IOException e;
    try (writer) {
      e =
          assertThrows(
              IOException.class,
              () -> {
                if (inPlace) {
                  writer.appendInPlace(archive, writer.files(List.of(added)), done -> {});
                } else {
                  writer.append(
                      archive, folder.resolve("out.agc"), writer.files(List.of(added)), done -> {});
                }
              });
    }
    assertEquals(0, writer.memory().currentBytes(), "memory was kept");
    assertArrayEquals(before, Files.readAllBytes(archive), "the archive was changed");
    assertEquals(files, Files.list(folder).count(), "something was left behind");
    return e.getMessage();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void badInputLeavesTheArchiveAsItWas(boolean inPlace) throws IOException {
    Path bad = file("bad.fa", Files.readString(plain()) + ">c\nAC\0\n");
    for (int threads : new int[] {1, 3}) {
      assertTrue(failure(inPlace, threads, inputs.get(3), bad).contains("zero byte"));
      assertTrue(failure(inPlace, threads, bad).contains("bad.fa:"));
      assertTrue(failure(inPlace, threads, folder.resolve("none.fa")).contains("no such file"));
      assertTrue(failure(inPlace, threads, inputs.get(1)).contains("is there already"));
    }
  }

  /** A text that makes many new parts before its end. */
  private Path plain() throws IOException {
    return Files.write(folder.resolve("plain.txt"), Fasta.text(inputs.get(4)));
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    byte[] whole = before;
    for (byte[] damaged :
        List.of(new byte[0], Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, 100))) {
      before = damaged;
      Files.write(archive, damaged);
      assertTrue(failure(true, 1, inputs.get(3)).contains("not an archive"));
      assertTrue(failure(false, 1, inputs.get(3)).contains("not an archive"));
    }
  }

  @Test
  void refusesAnArchiveThatIsBeingExtended() throws IOException {
    try (FileChannel other = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      other.lock();
      try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
        IOException e =
            assertThrows(
                IOException.class,
                () ->
                    writer.appendInPlace(archive, writer.files(inputs.subList(3, 4)), done -> {}));
        assertTrue(e.getMessage().contains("is being extended"), e.getMessage());
      }
    }
  }

  @Test
  void keepsAnExistingOutputUnlessToldOtherwise() throws IOException {
    Path out = file("out.agc", "mine");
    List<Path> added = inputs.subList(3, 4);
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
      assertThrows(
          FileAlreadyExistsException.class,
          () -> writer.append(archive, out, writer.files(added), done -> {}));
    }
    assertEquals("mine", Files.readString(out));
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.builder().replace(true).build())) {
      writer.append(archive, out, writer.files(added), done -> {});
    }
    assertEquals(4, Fasta.extract(out, 1).size());
  }

  @Test
  void anArchiveMayBeReplacedByItsExtension() throws IOException {
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.builder().replace(true).build())) {
      writer.append(archive, archive, writer.files(inputs.subList(3, 5)), done -> {});
    }
    assertEquals(5, Fasta.extract(archive, 1).size());
  }

  @Test
  void whatAnUnfinishedAppendLeftIsIgnoredAndThenRemoved() throws IOException {
    Path clean = Files.copy(archive, folder.resolve("clean.agc"));
    long footerStart =
        before.length
            - Long.BYTES
            - ByteBuffer.wrap(before)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(before.length - Long.BYTES);
    byte[] left = Arrays.copyOf(before, before.length + 100_000);
    Arrays.fill(left, before.length, left.length, (byte) 0x55);
    ByteBuffer.wrap(left)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(left.length - Long.BYTES, left.length - Long.BYTES - footerStart);
    Files.write(archive, left);
    assertEquals(3, Fasta.extract(archive, 1).size());
    for (Path each : List.of(clean, archive)) {
      try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
        writer.appendInPlace(each, writer.files(inputs.subList(3, 6)), done -> {});
      }
    }
    assertEquals(-1, Files.mismatch(clean, archive));
    assertEquals(6, Fasta.extract(archive, 1).size());
  }

  @Test
  void aReaderGoesOnWhileAnUnfinishedAppendIsCutOff() throws IOException {
    long footerStart =
        before.length
            - Long.BYTES
            - ByteBuffer.wrap(before)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(before.length - Long.BYTES);
    byte[] left = Arrays.copyOf(before, before.length + 3_000_000);
    ByteBuffer.wrap(left)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(left.length - Long.BYTES, left.length - Long.BYTES - footerStart);
    Files.write(archive, left);
    try (AgcReader reader = AgcReader.open(archive, new ReadOptions(1, 1));
        FileChannel file = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      file.truncate(before.length);
      for (long sample = 0; sample < reader.samples(); sample++) {
        assertEquals(reader.contigs(sample), reader.contigNames(sample).size());
        for (long contig = 0; contig < reader.contigs(sample); contig++) {
          try (Arena arena = Arena.ofConfined()) {
            long length = reader.contigLength(sample, contig);
            assertEquals(
                length,
                reader.fetch(sample, contig, 0, length, arena.allocate(Math.max(1, length))));
          }
        }
      }
    }
  }

  @Test
  void refusesAnArchiveWithoutAllItsMetadata() throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    Path lacking = folder.resolve("lacking.agc");
    try (ArchiveFile whole = ArchiveFile.open(archive, budget, budget);
        ArchiveFileWriter writer = ArchiveFileWriter.create(lacking, false, budget, budget)) {
      copyWithoutLastDetails(whole, writer);
      writer.finish();
    }
    before = Files.readAllBytes(lacking);
    Files.write(archive, before);
    for (boolean inPlace : new boolean[] {true, false}) {
      String message = failure(inPlace, 1, inputs.get(3));
      assertTrue(message.contains("is missing"), message);
    }
  }

  private static void copyWithoutLastDetails(ArchiveFile whole, ArchiveFileWriter writer)
      throws IOException {
    StreamDirectory directory = whole.directory();
    for (String name :
        List.of(
            StreamNames.SAMPLES,
            StreamNames.CONTIGS,
            StreamNames.DETAILS,
            StreamNames.PARAMETERS,
            StreamNames.SPLITTERS,
            StreamNames.SEGMENT_SPLITTERS,
            StreamNames.FILE_TYPE_INFO)) {
      int stream = directory.stream(name);
      copy(whole, stream, name, name.equals(StreamNames.DETAILS) ? 1 : 0, writer);
    }
    for (int group = 0; group < directory.groups(); group++) {
      if (directory.referenceStream(group) >= 0) {
        copy(whole, directory.referenceStream(group), StreamNames.reference(group), 0, writer);
      }
      copy(whole, directory.deltaStream(group), StreamNames.delta(group), 0, writer);
    }
  }

  private static void copy(
      ArchiveFile whole, int stream, String name, int left, ArchiveFileWriter writer)
      throws IOException {
    int copy = writer.addStream(name);
    for (long part = 0; part < whole.directory().parts(stream) - left; part++) {
      writer.keep(copy, whole, stream, part);
    }
  }

  @Test
  void contigsWithoutSplittersTakeLittleMemoryInAdaptiveMode() throws IOException {
    Random random = new Random(9);
    StringBuilder text = new StringBuilder();
    for (int contig = 0; contig < 3000; contig++) {
      text.append(">c").append(contig).append('\n');
      for (int i = 0; i < 400; i++) {
        text.append("ACGT".charAt(random.nextInt(4)));
      }
      text.append('\n');
    }
    Path many = file("many.fa", text.toString());
    ArchiveWriter writer =
        new ArchiveWriter(
            CreateOptions.builder()
                .parameters(21, 20, 300, 50)
                .modes(new Modes(true, false, 0))
                .build());
    try (writer) {
      writer.create(
          folder.resolve("many.agc"), writer.files(List.of(inputs.get(0), many)), done -> {});
    }
    long peak = writer.memory().peakBytes();
    assertTrue(peak < 64 << 20, "peak=" + peak);
    byte[] expected = text.toString().getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(expected, Fasta.extract(folder.resolve("many.agc"), 1).get("many"));
  }

  @Test
  void concatenatedGenomesAreNotReadAheadOfTheBudgetWhenTheyAreAppended() throws IOException {
    Random random = new Random(2);
    Path many = folder.resolve("concatenated.fa");
    try (Writer text = Files.newBufferedWriter(many)) {
      byte[] letters = new byte[4_000_000];
      for (int contig = 0; contig < 8; contig++) {
        for (int i = 0; i < letters.length; i++) {
          // Repeats, which compression is soon through with.
          letters[i] =
              i < 1 << 12 ? (byte) "ACGT".charAt(random.nextInt(4)) : letters[i - (1 << 12)];
        }
        text.write(">g" + contig + "\n" + new String(letters, StandardCharsets.US_ASCII) + "\n");
      }
    }
    Path single = folder.resolve("single.agc");
    CreateOptions options =
        CreateOptions.builder()
            .parameters(21, 20, 60_000, 1)
            .modes(new Modes(false, true, 0))
            .threads(2)
            .build();
    Fasta.create(single, List.of(file("first.fa", ">first\nACGTTGCATT\n")), options);
    ArchiveWriter writer = new ArchiveWriter(options);
    try (writer) {
      writer.appendInPlace(single, writer.files(List.of(many)), done -> {});
    }
    long peak =
        writer.memory().children().stream()
            .filter(child -> child.name().equals("contigs"))
            .findFirst()
            .orElseThrow()
            .peakBytes();
    // All are 8 MB at two bits per base; read ahead are 4 MiB at most, besides the current one.
    assertTrue(peak < 7_000_000, "peak=" + peak);
  }

  @Test
  void appendingNothingKeepsEverything() throws IOException {
    Path out = folder.resolve("out.agc");
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
      writer.append(archive, out, writer.files(List.of()), done -> {});
    }
    assertEquals(Fasta.extract(archive, 1).keySet(), Fasta.extract(out, 1).keySet());
  }

  @Test
  void neighboursOfOneShortNameAreOneSample() throws IOException {
    Path pan =
        file(
            "pan.fa",
            ">a one\nACGTACGTTTGACCA\n>a two\nGGGTTTACAC\n>b\nACGT\n>c\nTTTT\n>d x\nA\n>d y\nCC\n");
    CreateOptions options =
        CreateOptions.builder().parameters(17, 20, 500, 2).modes(new Modes(false, true, 0)).build();
    Path target = folder.resolve("pan.agc");
    Fasta.create(target, List.of(pan), options);
    assertEquals(List.of("a", "b", "c", "d"), List.copyOf(Fasta.extract(target, 1).keySet()));
    assertEquals(">d x\nA\n>d y\nCC\n", Fasta.shown(Fasta.extract(target, 1).get("d")));
    Path more = file("more.fa", ">e\nACGT\n>b\nAA\n");
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> writer.appendInPlace(target, writer.files(List.of(more)), done -> {}));
      assertTrue(e.getMessage().contains("more.fa: sample b is already"), e.getMessage());
    }
    assertEquals(4, Fasta.extract(target, 1).size());
    Path rest = file("rest.fa", ">e\nACGT\n>f\nAA\n>g\nGG\n");
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.appendInPlace(target, writer.files(List.of(rest)), done -> {});
    }
    assertEquals(
        List.of("a", "b", "c", "d", "e", "f", "g"), List.copyOf(Fasta.extract(target, 1).keySet()));
  }
}
