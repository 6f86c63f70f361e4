package io.github.agc4j.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(EmptyBudget.class)
class MappedFileTest {
  private static final int SIZE = 20 << 20;

  private static Path file(Path folder) throws IOException {
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return Files.write(folder.resolve("f"), bytes);
  }

  @Test
  void leasesShowTheFileAndWindowsStayWithinTheLimit(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    MemoryBudget limited = budget.child("mapped", 9L << 20);
    Random random = new Random(5);
    try (MappedFile mapped = MappedFile.open(file(folder), limited)) {
      for (int i = 0; i < 500; i++) {
        int length = random.nextInt(100_000);
        int offset = random.nextInt(SIZE - length);
        try (Lease lease = mapped.lease(offset, length)) {
          for (int at = 0; at < length; at += 997) {
            int place = offset + at;
            assertEquals(
                (byte) (place * 31 + (place >> 8)), lease.bytes().get(ValueLayout.JAVA_BYTE, at));
          }
        }
      }
      assertEquals(0, mapped.openLeases());
    }
    assertTrue(limited.peakBytes() <= 9L << 20, "peak " + limited.peakBytes());
  }

  @Test
  @Timeout(60)
  void readingSurvivesInterruptsOfThisThreadAndOfOthers(MemoryBudget budget, @TempDir Path folder)
      throws Exception {
    MappedFile mapped = MappedFile.open(file(folder), budget);
    List<Thread> threads = new ArrayList<>();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 3; i++) {
      Random random = new Random(i);
      threads.add(Thread.ofPlatform().start(() -> readAndCheck(mapped, random, failures)));
    }
    Random random = new Random(9);
    for (int i = 0; i < 2000 && threads.stream().anyMatch(Thread::isAlive); i++) {
      threads.get(random.nextInt(threads.size())).interrupt();
      Thread.onSpinWait();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
    mapped.close();
    try (Arena arena = Arena.ofConfined()) {
      assertThrows(IllegalStateException.class, () -> mapped.read(0, arena.allocate(1)));
    }
  }

  private static void readAndCheck(
      MappedFile mapped, Random random, ConcurrentLinkedQueue<Throwable> failures) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(100_000);
      for (int i = 0; i < 500; i++) {
        int length = 1 + random.nextInt(100_000);
        int offset = random.nextInt(SIZE - length);
        mapped.read(offset, room.asSlice(0, length));
        for (int at = 0; at < length; at += 997) {
          int place = offset + at;
          assertEquals((byte) (place * 31 + (place >> 8)), room.get(ValueLayout.JAVA_BYTE, at));
        }
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  @Test
  @Timeout(30)
  void closeWaitsForOpenLeasesAndRefusesNewOnes(MemoryBudget budget, @TempDir Path folder)
      throws Exception {
    MappedFile mapped = MappedFile.open(file(folder), budget);
    Lease lease = mapped.lease(100, 1000);
    CountDownLatch closed = new CountDownLatch(1);
    Thread closer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    mapped.close();
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                  closed.countDown();
                });
    assertFalse(closed.await(100, TimeUnit.MILLISECONDS), "closed under an open lease");
    assertEquals((byte) (100 * 31), lease.bytes().get(ValueLayout.JAVA_BYTE, 0));
    assertThrows(IllegalStateException.class, () -> mapped.lease(0, 1));
    lease.close();
    assertTrue(closed.await(10, TimeUnit.SECONDS));
    closer.join();
    assertThrows(IllegalStateException.class, () -> lease.bytes().get(ValueLayout.JAVA_BYTE, 0));
  }

  @Test
  void refusesBytesOutsideTheFile(MemoryBudget budget, @TempDir Path folder) throws IOException {
    try (MappedFile mapped = MappedFile.open(file(folder), budget)) {
      assertThrows(MalformedBytesException.class, () -> mapped.lease(SIZE - 5, 6));
      assertThrows(MalformedBytesException.class, () -> mapped.lease(-1, 2));
      assertThrows(MalformedBytesException.class, () -> mapped.lease(0, Long.MAX_VALUE));
    }
  }
}
