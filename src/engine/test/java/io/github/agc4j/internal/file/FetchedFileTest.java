package io.github.agc4j.internal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class FetchedFileTest {
  private static final int BLOCK = FetchedBlocks.BYTES;
  private static final int SIZE = 200 * BLOCK + 77;
  private static final byte[] BYTES = bytes();

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(11).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(ReadableFile file, long offset, int length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(length);
      file.copy(offset, target);
      return target.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static void check(ReadableFile file, int offset, int length) throws IOException {
    assertArrayEquals(
        Arrays.copyOfRange(BYTES, offset, offset + length),
        read(file, offset, length),
        "from " + offset + ", " + length + " bytes");
  }

  private static FetchedFile open(CountingSource source, Path kept, MemoryBudget budget)
      throws IOException {
    return FetchedFile.open(source, kept, null, budget);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3 * BLOCK, 40 * BLOCK, Long.MAX_VALUE})
  void everyRangeIsWhatTheFileHasWhateverMayBeKept(long limit, MemoryBudget budget)
      throws IOException {
    MemoryBudget limited = budget.child("kept", limit);
    Random random = new Random(3);
    try (FetchedFile file = open(new CountingSource(BYTES), null, limited)) {
      assertEquals(SIZE, file.size());
      for (int i = 0; i < 200; i++) {
        int length = 1 + random.nextInt(i % 20 == 0 ? SIZE : 3 * BLOCK);
        check(file, random.nextInt(SIZE - length + 1), length);
      }
      check(file, 0, SIZE);
      check(file, SIZE - 1, 1);
      check(file, SIZE, 0);
      assertThrows(MalformedBytesException.class, () -> read(file, SIZE - 5, 6));
      assertThrows(MalformedBytesException.class, () -> read(file, -1, 2));
    }
  }

  @Test
  void whatIsKeptStaysWithinTheLimit(MemoryBudget budget) throws IOException {
    MemoryBudget limited = budget.child("kept", 40 * BLOCK);
    try (FetchedFile file = open(new CountingSource(BYTES), null, limited)) {
      for (int at = 0; at < SIZE - 100; at += BLOCK / 2) {
        check(file, at, 100);
      }
    }
    // Beside it there is room for what one request brings.
    assertTrue(limited.peakBytes() <= 50 * BLOCK, "peak " + limited.peakBytes());
  }

  @Test
  void aFileSmallerThanItsEndTakesOneRequest(MemoryBudget budget) throws IOException {
    CountingSource source = new CountingSource(Arrays.copyOf(BYTES, 1000));
    try (FetchedFile file = open(source, null, budget)) {
      check(file, 0, 1000);
    }
    assertEquals(1, source.requests());
    assertFalse(source.isOpen());
  }

  @Test
  void anEmptyFileHasNothingToRead(MemoryBudget budget) throws IOException {
    try (FetchedFile file = open(new CountingSource(new byte[0]), null, budget)) {
      assertEquals(0, file.size());
      assertThrows(MalformedBytesException.class, () -> read(file, 0, 1));
    }
  }

  @Test
  void whoReadsOnCausesFewRequests(MemoryBudget budget) throws IOException {
    CountingSource source = new CountingSource(BYTES);
    try (FetchedFile file = open(source, null, budget.child("kept", 160 * BLOCK))) {
      for (int at = 0; at < SIZE - 1000; at += 1000) {
        check(file, at, 1000);
      }
    }
    assertTrue(source.requests() < 20, source.requests() + " requests");
    assertTrue(source.fetched() < SIZE * 1.2, source.fetched() + " bytes");
  }

  @Test
  void whoReadsHereAndThereFetchesWhatIsAskedFor(MemoryBudget budget) throws IOException {
    CountingSource source = new CountingSource(BYTES);
    try (FetchedFile file = open(source, null, budget)) {
      for (int block : new int[] {150, 20, 90, 60, 120}) {
        check(file, block * BLOCK + 5, 1000);
      }
    }
    assertEquals(6, source.requests());
    assertEquals(64 << 10, source.fetched() - 5 * BLOCK);
  }

  @Test
  void whatIsToldToBeReadIsFetchedTogetherWhereItLiesTogether(MemoryBudget budget)
      throws IOException {
    CountingSource source = new CountingSource(BYTES);
    try (FetchedFile file = open(source, null, budget)) {
      ByteRanges ranges = new ByteRanges();
      for (int block : new int[] {90, 10, 12, 11, 92}) {
        ranges.add(block * BLOCK + 100L, 200);
      }
      file.willRead(ranges);
      assertEquals(3, source.requests());
      for (int block : new int[] {90, 10, 12, 11, 92}) {
        check(file, block * BLOCK + 100, 200);
      }
      file.willRead(ranges);
      file.willRead(new ByteRanges());
      assertEquals(3, source.requests());
    }
  }

  @Test
  void noMoreIsFetchedInAdvanceThanMayBeKept(MemoryBudget budget) throws IOException {
    CountingSource source = new CountingSource(BYTES);
    try (FetchedFile file = open(source, null, budget.child("kept", 80 * BLOCK))) {
      assertEquals(10 * BLOCK, file.aheadBytes());
      ByteRanges ranges = new ByteRanges();
      ranges.add(0, 1L << 57);
      ranges.add(0, 11 * BLOCK);
      file.willRead(ranges);
      assertEquals(1, source.requests());
      for (int block = 0; block < 100; block += 2) {
        ranges.add(block * BLOCK, 10);
      }
      file.willRead(ranges);
      // One more may lie between two of them.
      assertTrue(source.fetched() <= (4 + 10 + 1) * BLOCK, source.fetched() + " bytes");
    }
  }

  @Test
  void aFailedRequestHarmsNobodyElse(MemoryBudget budget) throws IOException {
    CountingSource source = new CountingSource(BYTES);
    try (FetchedFile file = open(source, null, budget)) {
      source.fail(1);
      IOException told = assertThrows(IOException.class, () -> read(file, 0, 10));
      assertEquals("lost on the way", told.getMessage());
      check(file, 0, 10);
      source.fail(2);
      ByteRanges ranges = new ByteRanges();
      ranges.add(50 * BLOCK, 10);
      ranges.add(100 * BLOCK, 10);
      assertThrows(IOException.class, () -> file.willRead(ranges));
      check(file, 50 * BLOCK, 10);
    }
  }

  @Test
  @Timeout(60)
  void manyThreadsFetchEachBlockOnce(MemoryBudget budget) throws Exception {
    CountingSource source = new CountingSource(BYTES);
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (FetchedFile file = open(source, null, budget)) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  seed ->
                      Thread.ofPlatform()
                          .start(
                              () -> {
                                Random random = new Random(seed);
                                try {
                                  for (int i = 0; i < 500; i++) {
                                    check(file, random.nextInt(SIZE - 5000), 5000);
                                  }
                                } catch (IOException | RuntimeException | Error e) {
                                  failures.add(e);
                                }
                              }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(List.of(), List.copyOf(failures));
    // Blocks 196 and later came with the end, the first of them twice.
    assertTrue(source.fetched() <= SIZE + 64L * 1024, source.fetched() + " bytes");
  }

  @Test
  void aClosedFileIsNotRead(MemoryBudget budget) throws IOException {
    FetchedFile file = open(new CountingSource(BYTES), null, budget);
    file.close();
    file.close();
    assertThrows(IllegalStateException.class, () -> read(file, 0, 1));
  }

  @Test
  void copiesAreUsedAgainAndOnlyIfTheyAreWhole(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path kept = folder.resolve("a/b");
    CountingSource source = new CountingSource(BYTES);
    readBlocks(source, kept, budget);
    assertEquals(1 + 3, source.requests());
    CountingSource again = new CountingSource(BYTES);
    readBlocks(again, kept, budget);
    assertEquals(1, again.requests());
    damage(kept, 20 * BLOCK + 9);
    CountingSource third = new CountingSource(BYTES);
    readBlocks(third, kept, budget);
    assertEquals(2, third.requests());
    CountingSource healed = new CountingSource(BYTES);
    readBlocks(healed, kept, budget);
    assertEquals(1, healed.requests());
  }

  private static void readBlocks(CountingSource source, Path kept, MemoryBudget budget)
      throws IOException {
    try (FetchedFile file = open(source, kept, budget)) {
      check(file, 20 * BLOCK + 5, 10);
      check(file, 70 * BLOCK + 5, 2 * BLOCK);
      check(file, 120 * BLOCK - 5, 10);
    }
  }

  private static void damage(Path kept, long at) throws IOException {
    try (var files = Files.list(kept)) {
      Path blocks =
          files.filter(file -> file.toString().endsWith(".blocks")).findFirst().orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(blocks.toString(), "rw")) {
        file.seek(at);
        int value = file.read();
        file.seek(at);
        file.write(~value);
      }
    }
  }

  @Test
  void copiesOfAnotherStateAreDeleted(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    readBlocks(new CountingSource(BYTES), folder, budget);
    CountingSource other = new CountingSource(BYTES).version("2");
    readBlocks(other, folder, budget);
    assertEquals(1 + 3, other.requests());
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void nothingIsKeptOfAFileWhoseStatesCannotBeToldApart(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    assertNull(FetchedCopies.open(folder, new CountingSource(BYTES).version(""), SIZE));
    readBlocks(new CountingSource(BYTES).version(""), folder, budget);
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFolderThatCannotBeIsRefused(MemoryBudget budget, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "");
    CountingSource source = new CountingSource(BYTES);
    assertThrows(IOException.class, () -> open(source, file.resolve("x"), budget));
    assertFalse(source.isOpen());
  }
}
