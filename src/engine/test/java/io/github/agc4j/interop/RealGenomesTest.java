package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.internal.write.input.SampleNames;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real genomes come back. Skipped where the shared data are absent. */
@Tag("slow")
class RealGenomesTest {
  private static final Path SHARED =
      Path.of(System.getProperty("agc4j.shared", "../../../shared")).toAbsolutePath();

  /** So many genomes of each collection take agc's own way; all of them that of their profile. */
  private static final int INPUTS_MAX = Integer.getInteger("agc4j.shared.inputs", 6);

  @ParameterizedTest(name = "{0} -k {1} -s {2}")
  @CsvSource({
    "ctrachomatis_ppanggolin, 25, 20000",
    "mixed_aniclustermap, 31, 60000",
    "human_C4, 31, 60000",
    "virus_mers, 21, 500",
    "virus_dengue, 17, 300"
  })
  void extractionEqualsTheInput(String collection, int k, int segmentSize, @TempDir Path folder)
      throws Exception {
    extractAndCompare(collection, k, segmentSize, folder);
  }

  /** Without ENm001, for whose raw pack zstd takes half a minute at agc's level. */
  @Tag("campaign")
  @ParameterizedTest(name = "{0} -k {1} -s {2}")
  @CsvSource({
    "yeast_scer, 21, 10000",
    "spneumoniae_sparc, 31, 60000",
    "saureus_crs, 31, 60000",
    "sarscov2_moni1k, 17, 1000",
    "sarscov2_andersen, 31, 60000",
    "yeast_special, 31, 60000",
    "misc, 19, 5000",
    "gz_originals, 32, 60000"
  })
  void extractionOfLargerOnesEqualsTheInput(
      String collection, int k, int segmentSize, @TempDir Path folder) throws Exception {
    extractAndCompare(collection, k, segmentSize, folder);
  }

  private static void extractAndCompare(String collection, int k, int segmentSize, Path folder)
      throws Exception {
    List<Path> all = unpacked(collection, folder);
    List<Path> inputs = all.subList(0, Math.min(INPUTS_MAX, all.size()));
    Path archive = folder.resolve("a.agc");
    Fasta.create(
        archive,
        inputs,
        CreateOptions.builder().parameters(k, 20, segmentSize, 50).threads(2).build());
    assertHolds(archive, inputs);
  }

