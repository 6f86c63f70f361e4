package io.github.agc4j.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(EmptyBudget.class)
class MappedFileTest {
  private static final int SIZE = 20 << 20;
  private static final int PIECE_MAX = 100_000;

  /** The two ways to the bytes. */
  private enum Way {
    MAPPED {
      @Override
      void get(MappedFile file, long offset, MemorySegment target) throws IOException {
        file.copy(offset, target);
      }
    },
    READ {
      @Override
      void get(MappedFile file, long offset, MemorySegment target) throws IOException {
        file.read(offset, target);
      }
    };

    abstract void get(MappedFile file, long offset, MemorySegment target) throws IOException;
  }

  private static Path file(Path folder) throws IOException {
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return Files.write(folder.resolve("f"), bytes);
  }

  private static void readAndCheck(
      MappedFile mapped, Way way, int pieces, Random random, MemorySegment room)
      throws IOException {
    for (int i = 0; i < pieces; i++) {
      int length = 1 + random.nextInt(PIECE_MAX);
      int offset = random.nextInt(SIZE - length);
      way.get(mapped, offset, room.asSlice(0, length));
      for (int at = 0; at < length; at += 997) {
        int place = offset + at;
        assertEquals((byte) (place * 31 + (place >> 8)), room.get(ValueLayout.JAVA_BYTE, at));
      }
    }
  }

  @Test
  void copiesShowTheFileAndWindowsStayWithinTheLimit(MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    MemoryBudget limited = budget.child("mapped", 9L << 20);
    try (MappedFile mapped = MappedFile.open(file(folder), limited);
        Arena arena = Arena.ofConfined()) {
      readAndCheck(mapped, Way.MAPPED, 500, new Random(5), arena.allocate(PIECE_MAX));
    }
    assertTrue(limited.peakBytes() <= 9L << 20, "peak " + limited.peakBytes());
    assertTrue(limited.peakBytes() > 0);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  @Timeout(60)
  void readingSurvivesInterruptsOfThisThreadAndOfOthers(
      Way way, MemoryBudget budget, @TempDir Path folder) throws Exception {
    MemoryBudget limited = budget.child("mapped", 9L << 20);
    MappedFile mapped = MappedFile.open(file(folder), limited);
    List<Thread> threads = new ArrayList<>();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 3; i++) {
      Random random = new Random(i);
      threads.add(Thread.ofPlatform().start(() -> readMuch(mapped, way, random, failures)));
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
      assertThrows(IllegalStateException.class, () -> way.get(mapped, 0, arena.allocate(1)));
    }
  }

  private static void readMuch(
      MappedFile mapped, Way way, Random random, ConcurrentLinkedQueue<Throwable> failures) {
    try (Arena arena = Arena.ofConfined()) {
      readAndCheck(mapped, way, 500, random, arena.allocate(PIECE_MAX));
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  /**
   * Until compilers have got to it: interpreted and compiled code meet missing pages differently.
   */
  @ParameterizedTest
  @EnumSource(Way.class)
  @Timeout(60)
  void aFileThatIsCutIsToldAndClosed(Way way, MemoryBudget budget, @TempDir Path folder)
      throws IOException {
    Path path = file(folder);
    Random random = new Random(6);
    int kept = (3 << 20) + 1000;
    try (MappedFile mapped = MappedFile.open(path, budget);
        Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(PIECE_MAX);
      readAndCheck(mapped, way, 300, random, room);
      cut(path, kept);
      for (int i = 0; i < 20_000; i++) {
        int length = 1 + random.nextInt(1000);
        int offset = random.nextInt(i % 2 == 0 ? kept : SIZE - length);
        MemorySegment target = room.asSlice(0, length);
        if (offset + length <= kept) {
          way.get(mapped, offset, target);
          assertEquals((byte) (offset * 31 + (offset >> 8)), target.get(ValueLayout.JAVA_BYTE, 0));
        } else {
          IOException e = assertThrows(IOException.class, () -> way.get(mapped, offset, target));
          assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
          assertTrue(e.getMessage().contains("was cut meanwhile"), e.getMessage());
        }
      }
    }
  }

  private static void cut(Path path, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
  }

  /** An interrupt closes the file, which is then opened again by its name. */
  @ParameterizedTest
  @EnumSource(Way.class)
  @Timeout(60)
  void anotherFileOfTheNameIsNotReadInItsPlace(Way way, MemoryBudget budget, @TempDir Path folder)
      throws Exception {
    Path path = file(folder);
    try (MappedFile mapped = MappedFile.open(path, budget)) {
      Path other = Files.write(folder.resolve("other"), new byte[SIZE]);
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
      ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; failures.isEmpty(); i++) {
                      readMuch(mapped, way, new Random(i), failures);
                    }
                  });
      while (reader.isAlive()) {
        reader.interrupt();
        Thread.onSpinWait();
      }
      assertEquals(path + ": was replaced meanwhile", failures.peek().getMessage());
    }
  }

  @Test
  void refusesBytesOutsideTheFile(MemoryBudget budget, @TempDir Path folder) throws IOException {
    try (MappedFile mapped = MappedFile.open(file(folder), budget);
        Arena arena = Arena.ofConfined()) {
      MemorySegment six = arena.allocate(6);
      for (Way way : Way.values()) {
        assertThrows(MalformedBytesException.class, () -> way.get(mapped, SIZE - 5, six));
        assertThrows(MalformedBytesException.class, () -> way.get(mapped, -1, six));
        assertThrows(MalformedBytesException.class, () -> way.get(mapped, Long.MAX_VALUE, six));
      }
    }
  }
}
