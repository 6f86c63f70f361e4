package io.github.agc4j.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.Salvage;
import io.github.agc4j.Verifier;
import io.github.agc4j.info.VerifyListener;
import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.ArchiveContent;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.HostileText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a text has, they come back, through any chain of commands. More runs with {@code
 * -Dagc4j.property.runs=1000}, others with {@code -Dagc4j.property.seed=N}.
 */
class TextTest {
  private static final int RUNS = 12;

  private static final int RANGES = 40;

  @TempDir private Path folder;

  static LongStream seeds() {
    long first = Long.getLong("agc4j.property.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("agc4j.property.runs", RUNS));
  }

  private List<Path> files(Random random, int count) throws IOException {
    List<Path> files = new ArrayList<>();
    HostileText texts = new HostileText(random);
    byte[] text = null;
    for (int i = 0; i < count; i++) {
      text =
          text == null || random.nextInt(3) == 0
              ? texts.next(1 + random.nextInt(5), 1 + random.nextInt(8000))
              : changed(text, random);
      files.add(Files.write(folder.resolve("s" + i + ".fa"), text));
    }
    return files;
  }

  /** A relative: letters of sequences are others, left out, put in, or in the other case. */
  private static byte[] changed(byte[] text, Random random) {
    ByteArrayOutputStream relative = new ByteArrayOutputStream();
    int rarity = 50 + random.nextInt(1000);
    boolean inHeader = false;
    int flipped = 0;
    int deleted = 0;
    for (byte b : text) {
      inHeader = b == '>' || inHeader && b != '\n' && b != '\r';
      if (inHeader || "ACGTacgt".indexOf(b) < 0) {
        relative.write(b);
        continue;
      }
      switch (random.nextInt(rarity)) {
        case 0 -> flipped = random.nextInt(300);
        case 1 -> deleted = random.nextInt(60);
        case 2 -> insert(relative, random);
        case 3 -> relative.write("ACGTacgt-".charAt(random.nextInt(9)));
        default -> {
          if (deleted-- <= 0) {
            relative.write(flipped-- > 0 ? b ^ 0x20 : b);
          }
        }
      }
    }
    return relative.toByteArray();
  }

  private static void insert(ByteArrayOutputStream target, Random random) {
    String letters = random.nextBoolean() ? "ACGT" : "acgt";
    for (int i = 1 + random.nextInt(80); i > 0; i--) {
      target.write(letters.charAt(random.nextInt(4)));
    }
  }

  private static CreateOptions options(Random random) {
    Profile profile = Profile.values()[1 + random.nextInt(Profile.values().length - 1)];
    CreateOptions chosen = profile.over(CreateOptions.DEFAULTS);
    return chosen.toBuilder()
        .parameters(
            chosen.kmerLength(),
            chosen.matchMin(),
            200 + random.nextInt(3000),
            1 + random.nextInt(6))
        .threads(1 + random.nextInt(3))
        .build();
  }

  private static void assertHolds(Path archive, List<Path> files, String context)
      throws IOException {
    Map<String, byte[]> held = Fasta.extract(archive, 2);
    assertEquals(files.size(), held.size(), context);
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".fa", "");
      assertEquals(Fasta.shown(Files.readAllBytes(file)), Fasta.shown(held.get(name)), context);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyByteComesBack(long seed) throws Exception {
    Random random = new Random(seed);
    List<Path> files = files(random, 2 + random.nextInt(9));
    CreateOptions options = options(random);
    String context = "seed=" + seed + " " + options;
    int first = 1 + random.nextInt(files.size());
    Path archive = folder.resolve("a.agc");
    Fasta.create(archive, files.subList(0, first), options);
    assertHolds(archive, files.subList(0, first), context);
    Path extended = folder.resolve("b.agc");
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.append(
          archive, extended, writer.files(files.subList(first, files.size())), done -> {});
    }
    assertHolds(extended, files, context);
    for (Path file : files.subList(first, files.size())) {
      try (ArchiveWriter writer = new ArchiveWriter(options)) {
        writer.appendInPlace(archive, writer.files(List.of(file)), done -> {});
      }
    }
    assertHolds(archive, files, context);
    Path atOnce = folder.resolve("once.agc");
    Fasta.create(atOnce, files, options);
    assertEquals(
        ArchiveContent.withoutPlaces(atOnce), ArchiveContent.withoutPlaces(extended), context);
    assertSameSymbols(archive, files, random, context);
    assertProven(archive, files, context);
    assertPartHolds(extended, files, random, context);
  }

  /** Letters, masks and lengths of ranges, as an independent reader of the text has them. */
  private static void assertSameSymbols(
      Path archive, List<Path> files, Random random, String context) throws IOException {
    ReadOptions little = new ReadOptions(1 << 14, 1);
    try (AgcReader reader =
        AgcReader.open(archive, random.nextBoolean() ? little : ReadOptions.DEFAULTS)) {
      for (int sample = 0; sample < files.size(); sample++) {
        List<HostileText.Contig> contigs =
            HostileText.records(Files.readAllBytes(files.get(sample)));
        assertEquals(contigs.size(), reader.contigs(sample), context);
        for (int contig = 0; contig < contigs.size(); contig++) {
          byte[] symbols = contigs.get(contig).symbols();
          assertEquals(symbols.length, reader.contigLength(sample, contig), context);
          // So many that packs are written out as sequences meanwhile.
          for (int range = 0; range < RANGES; range++) {
            int from = random.nextInt(symbols.length + 1);
            int to = from + random.nextInt(symbols.length - from + 1);
            to = range == 0 ? to : Math.min(to, from + 300);
            assertSameRange(reader, sample, contig, from, to, symbols, context);
          }
        }
      }
    }
  }

