package io.github.agc4j.internal.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.Salvage;
import io.github.agc4j.Verifier;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.StrandMark;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What archives have of texts beside names and codes: its bytes, how it is found, its loss. */
class StoredTextsTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 3).build();

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path archive(CreateOptions options, Path... files) throws IOException {
    Path archive = folder.resolve("x.agc");
    Fasta.create(archive, List.of(files), options);
    return archive;
  }

  private static String part(Path path, String stream, long part) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        PartCopy copy = archive.part(archive.directory().stream(stream), part)) {
      byte[] data = copy.data().toArray(ValueLayout.JAVA_BYTE);
      return copy.metadata() + ": " + HexFormat.ofDelimiter(" ").formatHex(data);
    }
  }

  private static long parts(Path path, String stream) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget)) {
      return archive.directory().parts(archive.directory().stream(stream));
    }
  }

  private static String digest(String text) throws Exception {
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.ofDelimiter(" ").formatHex(sha256, 0, 8);
  }

  @Test
  void partsFollowTheGrammar() throws Exception {
    String first = ">a\nACGT\nac\n>b\r\nA-\r\n";
    String second = "\n>c\nAC\nG\nT\n>d\nAAA\n>e\nCCC\n";
    Path archive = archive(OPTIONS, file("s.fa", first), file("t.fa", second));
    // Contig, position, rows, bytes of text, of frame; sample 0 with a digest and two items: one
    // contig in lines of 4 with LF, the rest in one line each with CR LF; sample 1 further on, with
    // a digest and 3 bytes of lines in front, none, LF, once; two items: a contig of other lines,
    // the rest; both digests.
    String head = "0: 00 00 02 1e 00 ";
    String ofFirst = "00 01 02 02 04 0a 00 00 21 ";
    String ofSecond = "01 05 03 00 0a 01 02 03 09 00 0a 01 02 0a 01 01 0a 02 00 00 0a ";
    assertEquals(
        head + ofFirst + ofSecond + digest(first) + " " + digest(second),
        part(archive, StreamNames.LAYOUTS, 0));
    assertEquals("0: 00 04 01 02 00 00 01", part(archive, StreamNames.LOWER_CASE, 0));
    assertEquals(0, parts(archive, StreamNames.MASKS));
    assertEquals("0: 01 01 01 03 00 00 00 2d", part(archive, StreamNames.SYMBOLS, 0));
    assertEquals(first, Fasta.shown(Fasta.extract(archive, 1).get("s")));
    assertEquals(second, Fasta.shown(Fasta.extract(archive, 1).get("t")));
  }

  @Test
  void whatIsNotToBeKeptIsNot() throws IOException {
    String text = ">a\nAC-gt\nTT\n";
    Path file = file("s.fa", text);
    for (KeptText kept :
        List.of(
            KeptText.ALL,
            new KeptText(true, true, false),
            new KeptText(true, false, true),
            new KeptText(true, false, false),
            KeptText.NONE)) {
      CreateOptions options = OPTIONS.toBuilder().keptText(kept).replace(true).build();
      Path archive = archive(options, file);
      String letters = kept.letterCase() ? "AC-gtTT" : kept.symbols() ? "AC-GTTT" : "ACGTTT";
      String expected =
          ">a\n"
              + (kept.layout() ? letters.substring(0, 5) + "\n" + letters.substring(5) : letters);
      assertEquals(expected + "\n", Fasta.shown(Fasta.extract(archive, 1).get("s")), kept.text());
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
        assertEquals(kept, reader.keptText());
        assertFalse(reader.keptText().hasLosses());
        List<String> digests = new ArrayList<>();
        reader.fileDigests(SampleIndexes.of(0), 1, (from, to, sum) -> digests.add(sum));
        assertEquals(kept.isAll() ? 1 : 0, digests.size());
      }
    }
  }

  /** Letters whose case changes often, so that there are many parts. */
  private static String masked(Random random, int length) {
    StringBuilder text = new StringBuilder();
    boolean isLower = false;
    while (text.length() < length) {
      int run = 1 + random.nextInt(12);
      for (int i = 0; i < run; i++) {
        char letter = "ACGT".charAt(random.nextInt(4));
        text.append(isLower ? Character.toLowerCase(letter) : letter);
      }
      isLower = !isLower;
    }
    text.setLength(length);
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 64 << 20})
  void rangesOfManyPartsAreFoundByPosition(long cacheBytes) throws IOException {
    Random random = new Random(5);
    List<String> contigs = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int sample = 0; sample < 3; sample++) {
      StringBuilder text = new StringBuilder();
      for (int contig = 0; contig < 3; contig++) {
        // In the second sample nothing but the last contig is masked.
        String letters = masked(random, 150_000);
        letters = sample == 1 && contig < 2 ? letters.toUpperCase() : letters;
        contigs.add(letters);
        text.append(">c").append(contig).append('\n').append(letters).append('\n');
      }
      files.add(file("s" + sample + ".fa", text.toString()));
    }
    Path archive = archive(OPTIONS, files.toArray(Path[]::new));
    assertTrue(parts(archive, StreamNames.MASKS) + parts(archive, StreamNames.LOWER_CASE) > 8);
    try (AgcReader reader = AgcReader.open(archive, new ReadOptions(cacheBytes, 1 << 20))) {
      for (int i = 0; i < 400; i++) {
        int index = random.nextInt(contigs.size());
        int from = random.nextInt(150_000);
        int to = Math.min(150_000, from + random.nextInt(i % 10 == 0 ? 60_000 : 4000));
        byte[] letters = new byte[to - from];
        reader.fetchLetters(index / 3, index % 3, from, to, letters, 0);
        assertEquals(
            contigs.get(index).substring(from, to), new String(letters, StandardCharsets.US_ASCII));
      }
    }
  }

  static List<String> streams() {
    return GroupStreams.TEXT_NAMES;
  }

  private static void damage(Path path, String stream) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      int index = archive.directory().stream(stream);
      long at = archive.directory().offset(index, 0) + archive.directory().size(index, 0) / 2 + 1;
      file.seek(at);
      int b = file.read();
      file.seek(at);
      file.write(b ^ 8);
    }
  }

  private static String text(AgcReader reader, long sample, TextForm form) throws IOException {
    Fasta.Texts texts = new Fasta.Texts();
    try (FastaExtractor extractor = new FastaExtractor(reader, form, 2)) {
      extractor.samples(SampleIndexes.of(sample), texts);
    }
    return texts.text();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void damageIsNoticedAndLeavesTheBases(String stream) throws IOException {
    String letters = masked(new Random(8), 5000);
    String text = ">a\n" + letters.substring(0, 2000) + "--" + letters.substring(2000) + "\n";
    String other =
        ">a\n" + letters.substring(0, 3000) + letters.substring(3000).toLowerCase() + "\n";
    Path archive = archive(OPTIONS, file("s.fa", text), file("t.fa", other));
    damage(archive, stream);
    boolean areSymbols = stream.equals(StreamNames.SYMBOLS);
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      TextForm asRead = TextForm.plain(TextForm.AS_READ);
      assertThrows(
          CorruptArchiveException.class,
          () -> {
            text(reader, 0, asRead);
            text(reader, 1, asRead);
          });
      if (!areSymbols) {
        TextForm inUpper = new TextForm(80, 0, HeaderStyle.PLAIN, StrandMark.NO, true);
        assertEquals(
            symbols(text).toUpperCase(), symbols(text(reader, 0, inUpper)), "in upper case");
      }
      byte[] codes = new byte[10];
      assertEquals(10, reader.fetch(0, 0, 1996, 2006, MemorySegment.ofArray(codes)));
      assertEquals(4, codes[4], "N for what codes do not tell");
    }
    Findings found = new Findings();
    assertFalse(new Verifier(VerifyPlan.full(1), found).verify(archive).isWhole());
    assertEquals(List.of(stream + "/0"), found.parts());
    assertEquals(List.of(), found.unreadable());
    // Whether a part that cannot be read has symbols of a contig, nobody knows.
    assertEquals(areSymbols ? Set.of("s/a", "t/a") : Set.of(), found.contigs());
    assertTrue(areSymbols ? found.texts().isEmpty() : found.texts().contains("t"));
    Path saved = folder.resolve("saved.agc");
    Findings lost = new Findings();
    new Salvage(CreateOptions.DEFAULTS, lost).run(archive, saved, done -> {});
    Map<String, byte[]> held = Fasta.extract(saved, 1);
    // Of the first sample nothing proves that it has no other symbols than its codes.
    assertEquals(areSymbols ? Set.of("t") : Set.of("s", "t"), held.keySet());
    String kept = Fasta.shown(held.get("t"));
    assertEquals(symbols(other).toUpperCase(), symbols(kept).toUpperCase());
    boolean isCaseLost = stream.equals(StreamNames.LOWER_CASE) || stream.equals(StreamNames.MASKS);
    assertEquals(isCaseLost, !symbols(other).equals(symbols(kept)));
    assertTrue(lost.texts().contains("t"));
  }

  private static String symbols(String text) {
    return text.substring(text.indexOf('\n')).replace("\n", "");
  }

  /** C++ agc keeps the pairs about the archive, and drops streams that it does not know. */
  private Path withoutTexts(Path path) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    Path target = folder.resolve("dropped.agc");
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        ArchiveFileWriter writer = ArchiveFileWriter.create(target, true, budget, budget)) {
      for (int stream = 0; stream < archive.directory().streams(); stream++) {
        String name = archive.directory().name(stream);
        if (!name.startsWith("agc4j-")) {
          int added = writer.addStream(name);
          for (long part = 0; part < archive.directory().parts(stream); part++) {
            writer.keep(added, archive, stream, part);
          }
        }
      }
      writer.finish();
    }
    return target;
  }

  @Test
  void anotherProgramsAppendIsToldAndAppendsGoOn() throws IOException {
    String text = ">a\nACg-T\nACGT\n";
    Path dropped = withoutTexts(archive(OPTIONS, file("s.fa", text)));
    try (AgcReader reader = AgcReader.open(dropped, ReadOptions.DEFAULTS)) {
      assertEquals(KeptText.ALL.withLosses(), reader.keptText());
    }
    assertEquals(">a\nACGNTACGT\n", Fasta.shown(Fasta.extract(dropped, 1).get("s")));
    String more = ">b\r\nac-GT";
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      writer.appendInPlace(dropped, writer.files(List.of(file("t.fa", more))), done -> {});
    }
    assertEquals(more, Fasta.shown(Fasta.extract(dropped, 1).get("t")));
    assertEquals(">a\nACGNTACGT\n", Fasta.shown(Fasta.extract(dropped, 1).get("s")));
    try (AgcReader reader = AgcReader.open(dropped, ReadOptions.DEFAULTS)) {
      assertEquals(KeptText.ALL.withLosses(), reader.keptText());
    }
    VerifySummary summary = new Verifier(VerifyPlan.full(1), new Findings()).verify(dropped);
    assertTrue(summary.isWhole());
    assertTrue(summary.lostTexts());
  }

  @Test
  void digestsOfFilesOfSeveralSamplesGoWithAllOfThem() throws IOException {
    Path file = file("all.fa", ">a\nAC\n>b\nGT\n>c\nTT\n");
    Path archive = archive(OPTIONS.toBuilder().concatenated(true).build(), file);
    for (SampleIndexes chosen : List.of(SampleIndexes.range(0, 3), SampleIndexes.of(0, 2))) {
      Path part = folder.resolve("part" + chosen.size() + ".agc");
      try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
        writer.rewrite(archive, part, CopiedSamples.of(chosen), done -> {});
      }
      List<String> told = new ArrayList<>();
      try (AgcReader reader = AgcReader.open(part, ReadOptions.DEFAULTS)) {
        reader.fileDigests(
            SampleIndexes.range(0, reader.samples()),
            1,
            (from, to, sum) -> told.add(from + "-" + to));
      }
      assertEquals(chosen.size() == 3 ? List.of("0-2") : List.of(), told);
      assertTrue(new Verifier(VerifyPlan.full(1), new Findings()).verify(part).isWhole());
    }
    byte[] all = Files.readAllBytes(file);
    assertArrayEquals(
        Arrays.copyOf(all, 6), Fasta.extract(folder.resolve("part2.agc"), 1).get("a"));
  }
}
