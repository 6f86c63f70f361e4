package io.github.agc4j.internal.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear error, and leaves nothing under the archive's name. */
class ArchiveWriterTest {
  @TempDir private Path folder;
  private Path good;
  private Path archive;

  @BeforeEach
  void writeGoodInput() throws IOException {
    good = file("good.fa", ">c1\nACGTACGTTTGACCA\n");
    archive = folder.resolve("out.agc");
  }

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String failure(int threads, Path... inputs) throws IOException {
    long before = Files.list(folder).count();
    ArchiveWriter writer = new ArchiveWriter(CreateOptions.builder().threads(threads).build());
    IOException e;
    try (writer) {
      e =
          assertThrows(
              IOException.class,
              () -> writer.create(archive, writer.files(List.of(inputs)), done -> {}));
    }
    assertEquals(0, writer.memory().currentBytes(), "memory was kept");
    assertTrue(Files.notExists(archive));
    assertEquals(before, Files.list(folder).count(), "something was left behind");
    return e.getMessage();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void namesFileAndLineOfASymbolOutsideTheAlphabet(int threads) throws IOException {
    Path bad = file("bad.fa", ">c1\nACGT\n>c2\nAC\nA\0C\n");
    assertTrue(failure(threads, good, bad).contains("bad.fa:5: zero byte"));
    assertTrue(failure(threads, bad, good).contains("bad.fa:5: zero byte"));
  }

  @Test
  void readsUnknownSymbolsAsNWhenAsked() throws IOException {
    Path bad = file("bad.fa", ">c1\nACJZT\n");
    Fasta.create(archive, List.of(bad), CreateOptions.builder().unknownToN(true).build());
    assertEquals(">c1\nACNNT\n", Fasta.shown(Fasta.extract(archive, 1).get("bad")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void countsTheSymbolsThatAreReadAsN(int threads) throws IOException {
    Path bad = file("bad.fa", ">c1\nACJZT\n>c2\nAE\n");
    Path other = file("other.fa", ">c1\nJ\n");
    ArchiveWriter writer =
        new ArchiveWriter(CreateOptions.builder().unknownToN(true).threads(threads).build());
    try (writer) {
      writer.create(archive, writer.files(List.of(good, bad, other)), done -> {});
    }
    assertEquals(4, writer.counts().get(EngineCounter.UNKNOWN_AS_N));
  }

  @Test
  void tellsWhatIsLeftOutOfSequences() throws IOException {
    Path gaps = file("gaps.fa", ">c1 - *\nAC\tG T\r\nA-C*\n\n>c2\n-\n");
    List<String> warnings = new CopyOnWriteArrayList<>();
    CreateOptions agcs = CreateOptions.builder().keptText(KeptText.NONE).build();
    try (ArchiveWriter writer = new ArchiveWriter(agcs)) {
      writer.warnWith(warnings::add);
      writer.create(archive, writer.files(List.of(good, gaps)), done -> {});
    }
    assertEquals(
        List.of(
            gaps
                + ": 3 symbols that are no letters were left out (the first, '-', in line 3):"
                + " positions after it shift"),
        warnings);
  }

  @Test
  void refusesProteins() throws IOException {
    String letters = "MKVLSAEEPFQIRWNDGHTYC";
    Path protein = file("p.faa", ">p1\n" + letters + "\n>p2\n" + letters.repeat(4) + "\n");
    String told = failure(1, protein);
    assertTrue(told.contains("p.faa:2: 35 of the first 105 symbols are letters of proteins"), told);
  }

  @Test
  void saysThatAProteinMayBeMeantWhereLettersAreRefused() throws IOException {
    Path protein = file("p.faa", ">p1\nMKVLSA\n");
    CreateOptions agcs = CreateOptions.builder().keptText(KeptText.NONE).build();
    IOException e =
        assertThrows(IOException.class, () -> Fasta.create(archive, List.of(protein), agcs));
    String told = e.getMessage();
    assertTrue(told.contains("'L' is outside the alphabet, as those of proteins"), told);
  }

  @Test
  void archivesContigsOfWhichNoneHasASymbol() throws IOException {
    Fasta.create(archive, List.of(file("e.fa", ">c1\n>c2\n")), CreateOptions.DEFAULTS);
    assertEquals(">c1\n>c2\n", Fasta.shown(Fasta.extract(archive, 1).get("e")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void refusesWhatIsNotFasta(int threads) throws IOException {
    assertTrue(failure(threads, file("empty.fa", "")).contains("empty.fa: is empty"));
    assertTrue(failure(threads, file("text.fa", "hello\n")).contains("text.fa:1: not FASTA"));
    assertTrue(failure(threads, good, file("blank.fa", "\n\n")).contains("blank.fa:3: not FASTA"));
    assertTrue(
        failure(threads, good, file("header.fa", ">\nACGT\n"))
            .contains("header.fa:1: empty header"));
    assertTrue(
        failure(threads, good, file("middle.fa", ">c\nAC>GT\n"))
            .contains("middle.fa:2: '>' inside"));
    assertTrue(failure(threads, good, folder.resolve("none.fa")).contains("none.fa"));
    assertTrue(failure(threads, good, folder).contains("directory"));
  }

  @ParameterizedTest
  @CsvSource({
    "504b0304, is a zip archive",
    "efbbbf3e63, begins with a byte order mark",
    "fffe3e00, is UTF-16 text",
    "3c21444f4354595045, is an HTML page",
    "3c48544d4c, is an HTML page",
    "76657273696f6e2068747470733a2f2f6769742d6c6673, is a pointer of Git LFS",
    "40723a, is FASTQ"
  })
  void whatIsNoFastaIsToldByName(String hex, String message) throws IOException {
    Path other = Files.write(folder.resolve("x.fa"), HexFormat.of().parseHex(hex));
    assertTrue(failure(1, other).contains("x.fa: not FASTA: " + message), failure(1, other));
  }

  @Test
  void zstdFilesOfAnyNumberOfFramesAreReadAndCutOnesRefused() throws IOException {
    Random random = new Random(6);
    StringBuilder text = new StringBuilder(">c\n");
    for (int i = 0; i < 362_000; i++) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    byte[] first = Zstd.compress(text.toString().getBytes(StandardCharsets.US_ASCII), 9);
    byte[] second = Zstd.compress("\n>d\nACGT\n".getBytes(StandardCharsets.US_ASCII), 1);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Path packed = Files.write(folder.resolve("z.fa.zst"), both);
    Path plain = Files.writeString(folder.resolve("p.fa"), text + "\n>d\nACGT\n");
    Fasta.create(archive, List.of(packed, plain), CreateOptions.builder().threads(2).build());
    Map<String, byte[]> texts = Fasta.extract(archive, 1);
    assertArrayEquals(texts.get("p"), texts.get("z"));
    Files.delete(archive);
    for (int size : new int[] {5, 1000, first.length - 1, both.length - 1}) {
      Path cut = Files.write(folder.resolve("cut.fa.zst"), Arrays.copyOf(both, size));
      assertTrue(
          failure(1, good, cut).contains("cut.fa.zst: truncated or damaged zstd"), "" + size);
    }
  }

  @Test
  void refusesWhatWouldVanishOrBecomeBases() throws IOException {
    assertTrue(failure(1, file("zero.fa", ">c\nACGT\nAC\0GT\n")).contains("zero.fa:3: zero byte"));
    assertTrue(
        failure(1, file("comment.fa", ">c\nACGT\n;tag\nACGT\n"))
            .contains("comment.fa:3: a comment"));
  }

  @Test
  void namesKeepWhatIsNoExtensionUnlessAllIsDoneAsByAgc() throws IOException {
    List<Path> two = List.of(file("HG002.1", ">c\nACGT\n"), file("HG002.2", ">c\nACGA\n"));
    Fasta.create(archive, two, Profile.BACTERIA.over(CreateOptions.DEFAULTS));
    assertEquals(List.of("HG002.1", "HG002.2"), List.copyOf(Fasta.extract(archive, 1).keySet()));
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
      writer.appendInPlace(
          archive, writer.files(List.of(file("HG002.3", ">c\nACGC\n"))), done -> {});
    }
    assertEquals(
        List.of("HG002.1", "HG002.2", "HG002.3"), List.copyOf(Fasta.extract(archive, 1).keySet()));
    Path compat = folder.resolve("compat.agc");
    Fasta.create(compat, two.subList(0, 1), CreateOptions.DEFAULTS);
    assertEquals(List.of("HG002"), List.copyOf(Fasta.extract(compat, 1).keySet()));
  }

  /** Cut at the border of two blocks all that is left is right, but it is not all. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bgzfWithoutItsEndIsDubious(boolean concatenated) throws IOException {
    byte[] first = block(">c1\nACGTACGTGGGTTT\n");
    byte[] second = block(">c2\nTTTTGGGGACACAC\n");
    byte[] end = end();
    assertEquals(List.of(), warnings(concatenated, first, second, end));
    assertEquals(List.of(), warnings(concatenated, first, end, second, end));
    for (List<String> told :
        List.of(
            warnings(concatenated, first, second),
            warnings(concatenated, first),
            warnings(concatenated, first, end, second))) {
      assertEquals(1, told.size());
      assertTrue(told.getFirst().contains("b.fa.gz: the empty block is missing"), told.getFirst());
    }
  }

  private List<String> warnings(boolean concatenated, byte[]... blocks) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : blocks) {
      all.writeBytes(each);
    }
    Path input = Files.write(folder.resolve("b.fa.gz"), all.toByteArray());
    CreateOptions options =
        CreateOptions.builder().modes(new Modes(false, concatenated, 0)).replace(true).build();
    List<String> warnings = new ArrayList<>();
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.warnWith(warnings::add);
      writer.create(archive, writer.files(List.of(input)), done -> {});
    }
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.warnWith(
          text -> {
            throw new IOException(text);
          });
      if (!warnings.isEmpty()) {
        IOException e =
            assertThrows(
                IOException.class,
                () -> writer.create(archive, writer.files(List.of(input)), done -> {}));
        assertEquals(warnings.getFirst(), e.getMessage());
      }
    }
    return warnings;
  }

  private static byte[] block(String text) {
    byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
    try (Arena arena = Arena.ofConfined();
        BlockedGzip gzip = new BlockedGzip(6, MemoryBudget.root(MemoryBudget.UNLIMITED))) {
      MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_BYTE, letters);
      MemorySegment target = arena.allocate(BlockedGzip.bytesMax(letters.length));
      long size = gzip.compress(source, letters.length, target);
      return target.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static byte[] end() {
    ByteBuffer end = BlockedGzip.endOfFile();
    byte[] bytes = new byte[end.remaining()];
    end.get(bytes);
    return bytes;
  }

  @Test
  void refusesGzipThatIsCutAnywhere() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int firstMember = 0;
    for (String text : List.of(">c1\nACGTACGTGGGTTT\n", ">c2\nTTTTGGGGACACAC\n")) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(text.getBytes(StandardCharsets.US_ASCII));
      }
      firstMember = firstMember == 0 ? bytes.size() : firstMember;
    }
    byte[] whole = bytes.toByteArray();
    for (int size = 2; size < whole.length; size++) {
      Path cut = Files.write(folder.resolve("cut.fa.gz"), java.util.Arrays.copyOf(whole, size));
      if (size != firstMember) {
        assertTrue(
            failure(1, good, cut).contains("cut.fa.gz: truncated or damaged gzip"), "size=" + size);
      }
    }
  }

  @Test
  void refusesDamagedGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((">c1\n" + "ACGTTGCA".repeat(50) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] damaged = bytes.toByteArray();
    damaged[damaged.length - 6] ^= 1;
    Path file = Files.write(folder.resolve("bad.fa.gz"), damaged);
    assertTrue(failure(1, file).contains("checksum"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void refusesTheSameContigTwice(int threads) throws IOException {
    Path twice = file("twice.fa", ">c1 x\nACGT\n>c2\nA\n>c1 x\nGGGG\n");
    assertTrue(failure(threads, good, twice).contains("twice.fa: contig c1 x occurs twice"));
  }

  @Test
  void refusesTwoFilesOfOneSampleName() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other")).resolve("good.fna.gz");
    Files.copy(good, other);
    assertTrue(failure(1, good, other).contains("good.fna.gz: sample good"));
  }

  @Test
  void refusesNamesThatTheFormatCannotHold() throws IOException {
    Path names = file("names.fa", ">ab\u00e9cd\nACGT\n>ab\u00e8cdx\nA\n>ax\u00e9cdx\nACG\n");
    String told = failure(1, good, names);
    assertTrue(told.contains("names.fa:3: the format cannot hold this header"), told);
  }

  @Test
  void keepsAnExistingFileUnlessToldOtherwise() throws IOException {
    Files.writeString(archive, "mine");
    assertThrows(
        FileAlreadyExistsException.class,
        () -> Fasta.create(archive, List.of(good), CreateOptions.DEFAULTS));
    assertEquals("mine", Files.readString(archive));
    Path bad = file("bad.fa", ">c1\nA\0\n");
    CreateOptions replacing = CreateOptions.builder().replace(true).build();
    assertThrows(IOException.class, () -> Fasta.create(archive, List.of(bad), replacing));
    assertEquals("mine", Files.readString(archive));
    Fasta.create(archive, List.of(good), replacing);
    assertEquals(">c1\nACGTACGTTTGACCA\n", Fasta.shown(Fasta.extract(archive, 1).get("good")));
  }

  @Test
  void refusesAMissingFolder() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                Fasta.create(folder.resolve("none/a.agc"), List.of(good), CreateOptions.DEFAULTS));
    assertTrue(e.getMessage().contains("the folder does not exist"));
  }

  @Test
  void keepsEmptyContigsAndBlankLines() throws IOException {
    String text = "\n>e1\n>e2 \n\n>c\r\nAC\r\n\r\nGTN\n>e3";
    Fasta.create(archive, List.of(file("odd.fa", text)), CreateOptions.DEFAULTS);
    assertEquals(text, Fasta.shown(Fasta.extract(archive, 1).get("odd")));
    byte[] relined = Fasta.extract(archive, 1, 80, ReadOptions.DEFAULTS).get("odd");
    assertEquals(">e1\n>e2 \n>c\nACGTN\n>e3\n", Fasta.shown(relined));
  }

  @Test
  void readsOneLineOfMillionsOfSymbols() throws IOException {
    StringBuilder text = new StringBuilder(">c\n");
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < 3_000_001; i++) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    Path longLine = file("long.fa", text.toString());
    Fasta.create(archive, List.of(longLine), CreateOptions.builder().threads(2).build());
    byte[] expected = Files.readAllBytes(longLine);
    assertArrayEquals(expected, Fasta.extract(archive, 2).get("long"));
  }

  @Test
  void refusesParametersOutOfRange() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CreateOptions.builder().parameters(33, 20, 60_000, 50).build());
    assertTrue(e.getMessage().startsWith("kmerLength=33"));
  }

  @Test
  void acceptsZeroesButNothingElseBehindTheLastGzipMember() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(">c1\nACGT\n".getBytes(StandardCharsets.US_ASCII));
    }
    bytes.writeBytes(new byte[700]);
    Path padded = Files.write(folder.resolve("padded.fa.gz"), bytes.toByteArray());
    bytes.write(7);
    Path spoilt = Files.write(folder.resolve("spoilt.fa.gz"), bytes.toByteArray());
    assertTrue(failure(1, spoilt).contains("what follows a member is not one"));
    Fasta.create(archive, List.of(padded), CreateOptions.DEFAULTS);
    assertEquals(">c1\nACGT\n", Fasta.shown(Fasta.extract(archive, 1).get("padded")));
  }

  @Test
  @org.junit.jupiter.api.Timeout(60)
  void anErrorIsToldThoughAnotherInputNeverAnswers() throws Exception {
    Path pipe = folder.resolve("pipe.fa");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    org.junit.jupiter.api.Assumptions.assumeTrue(made.waitFor() == 0, "no mkfifo");
    Path bad = file("bad.fa", ">c1\nA\0\n");
    ArchiveWriter writer = new ArchiveWriter(CreateOptions.builder().threads(2).build());
    try (writer) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> writer.create(archive, writer.files(List.of(bad, pipe)), done -> {}));
      assertTrue(e.getMessage().contains("bad.fa:2"), e.getMessage());
    }
  }

  @Test
  void doesNotReplaceWhatIsNoRegularFile() throws Exception {
    Path pipe = folder.resolve("pipe.agc");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    org.junit.jupiter.api.Assumptions.assumeTrue(made.waitFor() == 0, "no mkfifo");
    IOException e =
        assertThrows(
            IOException.class,
            () -> Fasta.create(pipe, List.of(good), CreateOptions.builder().replace(true).build()));
    assertTrue(e.getMessage().contains("not a regular file"), e.getMessage());
    Path target = Files.writeString(folder.resolve("target.agc"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.agc"), target);
    Fasta.create(link, List.of(good), CreateOptions.builder().replace(true).build());
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(1, Fasta.extract(target, 1).size());
  }
}
