package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any stretch of any contig is what the whole contig has there, whoever else reads. */
@Tag("slow")
class PartialDecodeTest {
  private static final int SAMPLES = 7;
  private static final int SYMBOLS = 30_000;
  private static final int RANGES = 3000;
  private static final int THREADS = 6;
  private static final int NEAR = 40;

  /** Of one byte: whatever nobody uses goes at once. */
  private static final ReadOptions NO_CACHE = new ReadOptions(1, 1);

  @TempDir private Path folder;

  private static List<List<byte[]>> wholeContigs(AgcReader reader) throws IOException {
    List<List<byte[]>> samples = new ArrayList<>();
    for (long sample = 0; sample < reader.samples(); sample++) {
      List<byte[]> contigs = new ArrayList<>();
      for (long contig = 0; contig < reader.contigs(sample); contig++) {
        contigs.add(codes(reader, sample, contig, 0, reader.contigLength(sample, contig)));
      }
      samples.add(contigs);
    }
    return samples;
  }

  private static byte[] codes(AgcReader reader, long sample, long contig, long from, long to)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(Math.max(1, to - from));
      long size = reader.fetch(sample, contig, from, to, room);
      return room.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static ContigRange range(List<List<byte[]>> whole, Random random) {
    int sample = random.nextInt(whole.size());
    int contig = random.nextInt(whole.get(sample).size());
    int length = whole.get(sample).get(contig).length;
    int from = random.nextInt(length + 2);
    int size = random.nextBoolean() ? random.nextInt(NEAR) : random.nextInt(length + NEAR);
    return new ContigRange(sample, contig, from, from + size);
  }

  private static byte[] expected(List<List<byte[]>> whole, ContigRange range) {
    byte[] contig = whole.get((int) range.sample()).get((int) range.contig());
    int from = (int) Math.min(range.from(), contig.length);
    return Arrays.copyOfRange(contig, from, (int) Math.min(range.to(), contig.length));
  }

  @ParameterizedTest
  @CsvSource({"1, 17, 300, 1", "2, 31, 1000, 3", "3, 32, 100, 50", "4, 21, 5000, 2"})
  void isAStretchOfTheWhole(long seed, int k, int segmentSize, int cardinality) throws Exception {
    Path archive = folder.resolve("x.agc");
    List<Path> inputs = new RandomCollection(new Random(seed)).write(folder, SAMPLES, SYMBOLS);
    Fasta.create(
        archive,
        inputs,
        CreateOptions.builder().parameters(k, 20, segmentSize, cardinality).build());
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (AgcReader reader = AgcReader.open(archive, NO_CACHE, budget);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<List<byte[]>> whole = wholeContigs(reader);
      List<Future<?>> results = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Random random = new Random(seed * THREADS + thread);
        results.add(
            threads.submit(
                () -> {
                  compare(reader, whole, random);
                  return null;
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
    assertEquals(0, budget.currentBytes());
  }

  private static void compare(AgcReader reader, List<List<byte[]>> whole, Random random)
      throws IOException {
    List<ContigRange> ranges = new ArrayList<>();
    for (int i = 0; i < RANGES / THREADS; i++) {
      ContigRange range = range(whole, random);
      ranges.add(range);
      assertArrayEquals(
          expected(whole, range),
          codes(reader, range.sample(), range.contig(), range.from(), range.to()),
          range.toString());
    }
    reader.fetchAll(
        ranges,
        new RangeOptions(1 + random.nextInt(3), 1 + random.nextInt(100_000), random.nextBoolean()),
        (index, codes) ->
            assertArrayEquals(
                expected(whole, ranges.get((int) index)),
                codes.toArray(ValueLayout.JAVA_BYTE),
                ranges.get((int) index).toString()));
  }
}
