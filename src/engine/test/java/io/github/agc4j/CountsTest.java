package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.info.DecodedWork;
import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands take, in counts that are the same on every machine. */
class CountsTest {
  private static final int SAMPLES = 40;
  private static final int LENGTH = 60_000;
  private static final int WINDOW = 500;
  private static final int WINDOWS = 4_000;

  /** Of the collection, as this version makes it. */
  private static final long ARCHIVE_BYTES = 88_463;

  private static final long PARTS = 17;
  private static final long INDEXES = 3;

  private static Path created(Path folder) throws IOException {
    Path archive = folder.resolve("x.agc");
    create(folder, archive);
    return archive;
  }

  /** Creates the archive; what that took. */
  private static EngineCounter.Counts create(Path folder, Path archive) throws IOException {
    List<Path> inputs = new RandomCollection(new Random(8)).write(folder, SAMPLES, LENGTH);
    try (ArchiveWriter writer = new ArchiveWriter(Profile.BACTERIA.over(CreateOptions.DEFAULTS))) {
      writer.create(archive, writer.files(inputs), done -> {});
      return writer.counts();
    }
  }

  @Test
  void creatingBuildsSoManyIndexesAndWritesSoManyBytes(@TempDir Path folder) throws IOException {
    Path archive = folder.resolve("x.agc");
    EngineCounter.Counts counts = create(folder, archive);
    assertNear(ARCHIVE_BYTES, Files.size(archive), "bytes");
    assertEquals(INDEXES, counts.get(EngineCounter.INDEXES));
  }

  /** Half a percent: more is a change of what is stored, and is to be one that was meant. */
  private static void assertNear(long expected, long actual, String what) {
    assertTrue(
        Math.abs(actual - expected) <= expected / 200,
        actual + " " + what + " instead of " + expected);
  }

  @Test
  void wholeSamplesDecompressEachPartOnce(@TempDir Path folder) throws IOException {
    try (AgcReader reader = AgcReader.open(created(folder), ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, TextForm.plain(80), 2)) {
      extractor.samples(SampleIndexes.range(0, SAMPLES), new Fasta.Texts());
      DecodedWork work = reader.decoded();
      assertTrue(work.bytes() <= 1.2 * work.symbols(), work.toString());
      assertTrue(work.parts() <= PARTS, work.toString());
      assertEquals(1, work.batches());
    }
  }

  @Test
  void windowsDecompressNoPartTwiceAndNoMetadataAgain(@TempDir Path folder) throws IOException {
    try (AgcReader reader = AgcReader.open(created(folder), ReadOptions.DEFAULTS)) {
      Random random = new Random(2);
      byte[] letters = new byte[WINDOW];
      for (int i = 0; i < WINDOWS; i++) {
        long sample = random.nextInt(SAMPLES);
        long contig = random.nextLong(reader.contigs(sample));
        long length = reader.contigLength(sample, contig);
        if (length > WINDOW) {
          long from = random.nextLong(length - WINDOW);
          reader.fetchLetters(sample, contig, from, from + WINDOW, letters, 0);
        }
      }
      DecodedWork work = reader.decoded();
      assertTrue(work.parts() <= PARTS, work.toString());
      assertEquals(1, work.batches());
    }
  }
}
