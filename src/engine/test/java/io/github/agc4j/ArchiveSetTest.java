package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.RangeException;
import io.github.agc4j.error.UnknownNameException;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.ShardOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.Strand;
import io.github.agc4j.query.StrandMark;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.source.ArchiveSet;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set of archives is read as the one archive that they would be merged to. */
class ArchiveSetTest {
  private static final ShardOptions SHARDS = new ShardOptions(4, 3);
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 16, 700, 4).threads(2).build();

  @TempDir private static Path folder;
  private static List<Path> files;
  private static Path set;
  private static Path merged;

  @BeforeAll
  static void write() throws IOException {
    files = new RandomCollection(new Random(8)).write(folder, 13, 5000);
    set = folder.resolve("set");
    merged = folder.resolve("merged.agc");
    write(AgcWriter.createSet(set, SHARDS, OPTIONS));
    write(AgcWriter.createInShards(merged, SHARDS, OPTIONS));
  }

  private static void write(AgcWriter opened) throws IOException {
    try (AgcWriter writer = opened) {
      writer.annotateWith(new Annotations(Map.of("of", "all"), name -> Map.of("is", name)));
      for (Path file : files) {
        writer.add(file);
      }
      writer.commit();
    }
    assertEquals(0, opened.memory().currentBytes());
  }

  /** What can be asked of a reader. */
  private interface Question {
    Object ask(AgcReader reader) throws IOException;
  }

  private void assertSame(Question question) throws IOException {
    Object expected;
    try (AgcReader reader = AgcReader.open(merged, ReadOptions.DEFAULTS)) {
      assertFalse(reader.isSet());
      expected = question.ask(reader);
    }
    try (AgcReader reader = AgcReader.open(set, ReadOptions.DEFAULTS)) {
      assertTrue(reader.isSet());
      assertEquals(expected, question.ask(reader));
    }
  }

  @Test
  void namesAndMetadataAreTheSame() throws IOException {
    assertSame(
        reader -> {
          List<Object> all = new ArrayList<>();
          for (long sample = 0; sample < reader.samples(); sample++) {
            all.add(reader.sampleName(sample));
            all.add(reader.sampleIndex(reader.sampleName(sample)));
            all.add(reader.contigNames(sample));
            all.add(reader.contigs(sample));
            all.add(reader.annotations().ofSample(sample));
            all.add(reader.md5s(sample));
            for (int contig = 0; contig < reader.contigs(sample); contig++) {
              all.add(reader.contigLength(sample, contig));
              all.add(reader.isAllLetters(sample, contig));
            }
          }
          all.add(reader.samples("s0*"));
          all.add(reader.samples("s003"));
          all.add(reader.hasSample("none"));
          all.add(reader.annotations().ofArchive());
          reader.forEachSampleByName(all::add);
          return all;
        });
  }

  @Test
  void digestsAndLettersAreTheSame() throws IOException {
    assertSame(
        reader -> {
          List<Object> all = new ArrayList<>();
          SampleIndexes some = SampleIndexes.of(0, 12, 3, 4, 11, 2);
          reader.digests(
              some, 2, (sample, digests) -> all.add(sample + digests.contig(0).refgetName()));
          reader.md5s(some, 1, (sample, md5s) -> all.add(sample + md5s.of(0)));
          reader.fileDigests(
              SampleIndexes.range(0, 13), 2, (first, last, sum) -> all.add(first + sum + last));
          List<ContigRange> ranges = new ArrayList<>();
          for (long sample : some) {
            reader.mask(sample, 0, 0, Long.MAX_VALUE, (from, to) -> all.add(from + " " + to));
            long length = reader.contigLength(sample, 0);
            byte[] letters = new byte[(int) length];
            reader.fetchLetters(sample, 0, 0, length, letters, 0);
            all.add(Fasta.shown(letters));
            ranges.add(new ContigRange(sample, 0, length / 3, length));
          }
          RangeOptions options = new RangeOptions(1, 1 << 20, true);
          RangeLetters.read(reader, ranges, options, letters -> all.add(Fasta.shown(letters)));
          reader.fetchAll(
              ranges, options, (index, codes) -> all.add(index + " " + codes.byteSize()));
          return all;
        });
  }

  @Test
  void samplesAreExtractedByteForByte() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString().replaceAll("\\.fa.*", "");
      expected.put(name, Fasta.shown(Fasta.text(file)));
    }
    Map<String, String> held = new TreeMap<>();
    Fasta.extract(set, 2).forEach((name, text) -> held.put(name, Fasta.shown(text)));
    assertEquals(expected, held);
  }

  @Test
  void whatCannotBeReadIsToldWithItsNumber() throws IOException {
    try (AgcReader reader = AgcReader.open(set, ReadOptions.DEFAULTS)) {
      List<ContigRange> ranges =
          List.of(
              new ContigRange(0, 0, 0, 5),
              new ContigRange(12, 0, 0, 5),
              new ContigRange(11, 999, 0, 5));
      RangeException refused =
          assertThrows(
              RangeException.class,
              () -> reader.fetchAll(ranges, RangeOptions.DEFAULTS, (index, codes) -> {}));
      assertEquals(2, refused.index());
      assertTrue(refused.getMessage().contains("(sample 11, contig 999,"), "" + refused);
      List<Long> passed = new ArrayList<>();
      List<ContigRange> nowhere =
          List.of(ranges.get(0), ranges.get(1), new ContigRange(99, 0, 0, 5), ranges.get(0));
      refused =
          assertThrows(
              RangeException.class,
              () -> reader.fetchAll(nowhere, RangeOptions.DEFAULTS, (i, codes) -> passed.add(i)));
      assertEquals(2, refused.index());
      assertEquals(List.of(0L, 1L), passed);
      assertTrue(refused.getMessage().endsWith("there are 13 samples"), "" + refused);
      assertThrows(IndexOutOfBoundsException.class, () -> reader.sampleName(13));
      assertThrows(UnknownNameException.class, () -> reader.sampleIndex("none"));
      assertThrows(UnknownNameException.class, () -> reader.samples("none*"));
    }
  }

  @Test
  void aSetIsNotReplacedAndNothingIsLeftOfOneThatFails() throws IOException {
    try (AgcWriter writer = AgcWriter.createSet(set, SHARDS, OPTIONS)) {
      files.forEach(file -> assertAdded(writer, file));
      assertThrows(FileAlreadyExistsException.class, writer::commit);
    }
    Path bad = Files.writeString(folder.resolve("bad.fa"), ">c\nAC\0GT\n");
    List<Path> before = inFolder();
    try (AgcWriter writer = AgcWriter.createSet(folder.resolve("other"), SHARDS, OPTIONS)) {
      files.forEach(file -> assertAdded(writer, file));
      writer.add(bad);
      assertThrows(IOException.class, writer::commit);
    }
    assertEquals(before, inFolder());
  }

  private static void assertAdded(AgcWriter writer, Path file) {
    try {
      writer.add(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> inFolder() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "agc4j-set\t2\nbase.agc\t0\n",
        "agc4j-set\t1\n",
        "agc4j-set\t1\nbase.agc\n",
        "agc4j-set\t1\nbase.agc\tx\n",
        "agc4j-set\t1\nbase.agc\t-1\n",
        "agc4j-set\t1\nbase.agc\t0\nbase.agc\t0\n",
        "agc4j-set\t1\n../merged.agc\t0\n",
        "agc4j-set\t1\nbase.agc\t4\n",
        "agc4j-set\t1\nmissing.agc\t0\n"
      })
  void anIndexThatIsNoneIsRefused(String text) throws IOException {
    Path broken = Files.createTempDirectory(folder, "broken");
    Files.copy(set.resolve("base.agc"), broken.resolve("base.agc"));
    Files.writeString(broken.resolve(ArchiveSet.INDEX), text);
    IOException refused =
        assertThrows(IOException.class, () -> AgcReader.open(broken, ReadOptions.DEFAULTS));
    assertTrue(refused.getMessage().contains(broken.toString()), refused.getMessage());
  }

  private static int open(AgcReader reader) {
    return reader.memory().children().stream()
        .filter(child -> child.name().equals("archives of the set"))
        .mapToInt(child -> child.children().size())
        .sum();
  }

  @Test
  void anArchiveIsOpenedWhenItIsAskedFor() throws IOException {
    try (AgcReader reader = AgcReader.open(set, ReadOptions.DEFAULTS)) {
      assertEquals(13, reader.samples());
      assertEquals(12, reader.sampleIndex(reader.sampleName(12)));
      reader.forEachSampleByName(sample -> {});
      assertEquals(0, open(reader));
      reader.contigs(12);
      assertEquals(1, open(reader));
      reader.contigs(0);
      assertEquals(2, open(reader));
    }
  }

  private Path copy() throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy");
    try (Stream<Path> all = Files.list(set)) {
      for (Path file : all.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  /** Names of samples, and a contig's length: of all archives. */
  private static List<Object> glance(Path path) throws IOException {
    List<Object> seen = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(path, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        seen.add(reader.sampleName(sample) + " " + reader.contigLength(sample, 0));
      }
    }
    return seen;
  }

  @Test
  void namesThatAreLostDamagedOrOldAreReadFromTheArchives() throws IOException {
    List<Object> expected = glance(merged);
    Path copy = copy();
    Path names = copy.resolve(ArchiveSet.NAMES);
    byte[] whole = Files.readAllBytes(names);
    Random random = new Random(4);
    for (int i = 0; i < 20; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(names, damaged);
      assertEquals(expected, glance(copy));
      Files.write(names, Arrays.copyOf(whole, random.nextInt(whole.length)));
      assertEquals(expected, glance(copy));
    }
    Files.delete(names);
    assertEquals(expected, glance(copy));

    Files.write(names, whole);
    try (AgcWriter writer = AgcWriter.appendInPlace(copy.resolve("shard4.agc"), OPTIONS)) {
      Path more = Files.writeString(folder.resolve("more.fa"), ">c\nACGTT\n");
      writer.add(more);
      writer.commit();
    }
    List<Object> extended = new ArrayList<>(expected);
    extended.add("more 5");
    assertEquals(extended, glance(copy));
  }

  @Test
  void anArchiveThatChangesWhileTheSetIsOpenIsToldOf() throws IOException {
    Path copy = copy();
    try (AgcReader reader = AgcReader.open(copy, ReadOptions.DEFAULTS)) {
      reader.contigs(0);
      Files.copy(merged, copy.resolve("shard4.agc"), StandardCopyOption.REPLACE_EXISTING);
      IOException told = assertThrows(IOException.class, () -> reader.contigs(12));
      assertTrue(told.getMessage().contains("shard4.agc: has changed"), "" + told);
      assertTrue(reader.contigs(4) > 0);
    }
  }

  @Test
  void whatIsLostHidesNothingElse() throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve("shard4.agc"));
    Files.write(
        copy.resolve("shard3.agc"),
        Arrays.copyOf(Files.readAllBytes(set.resolve("shard3.agc")), 99));
    try (AgcReader reader = AgcReader.open(copy, ReadOptions.DEFAULTS)) {
      assertEquals(13, reader.samples());
      assertTrue(reader.contigs(0) > 0);
      assertTrue(reader.contigs(4) > 0);
      assertThrows(IOException.class, () -> reader.contigs(9));
      assertThrows(IOException.class, () -> reader.contigs(12));
      assertThrows(UncheckedIOException.class, reader::keptText);
    }
  }

  @Test
  void namesThatAreNoFileAreNotNeeded() throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve(ArchiveSet.NAMES));
    Files.createDirectory(copy.resolve(ArchiveSet.NAMES));
    assertEquals(glance(merged), glance(copy));
  }

  @Test
  void aClosedSetRefusesQuestions() throws Exception {
    AgcReader reader = AgcReader.open(set, ReadOptions.DEFAULTS);
    List<Future<?>> asking = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < 3; i++) {
        asking.add(
            threads.submit(
                () -> {
                  while (true) {
                    reader.samples("s0*");
                    reader.sampleName(5);
                    reader.contigs(12);
                  }
                }));
      }
      reader.contigs(3);
      reader.close();
      for (Future<?> each : asking) {
        ExecutionException ended = assertThrows(ExecutionException.class, each::get);
        assertInstanceOf(IllegalStateException.class, ended.getCause());
      }
    }
    assertThrows(IllegalStateException.class, () -> reader.sampleName(0));
    assertThrows(IllegalStateException.class, () -> reader.sampleIndex("s003"));
    assertThrows(IllegalStateException.class, () -> reader.forEachSampleByName(sample -> {}));
    assertThrows(IllegalStateException.class, () -> reader.contigs(0));
    reader.close();
  }

  @Test
  void twoSamplesOfOneNameAreRefused() throws IOException {
    Path copy = copy();
    Files.writeString(copy.resolve(ArchiveSet.INDEX), "agc4j-set\t1\nbase.agc\t0\nshard1.agc\t2\n");
    IOException refused =
        assertThrows(IOException.class, () -> AgcReader.open(copy, ReadOptions.DEFAULTS));
    assertTrue(refused.getMessage().contains("is in another archive of the set"), "" + refused);
  }

  private static String contigs(Path path, List<ContigQuery> queries, TextForm form, int threads)
      throws IOException {
    Fasta.Texts texts = new Fasta.Texts();
    try (AgcReader reader = AgcReader.open(path, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, form, threads)) {
      extractor.contigs(queries, texts);
      assertEquals(reader.keptText(), extractor.keptText());
    }
    return texts.text();
  }

  private static String unpacked(String gzip) throws IOException {
    byte[] bytes = gzip.getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return Fasta.shown(in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void contigsAndRangesOfManyArchivesComeInTheirOrder(int threads) throws IOException {
    Random random = new Random(threads);
    List<ContigQuery> queries = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(merged, ReadOptions.DEFAULTS)) {
      for (int i = 0; i < 300; i++) {
        long sample = random.nextLong(reader.samples());
        long contig = random.nextLong(reader.contigs(sample));
        String name = AgcReader.shortName(reader.contigNames(sample).get((int) contig));
        long length = reader.contigLength(sample, contig);
        long from = random.nextLong(Math.max(1, length));
        String range =
            length == 0 || i % 10 == 0 ? "" : ":" + from + "-" + (from + random.nextInt(900));
        Strand strand = Strand.of(random.nextInt(4) == 0);
        queries.add(ContigQuery.parse(name + "@" + reader.sampleName(sample) + range).on(strand));
      }
    }
    TextForm upper = new TextForm(7, TextForm.PLAIN, HeaderStyle.AT, StrandMark.SIGN, true);
    for (TextForm form : List.of(TextForm.plain(60), upper)) {
      assertEquals(contigs(merged, queries, form, threads), contigs(set, queries, form, threads));
    }
    TextForm packed = new TextForm(60, 6, HeaderStyle.PLAIN);
    String ofSet = contigs(set, queries, packed, threads);
    String ofMerged = contigs(merged, queries, packed, threads);
    assertEquals(unpacked(ofMerged), unpacked(ofSet));
    assertTrue(ofSet.length() < 1.1 * ofMerged.length(), ofSet.length() + "");
    assertThrows(
        UnknownNameException.class,
        () -> contigs(set, List.of(ContigQuery.parse("no@s003")), TextForm.plain(60), 1));
  }

  @Test
  void theIndexIsWhatItSays() throws IOException {
    ArchiveSet read = ArchiveSet.read(set);
    assertEquals(
        List.of("agc4j-set\t1", "base.agc\t0", "shard1.agc\t3", "shard2.agc\t3"),
        read.lines().subList(0, 4));
    byte[] before = Files.readAllBytes(set.resolve(ArchiveSet.INDEX));
    read.write(set);
    assertArrayEquals(before, Files.readAllBytes(set.resolve(ArchiveSet.INDEX)));
  }
}
