package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.collection.SampleNames;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.FastaExtractor;
import io.github.agc4j.engine.FastaOutput;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.engine.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real genomes come back. Skipped where the shared data are absent. */
class RealGenomesTest {
  private static final Path SHARED =
      Path.of(System.getProperty("agc4j.shared", "../../../shared")).toAbsolutePath();

  @ParameterizedTest(name = "{0} -k {1} -s {2}")
  @CsvSource({
    "yeast_scer, 21, 10000",
    "spneumoniae_sparc, 31, 60000",
    "saureus_crs, 31, 60000",
    "ctrachomatis_ppanggolin, 25, 20000",
    "mixed_aniclustermap, 31, 60000",
    "sarscov2_moni1k, 17, 1000",
    "sarscov2_andersen, 31, 60000",
    "encode_ENm001, 31, 60000",
    "human_C4, 31, 60000",
    "virus_mers, 21, 500",
    "virus_dengue, 17, 300",
    "yeast_special, 31, 60000",
    "misc, 19, 5000",
    "gz_originals, 32, 60000"
  })
  void extractionEqualsTheInput(String collection, int k, int segmentSize, @TempDir Path folder)
      throws Exception {
    Path packed = SHARED.resolve("data").resolve(collection + ".tar.xz");
    assumeTrue(Files.isRegularFile(packed), "the data are not there: " + packed);
    unpack(packed, folder);
    List<Path> inputs = inputs(folder.resolve(collection));
    Path archive = folder.resolve("a.agc");
    Fasta.create(
        archive,
        inputs,
        CreateOptions.DEFAULTS
            .withParameters(k, 20, segmentSize, 50)
            .withThreads(2)
            .withInput(true, false));
    Comparison comparison = new Comparison(inputs);
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, 80, 2)) {
      assertEquals(inputs.size(), reader.samples());
      extractor.samples(LongStream.range(0, reader.samples()).boxed().toList(), comparison);
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
      expected = Fasta.normalized(Fasta.text(inputs.get(name)), 80);
      compared = 0;
    }

    @Override
    public void write(ByteBuffer text) {
      int length = text.remaining();
      assertTrue(compared + length <= expected.length, sample + ": longer than the input");
      assertEquals(
          -1,
          text.mismatch(ByteBuffer.wrap(expected, compared, length)),
          sample + " behind byte " + compared);
      compared += length;
    }

    @Override
    public void endSample() {
      assertEquals(expected.length, compared, sample);
      equal++;
    }
  }
}
