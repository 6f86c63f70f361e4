package io.github.agc4j.internal.life;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.write.WriteBudgets;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.ArchiveContent;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
  private static final int SAMPLES = 10;
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 4).build();

  @TempDir private Path folder;
  private Path archive;
  private Path part;

  @BeforeEach
  void create() throws IOException {
    archive = folder.resolve("all.agc");
    part = folder.resolve("part.agc");
    Fasta.create(
        archive, new RandomCollection(new Random(8)).write(folder, SAMPLES, 9000), OPTIONS);
  }

  /** Writes samples of the archive to the part; returns after each of them how many there were. */
  private List<Long> extract(SampleIndexes samples) throws IOException, InterruptedException {
    List<Long> progress = new ArrayList<>();
    WriteBudgets budgets = WriteBudgets.of(OPTIONS);
    try (SourceArchive source = new SourceArchive(archive, budgets.total());
        ArchiveFileWriter out =
            ArchiveFileWriter.create(part, false, budgets.mappedOutput(), budgets.catalog());
        Transfer transfer = new Transfer(source.options(OPTIONS), false, budgets, out)) {
      ChangedSamples taken =
          new ChangedSamples(source, samples, ArchiveChanges.NONE, budgets.catalog());
      transfer.add(source, samples, taken, true, progress::add);
      transfer.finish(source.typeInfo());
      out.finish((file, end) -> {});
    }
    assertEquals(0, budgets.total().currentBytes());
    return progress;
  }

  @Test
  void allSamplesMakeTheSameArchive() throws Exception {
    extract(SampleIndexes.range(0, SAMPLES));
    assertEquals(ArchiveContent.withoutPlaces(archive), ArchiveContent.withoutPlaces(part));
  }

  @Test
  void someSamplesAreWhatTheyWereAndTellTheProgress() throws Exception {
    assertEquals(List.of(1L, 2L, 3L), extract(SampleIndexes.of(1, 4, 9)));
    Map<String, byte[]> all = Fasta.extract(archive, 1);
    Map<String, byte[]> some = Fasta.extract(part, 1);
    assertEquals(List.of("s001", "s004", "s009"), List.copyOf(some.keySet()));
    some.forEach((name, text) -> assertArrayEquals(all.get(name), text));
    assertTrue(Files.size(part) < Files.size(archive));
  }

  @Test
  void samplesWithoutTheReferenceAreExtractedAgainFromThePart() throws Exception {
    extract(SampleIndexes.of(3, 7));
    Path first = Files.move(part, folder.resolve("first.agc"));
    archive = first;
    extract(SampleIndexes.of(1));
    assertEquals(List.of("s007"), List.copyOf(Fasta.extract(part, 1).keySet()));
  }
}
