package io.github.agc4j.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive that cannot be read at some place fails the query, and nothing else. */
@Timeout(300)
@Tag("slow")
class FailingReadTest {
  private static final int OPERATIONS_MAX = 10_000;

  /** Next to nothing is kept, so that it is read again. */
  private static final ReadOptions SMALL = new ReadOptions(1 << 12, 1);

  @TempDir private Path folder;
  private Path archive;
  private String whole;

  @BeforeEach
  void createArchive() throws IOException {
    List<Path> inputs = new RandomCollection(new Random(5)).write(folder, 3, 4000);
    archive = folder.resolve("x.agc");
    Fasta.create(archive, inputs, CreateOptions.builder().parameters(21, 20, 500, 2).build());
    whole = String.valueOf(Fasta.extract(archive, 1).values().stream().map(Fasta::shown).toList());
  }

  @ParameterizedTest
  @CsvSource({"OPEN,1", "READ,1", "READ,3", "MAP,1", "MAP,3", "SIZE,1", "ATTRIBUTES,1"})
  void whatFailsOnceWorksTheNextTime(FileOperation operation, int threads) throws IOException {
    for (int n = 1; n < OPERATIONS_MAX; n++) {
      FailingDisk disk = FailingDisk.once(operation, n);
      IOException failure = readTwice(disk, threads);
      if (!disk.hasFailed()) {
        assertTrue(failure == null && (n > 1 || operation == FileOperation.READ));
        return;
      }
      if (failure != null) {
        String message = failure.getMessage();
        assertTrue(message.startsWith(archive + ": "), message);
        assertFalse(message.contains("\n"), message);
      }
    }
    throw new AssertionError("no end of " + operation);
  }

  /** Reads everything, again if that fails; returns the failure. */
  private IOException readTwice(FailingDisk disk, int threads) throws IOException {
    WatchedFileSystem system = new WatchedFileSystem(disk);
    IOException failure = null;
    AgcReader reader = null;
    while (reader == null) {
      try {
        reader = AgcReader.open(system.path(archive), SMALL);
      } catch (IOException e) {
        assertNull(failure, disk::toString);
        assertEquals(0, system.openChannels(), disk::toString);
        failure = e;
      }
    }
    try (AgcReader open = reader) {
      try {
        assertEquals(whole, text(open, threads));
      } catch (IOException e) {
        failure = e;
        assertEquals(whole, text(open, threads));
      }
    }
    assertEquals(0, reader.memory().currentBytes(), disk::toString);
    assertEquals(0, system.openChannels(), disk::toString);
    return failure;
  }

  private static String text(AgcReader reader, int threads) throws IOException {
    Fasta.Texts texts = new Fasta.Texts();
    try (FastaExtractor extractor = new FastaExtractor(reader, TextForm.AS_READ, threads)) {
      extractor.samples(SampleIndexes.range(0, reader.samples()), texts);
    }
    return String.valueOf(texts.bySample().values().stream().map(Fasta::shown).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void readsMayTakeOnlySomeOfTheBytes(int threads) throws IOException {
    for (int seed = 0; seed < 5; seed++) {
      WatchedFileSystem system = new WatchedFileSystem(FailingDisk.shortTransfers(seed));
      try (AgcReader reader = AgcReader.open(system.path(archive), SMALL)) {
        assertEquals(whole, text(reader, threads));
      }
    }
  }
}
