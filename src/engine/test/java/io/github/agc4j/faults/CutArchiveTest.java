package io.github.agc4j.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive that others cut while it is read: the truth or an error that names it, no more. */
@Timeout(120)
class CutArchiveTest {
  private static final CreateOptions OPTIONS = Profile.BACTERIA.over(CreateOptions.DEFAULTS);

  @TempDir private Path folder;
  private List<Path> inputs;
  private Path archive;
  private long size;

  @BeforeEach
  void createArchive() throws IOException {
    inputs = new RandomCollection(new Random(31)).write(folder, 6, 60_000);
    archive = folder.resolve("a.agc");
    Fasta.create(archive, inputs, OPTIONS);
    size = Files.size(archive);
  }

  private void cutTo(double share) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.setLength((long) (share * size));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.99})
  void readingGivesWhatWasThereOrNamesTheFile(double share) throws IOException {
    Map<String, byte[]> expected = Fasta.extract(archive, 1);
    List<String> failures = new ArrayList<>();
    AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
    try (reader) {
      cutTo(share);
      for (int round = 0; round < 2; round++) {
        for (long sample = 0; sample < reader.samples(); sample++) {
          readSample(reader, sample, expected, failures);
        }
      }
    }
    assertEquals(0, reader.memory().currentBytes());
    assertTrue(share == 0.99 || !failures.isEmpty());
    failures.forEach(message -> assertTrue(message.startsWith(archive + ": "), message));
  }

  private static void readSample(
      AgcReader reader, long sample, Map<String, byte[]> expected, List<String> failures) {
    try {
      StringBuilder text = new StringBuilder();
      List<String> names = reader.contigNames(sample);
      for (int contig = 0; contig < names.size(); contig++) {
        byte[] letters = new byte[(int) reader.contigLength(sample, contig)];
        reader.fetchLetters(sample, contig, 0, letters.length, letters, 0);
        text.append('>').append(names.get(contig)).append('\n');
        text.append(new String(letters, StandardCharsets.US_ASCII)).append('\n');
      }
      byte[] found = text.toString().getBytes(StandardCharsets.US_ASCII);
      assertArrayEquals(
          Fasta.relined(expected.get(reader.sampleName(sample)), Integer.MAX_VALUE), found);
    } catch (IOException e) {
      failures.add(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void extendingItNamesItAndLeavesNothing(double share) throws IOException {
    Path target = folder.resolve("b.agc");
    ArchiveWriter writer = new ArchiveWriter(OPTIONS);
    try (writer) {
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  writer.append(
                      archive, target, writer.samples(new CuttingSource(share)), done -> {}));
      assertTrue(e.getMessage().startsWith(archive + ": "), e.getMessage());
    }
    assertTrue(Files.notExists(target));
    assertEquals(0, writer.memory().currentBytes());
  }

  /** One sample; the archive is cut when that is asked for. */
  private final class CuttingSource implements SampleSource {
    private final double share;
    private int samples;
    private int contigs;
    private int pieces;

    private CuttingSource(double share) {
      this.share = share;
    }

    @Override
    public boolean nextSample() throws IOException {
      cutTo(share);
      return samples++ == 0;
    }

    @Override
    public String sampleName() {
      return "more";
    }

    @Override
    public boolean nextContig() {
      return contigs++ == 0;
    }

    @Override
    public String contigName() {
      return "c";
    }

    @Override
    public int read(byte[] letters) {
      letters[0] = 'A';
      return pieces++ == 0 ? 1 : -1;
    }
  }
}
