package io.github.agc4j.internal.read.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ParameterReader;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.CatalogReader;
import io.github.agc4j.internal.collection.ContigNames;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.SpillFile;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Packed;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(EmptyBudget.class)
@Tag("slow")
class MetadataBatchesTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 3000;
  private static final int SAMPLES = 24;

  @Test
  void whatIsHeldIsNotFreed(@TempDir Path folder, MemoryBudget budget) throws Exception {
    Path path = created(folder);
    MemoryBudget tiny = budget.child("catalog", 1);
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        SpillFile spill = new SpillFile(folder, 1 << 20, budget.child("spilled"));
        CatalogReader catalog =
            new CatalogReader(archive, ParameterReader.read(archive), budget, tiny)) {
      List<String> names = new ArrayList<>();
      for (long sample = 0; sample < SAMPLES; sample++) {
        try (CatalogBatch batch = catalog.batch(sample)) {
          names.add(names(batch, catalog.placeInBatch(sample)));
        }
      }
      long one = tiny.currentBytes();
      try (MetadataBatches batches = new MetadataBatches(catalog, tiny, spill);
          ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
        List<Callable<Integer>> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Random random = new Random(i);
          users.add(() -> use(batches, catalog, names, random));
        }
        for (Future<Integer> used : threads.invokeAll(users)) {
          assertEquals(ROUNDS, used.get());
        }
        batches.pin(0).unpin();
        batches.pin(SAMPLES - 1).unpin();
        batches.pin(0).unpin();
        assertTrue(tiny.currentBytes() < 4 * one, tiny.currentBytes() + " of " + one);
      }
    }
  }

  private static int use(
      MetadataBatches batches, CatalogReader catalog, List<String> names, Random random)
      throws IOException {
    int rounds = 0;
    for (; rounds < ROUNDS; rounds++) {
      int one = random.nextInt(SAMPLES);
      int other = random.nextInt(SAMPLES);
      MetadataBatches.PinnedBatch first = batches.pin(one);
      MetadataBatches.PinnedBatch second = batches.pin(other);
      assertEquals(names.get(one), names(first.batch(), catalog.placeInBatch(one)));
      first.unpin();
      assertEquals(names.get(other), names(second.batch(), catalog.placeInBatch(other)));
      second.unpin();
    }
    return rounds;
  }

  private static String names(CatalogBatch batch, int place) throws IOException {
    StringBuilder all = new StringBuilder();
    for (ContigNames names = batch.names(place); names.hasNext(); ) {
      all.append(new String(names.next(), StandardCharsets.UTF_8)).append('\n');
    }
    return all.toString();
  }

  @Test
  void whatMemoryHasNoRoomForIsDecodedOnce(@TempDir Path folder, MemoryBudget budget)
      throws Exception {
    assertEquals(SAMPLES / 3, batchesDecoded(manyContigs(folder), folder, budget));
  }

  @Test
  void withoutRoomForAFileBatchesAreDecodedAgain(@TempDir Path folder, MemoryBudget budget)
      throws Exception {
    long decoded = batchesDecoded(manyContigs(folder), folder.resolve("missing"), budget);
    assertTrue(decoded > SAMPLES, decoded + " batches decoded");
  }

  @Test
  void smallBatchesShareAPieceOfTheFile(@TempDir Path folder, MemoryBudget budget)
      throws Exception {
    assertEquals(SAMPLES / 3, batchesDecoded(created(folder), folder, budget));
  }

  /** How many batches are decoded in going back and forth between samples without any room. */
  private static long batchesDecoded(Path path, Path temporary, MemoryBudget budget)
      throws IOException {
    MemoryBudget tiny = budget.child("catalog", 1);
    try (ArchiveFile archive = ArchiveFile.open(path, budget, budget);
        SpillFile spill = new SpillFile(temporary, 1 << 20, budget.child("spilled"));
        CatalogReader catalog =
            new CatalogReader(archive, ParameterReader.read(archive), budget, tiny);
        MetadataBatches batches = new MetadataBatches(catalog, tiny, spill)) {
      Random random = new Random(4);
      for (int i = 0; i < 4 * SAMPLES; i++) {
        int sample = i < SAMPLES ? i : random.nextInt(SAMPLES);
        MetadataBatches.PinnedBatch held = batches.pin(sample);
        int place = catalog.placeInBatch(sample);
        assertEquals(held.batch().contigs(place), names(held.batch(), place).lines().count());
        held.unpin();
      }
      return catalog.decodedBatches();
    }
  }

  /** An archive whose batches of three samples have names of 300 kB. */
  private static Path manyContigs(Path folder) throws IOException {
    Random random = new Random(11);
    List<Path> inputs = new ArrayList<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      StringBuilder text = new StringBuilder();
      for (int contig = 0; contig < 1_000; contig++) {
        text.append('>').append(Packed.letters(random, 100)).append('\n');
        text.append(Packed.letters(random, 30)).append('\n');
      }
      inputs.add(Files.writeString(folder.resolve("many" + sample + ".fa"), text));
    }
    Path path = folder.resolve("many.agc");
    Fasta.create(path, inputs, CreateOptions.builder().parameters(21, 20, 1000, 3).build());
    return path;
  }

  private static Path created(Path folder) throws IOException {
    List<Path> inputs = new RandomCollection(new Random(9)).write(folder, SAMPLES, 4000);
    Path path = folder.resolve("x.agc");
    Fasta.create(path, inputs, CreateOptions.builder().parameters(21, 20, 1000, 3).build());
    return path;
  }
}
