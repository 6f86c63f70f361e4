package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.RangeException;
import io.github.agc4j.internal.archive.StreamDirectory;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.SegmentPlacement;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.open.SampleQuery;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many ranges at once. */
class RangesTest {
  private static final int SAMPLES = 12;
  private static final int CARDINALITY = 5;
  private static final int KMER = 21;
  private static final ReadOptions TINY_CACHE = new ReadOptions(1, 1 << 20);

  @TempDir private Path folder;
  private Path archive;
  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);

  @BeforeEach
  void create() throws IOException {
    archive = folder.resolve("x.agc");
    List<Path> inputs = new RandomCollection(new Random(31)).write(folder, SAMPLES, 40_000);
    Fasta.create(
        archive, inputs, CreateOptions.builder().parameters(KMER, 20, 1000, CARDINALITY).build());
  }

  private static List<ContigRange> ranges(AgcReader reader, int count, long seed)
      throws IOException {
    Random random = new Random(seed);
    List<ContigRange> ranges = new ArrayList<>();
    while (ranges.size() < count) {
      long sample = random.nextInt(SAMPLES);
      long contig = random.nextLong(reader.contigs(sample));
      long from = random.nextLong(reader.contigLength(sample, contig) + 2);
      long to = random.nextInt(20) == 0 ? Long.MAX_VALUE : from + random.nextInt(5000);
      ranges.add(new ContigRange(sample, contig, from, to));
    }
    return ranges;
  }

  private static byte[] expected(AgcReader reader, ContigRange range) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(200_000);
      long size = reader.fetch(range.sample(), range.contig(), range.from(), range.to(), room);
      return room.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, 1",
    "1, true, 100000",
    "1, false, 50000",
    "2, true, 30000000",
    "3, true, 20000",
    "3, false, 20000",
    "2, false, 30000000",
    "4, false, 1"
  })
  void eachIsWhatItIsAlone(int threads, boolean ordered, long waitingBytes) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      List<ContigRange> ranges = ranges(reader, 400, threads);
      ConcurrentHashMap<Long, byte[]> got = new ConcurrentHashMap<>();
      AtomicLong next = new AtomicLong();
      reader.fetchAll(
          ranges,
          new RangeOptions(threads, waitingBytes, ordered),
          (index, codes) -> {
            long before = next.getAndIncrement();
            assertTrue(!ordered || before == index, before + " in front of " + index);
            assertEquals(null, got.put(index, codes.toArray(ValueLayout.JAVA_BYTE)));
          });
      assertEquals(ranges.size(), got.size());
      for (int i = 0; i < ranges.size(); i++) {
        assertArrayEquals(expected(reader, ranges.get(i)), got.get((long) i), ranges.get(i) + "");
      }
    }
    assertEquals(0, budget.currentBytes());
  }

  private static byte[] lettersOf(AgcReader reader, ContigRange range) throws IOException {
    byte[] letters = new byte[200_000];
    int count =
        reader.fetchLetters(range.sample(), range.contig(), range.from(), range.to(), letters, 0);
    return Arrays.copyOf(letters, count);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100_000, 30_000_000})
  void lettersComeWhenTheyAreAskedFor(long waitingBytes) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      List<ContigRange> ranges = ranges(reader, 200, waitingBytes);
      try (RangeLetters.Cursor cursor =
          RangeLetters.cursor(reader, ranges.iterator(), waitingBytes)) {
        for (ContigRange range : ranges) {
          assertArrayEquals(lettersOf(reader, range), cursor.next(), range + "");
        }
        assertNull(cursor.next());
        assertNull(cursor.next());
      }
      try (RangeLetters.Cursor cursor =
          RangeLetters.cursor(reader, ranges.iterator(), waitingBytes)) {
        cursor.next();
      }
    }
    assertEquals(0, budget.currentBytes());
  }

  @Test
  void lettersInFrontOfThoseThatCannotBeReadAreGiven() throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      List<ContigRange> ranges = ranges(reader, 9, 4);
      ranges.set(6, new ContigRange(2, 99_999, 3, 10));
      try (RangeLetters.Cursor cursor = RangeLetters.cursor(reader, ranges.iterator(), 1 << 20)) {
        for (int i = 0; i < 6; i++) {
          assertArrayEquals(lettersOf(reader, ranges.get(i)), cursor.next());
        }
        assertEquals(6, assertThrows(RangeException.class, cursor::next).index());
      }
    }
    assertEquals(0, budget.currentBytes());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false"})
  void eachPartIsDecodedOnceForAll(int threads, boolean ordered) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      List<ContigRange> ranges = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (long sample = 0; sample < SAMPLES; sample++) {
          for (long contig = 0; contig < reader.contigs(sample); contig++) {
            ranges.add(new ContigRange(sample, contig, 0, reader.contigLength(sample, contig)));
          }
        }
      }
      int parts = parts(reader).size();
      long before = reader.decoded().parts();
      AtomicLong given = new AtomicLong();
      reader.fetchAll(
          ranges,
          new RangeOptions(threads, 1 << 30, ordered),
          (index, codes) -> given.incrementAndGet());
      assertEquals(ranges.size(), given.get());
      assertEquals(parts, reader.decoded().parts() - before);
    }
    assertEquals(0, budget.currentBytes());
  }

  /** The references and packs that the contigs of the collection lie in. */
  private static Set<String> parts(AgcReader reader) throws IOException {
    Set<String> parts = new HashSet<>();
    for (long sample = 0; sample < SAMPLES; sample++) {
      try (SampleQuery query = reader.inner().query(sample)) {
        for (long contig = 0; contig < query.contigs(); contig++) {
          for (long i = 0; i < query.segments(contig); i++) {
            if (i > 0 && query.segmentLength(contig, i) == KMER) {
              continue; // all of it is in its neighbours too
            }
            SegmentPlacement place = query.placement(contig, i);
            boolean isRaw = place.group() < StreamNames.RAW_GROUPS;
            if (!isRaw) {
              parts.add("reference of " + place.group());
            }
            if (isRaw || place.id() > 0) {
              parts.add(place.group() + "." + (place.id() - (isRaw ? 0 : 1)) / CARDINALITY);
            }
          }
        }
      }
    }
    return parts;
  }

  @Test
  void onlySoManyWait() throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      AtomicLong asked = new AtomicLong();
      AtomicLong given = new AtomicLong();
      Iterator<ContigRange> source =
          Stream.generate(() -> new ContigRange(1, 0, 0, 100))
              .limit(5000)
              .peek(
                  range ->
                      // At two bits for each of their 100 symbols.
                      assertTrue(
                          (asked.incrementAndGet() - given.get()) * 100 / 4 <= 20_000,
                          asked + ", " + given))
              .iterator();
      reader.fetchAll(
          () -> source,
          new RangeOptions(2, 20_000, true),
          (index, codes) -> given.incrementAndGet());
      assertEquals(5000, given.get());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "2, false"})
  void theFirstThatFailsIsNamed(int threads, boolean ordered) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      List<ContigRange> ranges = ranges(reader, 300, 8);
      ranges.set(200, new ContigRange(SAMPLES, 0, 0, 10));
      ranges.set(120, new ContigRange(2, 99_999, 3, 10));
      ranges.set(250, new ContigRange(2, 0, 10, 3));
      AtomicLong given = new AtomicLong();
      RangeException failure =
          assertThrows(
              RangeException.class,
              () ->
                  reader.fetchAll(
                      ranges,
                      new RangeOptions(threads, 1 << 20, ordered),
                      (index, codes) -> given.incrementAndGet()));
      assertEquals(120, failure.index());
      assertTrue(failure.getMessage().contains("sample 2, contig 99999, 3 to 10"), failure + "");
      assertTrue(!ordered || given.get() == 120, "given=" + given);
    }
    assertEquals(0, budget.currentBytes());
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void damageIsTold(int threads) throws IOException {
    long offset;
    long size;
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      StreamDirectory directory = reader.inner().archive().directory();
      int stream = directory.referenceStream(directory.groups() - 1);
      offset = directory.offset(stream, 0);
      size = directory.size(stream, 0);
    }
    try (FileChannel file = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate((int) size / 2), offset + size / 4);
    }
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      List<ContigRange> all = new ArrayList<>();
      for (long sample = 0; sample < SAMPLES; sample++) {
        for (long contig = 0; contig < reader.contigs(sample); contig++) {
          all.add(new ContigRange(sample, contig, 0, Long.MAX_VALUE));
        }
      }
      RangeException failure =
          assertThrows(
              RangeException.class,
              () -> reader.fetchAll(all, new RangeOptions(threads, 1, true), (i, codes) -> {}));
      assertInstanceOf(CorruptArchiveException.class, failure.getCause());
    }
    assertEquals(0, budget.currentBytes());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "2, false"})
  void whatTheReceiverThrowsIsThrown(int threads, boolean ordered) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      List<ContigRange> ranges = ranges(reader, 300, 8);
      IOException thrown = new IOException("full");
      IOException caught =
          assertThrows(
              IOException.class,
              () ->
                  reader.fetchAll(
                      ranges,
                      new RangeOptions(threads, 50_000, ordered),
                      (index, codes) -> {
                        if (index == 70) {
                          throw thrown;
                        }
                      }));
      assertEquals(thrown, caught);
    }
    assertEquals(0, budget.currentBytes());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "2, false"})
  void anInterruptEndsIt(int threads, boolean ordered) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget)) {
      Thread caller = Thread.currentThread();
      assertThrows(
          InterruptedIOException.class,
          () ->
              reader.fetchAll(
                  () -> Stream.generate(() -> new ContigRange(1, 0, 0, 100)).iterator(),
                  new RangeOptions(threads, 50_000, ordered),
                  (index, codes) -> {
                    if (index == 700) {
                      caller.interrupt();
                    }
                  }));
      assertTrue(Thread.interrupted());
    }
    assertEquals(0, budget.currentBytes());
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void closingRefusesTheRest(int threads) throws Exception {
    AgcReader reader = AgcReader.open(archive, TINY_CACHE, budget);
    Thread closer =
        new Thread(
            () -> {
              try {
                reader.close();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThrows(
        IllegalStateException.class,
        () ->
            reader.fetchAll(
                () -> Stream.generate(() -> new ContigRange(1, 0, 0, 100)).iterator(),
                new RangeOptions(threads, 50_000, true),
                (index, codes) -> {
                  if (index == 700) {
                    closer.start();
                  }
                }));
    closer.join();
    assertEquals(0, budget.currentBytes());
  }
}