  private static void assertSameRange(
      AgcReader reader, int sample, int contig, int from, int to, byte[] symbols, String context)
      throws IOException {
    String range = context + " " + sample + ":" + contig + ":" + from + "-" + to;
    byte[] found = new byte[to - from];
    assertEquals(found.length, reader.fetchLetters(sample, contig, from, to, found, 0));
    assertArrayEquals(Arrays.copyOfRange(symbols, from, to), found, range);
    boolean[] lower = new boolean[symbols.length];
    reader.mask(
        sample, contig, from, to, (start, end) -> Arrays.fill(lower, (int) start, (int) end, true));
    for (int i = from; i < to; i++) {
      assertEquals(symbols[i] >= 'a' && symbols[i] <= 'z', lower[i], range);
    }
  }

  private static void assertProven(Path archive, List<Path> files, String context)
      throws Exception {
    assertTrue(
        new Verifier(VerifyPlan.full(2), new VerifyListener() {}).verify(archive).isWhole(),
        context);
    List<String> expected = new ArrayList<>();
    for (Path file : files) {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      expected.add(HexFormat.of().formatHex(sum));
    }
    List<String> found = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      reader.fileDigests(
          SampleIndexes.range(0, reader.samples()), 2, (first, last, sum) -> found.add(sum));
    }
    assertEquals(expected, found, context);
  }

  private void assertPartHolds(Path archive, List<Path> files, Random random, String context)
      throws IOException {
    List<Path> chosen = new ArrayList<>();
    SampleIndexes.Builder indexes = new SampleIndexes.Builder();
    for (int i = 0; i < files.size(); i++) {
      if (random.nextBoolean() || i == files.size() - 1) {
        chosen.add(files.get(i));
        indexes.add(i);
      }
    }
    Path part = folder.resolve("part.agc");
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
      writer.rewrite(archive, part, CopiedSamples.of(indexes.inOrder()), done -> {});
    }
    assertHolds(part, chosen, context);
    Path saved = folder.resolve("saved.agc");
    new Salvage(CreateOptions.DEFAULTS, new VerifyListener() {}).run(part, saved, done -> {});
    assertHolds(saved, chosen, context);
    assertTrue(
        new Verifier(VerifyPlan.full(1), new VerifyListener() {}).verify(saved).isWhole(), context);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void recordsOfOneFileAreSamplesThatMakeItAgain(long seed) throws Exception {
    Random random = new Random(-seed);
    byte[] text = new HostileText(random).next(1 + random.nextInt(40), 500);
    Path file = Files.write(folder.resolve("all.fa"), text);
    CreateOptions options = options(random).toBuilder().concatenated(true).build();
    if (HostileText.records(text).stream().anyMatch(contig -> sampleName(contig).isEmpty())) {
      return;
    }
    Path archive = folder.resolve("c.agc");
    Fasta.create(archive, List.of(file), options);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Fasta.extract(archive, 2).values().forEach(all::writeBytes);
    assertEquals(Fasta.shown(text), Fasta.shown(all.toByteArray()), "seed=" + seed);
    assertProven(archive, List.of(file), "seed=" + seed);
  }

  private static String sampleName(HostileText.Contig contig) {
    return contig.name().split("[ \\t]", 2)[0];
  }

  /** A sample that leaves its last line open does not swallow the header of the next one. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(ints = {0, 1})
  void samplesInOneTextBeginLines(int gzipLevel) throws IOException {
    Path open = Files.writeString(folder.resolve("open.fa"), ">a\nACGT");
    Path next = Files.writeString(folder.resolve("next.fa"), ">b\r\nAC-gt\r\n\r\n");
    Path archive = folder.resolve("a.agc");
    Fasta.create(archive, List.of(open, next), CreateOptions.DEFAULTS);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    TextForm form =
        new TextForm(TextForm.AS_READ, gzipLevel, io.github.agc4j.query.HeaderStyle.PLAIN);
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, form, 2)) {
      extractor.samples(SampleIndexes.of(0, 1, 0), new OneText(text));
    }
    Path written = Files.write(folder.resolve("all.gz"), text.toByteArray());
    assertEquals(">a\nACGT\n>b\r\nAC-gt\r\n\r\n>a\nACGT", Fasta.shown(Fasta.text(written)));
  }

  private record OneText(ByteArrayOutputStream out) implements FastaOutput {
    @Override
    public boolean isOneText() {
      return true;
    }

    @Override
    public void startSample(String name) {}

    @Override
    public void write(ByteBuffer text) {
      byte[] piece = new byte[text.remaining()];
      text.get(piece);
      out.writeBytes(piece);
    }

    @Override
    public void endSample() {}
  }
}