  /** Sizes with digests; C++ agc has none. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ctrachomatis_ppanggolin, BACTERIA, 410000",
    "mixed_aniclustermap, BACTERIA, 1150000",
    "human_C4, VIRUS, 50000",
    "virus_dengue, VIRUS, 145000",
    "virus_mers, VIRUS, 16000"
  })
  void profilesHoldTheInputsInFewBytes(
      String collection, Profile profile, long bytesMax, @TempDir Path folder) throws Exception {
    createAndCompare(collection, profile, bytesMax, folder);
  }

  /** The same of more and larger ones. */
  @Tag("campaign")
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "spneumoniae_sparc, BACTERIA, 2000000",
    "saureus_crs, BACTERIA, 1560000",
    "yeast_scer, EUKARYOTE, 4200000",
    "encode_ENm001, BACTERIA, 7400000",
    "sarscov2_andersen, VIRUS, 225000"
  })
  void profilesHoldLargerInputsInFewBytes(
      String collection, Profile profile, long bytesMax, @TempDir Path folder) throws Exception {
    createAndCompare(collection, profile, bytesMax, folder);
  }

  private static void createAndCompare(
      String collection, Profile profile, long bytesMax, Path folder) throws Exception {
    List<Path> inputs = unpacked(collection, folder);
    Path archive = folder.resolve("a.agc");
    CreateOptions options = profile.over(CreateOptions.builder().threads(2).build());
    Fasta.create(archive, inputs, options);
    assertHolds(archive, inputs);
    assertTrue(Files.size(archive) <= bytesMax, () -> archive.toFile().length() + " bytes");
  }

  @Tag("campaign")
  @ParameterizedTest(name = "{0} -a {1} -f {2}")
  @CsvSource({"saureus_crs, false, 0", "mixed_aniclustermap, true, 0.01"})
  void everyStepOfAChainHoldsTheInputs(
      String collection, boolean adaptive, double fallback, @TempDir Path folder) throws Exception {
    List<Path> inputs = unpacked(collection, folder);
    CreateOptions options =
        CreateOptions.builder().threads(2).modes(new Modes(adaptive, false, fallback)).build();
    int third = inputs.size() / 3;
    Path first = folder.resolve("1.agc");
    Fasta.create(first, inputs.subList(0, third), options);
    assertHolds(first, inputs.subList(0, third));
    Path second = folder.resolve("2.agc");
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.append(first, second, writer.files(inputs.subList(third, 2 * third)), done -> {});
    }
    assertHolds(first, inputs.subList(0, third));
    assertHolds(second, inputs.subList(0, 2 * third));
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.appendInPlace(
          second, writer.files(inputs.subList(2 * third, inputs.size())), done -> {});
    }
    assertHolds(second, inputs);
    Path part = folder.resolve("part.agc");
    SampleIndexes chosen =
        SampleIndexes.of(LongStream.range(0, inputs.size()).filter(i -> i % 3 != 1).toArray());
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      writer.rewrite(second, part, CopiedSamples.of(chosen), done -> {});
    }
    assertHolds(part, chosen.stream().mapToObj(i -> inputs.get((int) i)).toList());
  }

  @Test
  void concatenatedGenomesComeBack(@TempDir Path folder) throws Exception {
    Path input = firstGenomes(unpacked("sarscov2_moni1k", folder).get(0), 300);
    Path archive = folder.resolve("a.agc");
    Fasta.create(
        archive,
        List.of(input),
        CreateOptions.builder()
            .parameters(21, 20, 1000, 50)
            .modes(new Modes(true, true, 0.001))
            .threads(2)
            .build());
    Map<String, byte[]> samples = Fasta.extract(archive, 2);
    assertEquals(300, samples.size());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    samples.values().forEach(all::writeBytes);
    assertArrayEquals(Fasta.text(input), all.toByteArray());
  }

  private static Path firstGenomes(Path input, int count) throws IOException {
    String text = Files.readString(input, StandardCharsets.ISO_8859_1);
    int end = 0;
    for (int i = 0; i < count; i++) {
      end = text.indexOf("\n>", end + 1);
    }
    return Files.writeString(
        input.resolveSibling("first.fa"), text.substring(0, end + 1), StandardCharsets.ISO_8859_1);
  }

  private static List<Path> unpacked(String collection, Path folder) throws Exception {
    Path packed = SHARED.resolve("data").resolve(collection + ".tar.xz");
    assumeTrue(Files.isRegularFile(packed), "the data are not there: " + packed);
    unpack(packed, folder);
    return inputs(folder.resolve(collection));
  }

  /** Whether the archive has exactly the samples of {@code inputs}, each as its file. */
  private static void assertHolds(Path archive, List<Path> inputs) throws IOException {
    Comparison comparison = new Comparison(inputs);
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, TextForm.AS_READ, 2)) {
      assertEquals(inputs.size(), reader.samples());
      extractor.samples(SampleIndexes.range(0, reader.samples()), comparison);
    }
    assertEquals(inputs.size(), comparison.equal);
  }

  private static void unpack(Path packed, Path folder) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xJf", packed.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertTrue(tar.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, tar.exitValue());
  }

  /** The FASTA files below {@code folder}; of several with the same sample name the first. */
  private static List<Path> inputs(Path folder) throws IOException {
    List<Path> inputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.matches(".*\\.(fa|fna|fasta|fas|fsa)(\\.gz)?")
            && names.add(SampleNames.of(file))
            && Files.size(file) > 0) {
          inputs.add(file);
        }
      }
    }
    return inputs;
  }

  /** Compares each sample with its file while it is written. */
  private static final class Comparison implements FastaOutput {
    private final Map<String, Path> inputs = new HashMap<>();
    private String sample;
    private byte[] expected;
    private int compared;
    private int equal;

    private Comparison(List<Path> files) {
      files.forEach(file -> inputs.put(SampleNames.of(file), file));
    }

    @Override
    public void startSample(String name) throws IOException {
      sample = name;
      expected = Fasta.text(inputs.get(name));
      compared = 0;
    }

    @Override
    public void write(ByteBuffer text) {
      int length = text.remaining();
      assertTrue(compared + length <= expected.length, sample + ": longer than the input");
      assertEquals(
          -1,
          text.mismatch(ByteBuffer.wrap(expected, compared, length)),
          sample + " after byte " + compared);
      compared += length;
    }

    @Override
    public void endSample() {
      assertEquals(expected.length, compared, sample);
      equal++;
    }
  }
}
