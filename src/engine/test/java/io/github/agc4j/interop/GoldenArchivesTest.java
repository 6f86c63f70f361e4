package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.ArchiveContent;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.GoldenCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenArchivesTest {
  @ParameterizedTest
  @MethodSource("io.github.agc4j.testing.GoldenCase#all")
  void decodesEverySampleOfArchivesOfCppAgc(GoldenCase golden) throws Exception {
    Map<String, String> expected = golden.expectedSums();
    for (Path archive : golden.archives()) {
      for (int threads : new int[] {1, 3}) {
        Map<String, byte[]> samples = Fasta.extract(archive, threads);
        assertFalse(samples.isEmpty());
        for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
          assertEquals(
              expected.get(sample.getKey() + ".fa"),
              sha256(sample.getValue()),
              archive + " " + sample.getKey());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.agc4j.testing.GoldenCase#all")
  void listsSamplesContigsAndCommandsOfArchivesOfCppAgc(GoldenCase golden) throws IOException {
    for (int step = 0; step < golden.archives().size(); step++) {
      Path archive = golden.archives().get(step);
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
        List<String> expected = golden.samples().get(step);
        List<String> commands = golden.commands().subList(0, step + 1);
        boolean isOld = reader.parameters().version() < 3000;
        assertEquals(
            isOld ? commands : List.of(),
            reader.commands().stream().map(RecordedCommand::line).toList());
        List<String> names = new ArrayList<>();
        Map<String, byte[]> texts = Fasta.extract(archive, 1);
        for (long sample = 0; sample < reader.samples(); sample++) {
          String name = reader.sampleName(sample);
          names.add(name);
          assertEquals(sample, reader.sampleIndex(name));
          assertEquals(headers(texts.get(name)), reader.contigNames(sample), name);
          assertEquals(reader.contigNames(sample).size(), reader.contigs(sample), name);
        }
        assertEquals(expected, names);
      }
    }
  }

  private static List<String> headers(byte[] fasta) {
    return new String(fasta, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(">"))
        .map(line -> line.substring(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("io.github.agc4j.testing.GoldenCase#sound")
  void createsTheSamePartsAsCppAgc(GoldenCase golden, @TempDir Path folder) throws IOException {
    Map<String, List<String>> expected = ArchiveContent.of(golden.created());
    for (int threads = 1; threads <= 3; threads += 2) {
      Path archive = folder.resolve("t" + threads + ".agc");
      Fasta.create(archive, golden.inputs(), options(golden).toBuilder().threads(threads).build());
      assertEquals(expected, ArchiveContent.of(archive), "threads=" + threads);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("io.github.agc4j.testing.GoldenCase#sound")
  void writesTheSameBytesWithEveryNumberOfThreadsAndLittleMemory(
      GoldenCase golden, @TempDir Path folder) throws IOException {
    Path first = folder.resolve("1.agc");
    Fasta.create(first, golden.inputs(), options(golden));
    Path second = folder.resolve("2.agc");
    Fasta.create(
        second,
        golden.inputs(),
        options(golden).toBuilder().threads(4).memoryBytes(CreateOptions.MEMORY_MIN).build());
    assertEquals(-1, Files.mismatch(first, second));
  }

  private static CreateOptions options(GoldenCase golden) {
    return CreateOptions.builder()
        .parameters(
            golden.option("-k", 31),
            golden.option("-l", 20),
            golden.option("-s", 60_000),
            golden.option("-b", 50))
        .modes(golden.modes())
        .keptText(KeptText.NONE)
        .build();
  }

  @ParameterizedTest
  @MethodSource("io.github.agc4j.testing.GoldenCase#chains")
  void extendsArchivesOfCppAgc(GoldenCase golden, @TempDir Path folder) throws Exception {
    Path last = golden.archives().getLast();
    Map<String, byte[]> all = Fasta.extract(last, 1);
    for (int step = 0; step < golden.archives().size() - 1; step++) {
      Path first = golden.archives().get(step);
      List<Path> inputs = new ArrayList<>();
      for (String name : golden.samples().getLast()) {
        if (!golden.samples().get(step).contains(name)) {
          inputs.add(Files.write(folder.resolve(name + ".fasta"), all.get(name)));
        }
      }
      Path copy = folder.resolve(step + "-copied.agc");
      Path inPlace = Files.copy(first, folder.resolve(step + "-in-place.agc"));
      try (ArchiveWriter writer =
          new ArchiveWriter(options(golden).toBuilder().threads(2).build())) {
        writer.append(first, copy, writer.files(inputs), done -> {});
      }
      try (ArchiveWriter writer = new ArchiveWriter(options(golden))) {
        writer.appendInPlace(inPlace, writer.files(inputs), done -> {});
      }
      assertSamples(golden, copy);
      assertSamples(golden, inPlace);
      assertEquals(
          ArchiveContent.withoutPlaces(copy),
          ArchiveContent.withoutPlaces(inPlace),
          "step " + step);
    }
  }

  private static void assertSamples(GoldenCase golden, Path archive) throws Exception {
    Map<String, byte[]> samples = Fasta.extract(archive, 2);
    assertEquals(golden.samples().getLast(), List.copyOf(samples.keySet()));
    for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
      assertEquals(
          golden.expectedSums().get(sample.getKey() + ".fa"),
          sha256(sample.getValue()),
          archive + " " + sample.getKey());
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1.1-append",
        "v2.1-append",
        "v2.1-a",
        "v3.0-append",
        "v3.2.2-b3-12samples",
        "v3.2.2-tiny-contigs",
        "v3.2.2-append-across-batches"
      })
  void answersRangesLikeTheWholeContig(String name) throws IOException {
    Random random = new Random(7);
    for (Path archive : GoldenCase.named(name).archives()) {
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
          FastaExtractor extractor = new FastaExtractor(reader, 1 << 20, 1)) {
        for (int i = 0; i < 60; i++) {
          long sample = random.nextLong(reader.samples());
          List<String> contigs = reader.contigNames(sample);
          int contig = random.nextInt(contigs.size());
          long length = reader.contigLength(sample, contig);
          String query = contigs.get(contig).split("[ \t]")[0] + "@" + reader.sampleName(sample);
          String whole = extracted(extractor, query);
          assertEquals(length, whole.length(), query);
          if (length > 0) {
            long from = random.nextLong(length);
            long to = from + random.nextLong(length);
            String expected = whole.substring((int) from, (int) Math.min(length, to + 1));
            assertEquals(expected, extracted(extractor, query + ":" + from + "-" + to), query);
          }
        }
      }
    }
  }

  private static String extracted(FastaExtractor extractor, String query) throws IOException {
    Fasta.Texts texts = new Fasta.Texts();
    extractor.contigs(List.of(ContigQuery.parse(query)), texts);
    return texts.text().lines().skip(1).findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "truncated-last-byte",
        "truncated-in-footer",
        "truncated-in-data",
        "footer-size-huge",
        "part-offset-beyond-file",
        "zstd-frame-broken"
      })
  void reportsDamagedArchives(String name) {
    Path archive = GoldenCase.damaged().folder().resolve(name + ".agc");
    CorruptArchiveException e =
        assertThrows(CorruptArchiveException.class, () -> Fasta.extract(archive, 1));
    assertEquals(true, e.getMessage().contains(name), e.getMessage());
  }

  @Test
  void readsWhatIsWholeOfADamagedArchive() throws Exception {
    Path archive = GoldenCase.damaged().folder().resolve("zstd-frame-broken.agc");
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, 80, 1)) {
      Fasta.Texts texts = new Fasta.Texts();
      extractor.samples(SampleIndexes.of(0), texts);
      String expected = GoldenCase.damaged().expectedSums().get(reader.sampleName(0) + ".fa");
      assertEquals(expected, sha256(texts.text().getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @Test
  void givesBackWhatItWasGiven(@TempDir Path folder) throws IOException {
    GoldenCase golden = GoldenCase.named("v3.2.2-iupac-nruns-lowercase");
    Path archive = folder.resolve("a.agc");
    Fasta.create(archive, golden.inputs(), options(golden));
    Map<String, byte[]> samples = Fasta.extract(archive, 2);
    for (Path input : golden.inputs()) {
      String name = io.github.agc4j.internal.write.input.SampleNames.of(input);
      assertArrayEquals(Fasta.normalized(Fasta.text(input)), samples.get(name), name);
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
