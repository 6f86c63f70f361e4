package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedOutputTest {
  private static final int WINDOW_BYTES = 1 << 20;

  @TempDir private Path folder;
  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void holdsWhatWasWrittenWhateverTheSizes() throws IOException {
    Random random = new Random(5);
    Path file = folder.resolve("out");
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    int[] sizes = {0, 1, 65_535, 65_536, WINDOW_BYTES - 1, WINDOW_BYTES, 3 * WINDOW_BYTES + 7, 5};
    try (MappedOutput out = MappedOutput.create(file, budget)) {
      for (int size : sizes) {
        byte[] written = bytes(random, size);
        expected.write(written);
        out.write(MemorySegment.ofArray(written));
        assertEquals(expected.size(), out.size());
      }
      out.cut();
      out.force();
    }
    assertArrayEquals(expected.toByteArray(), Files.readAllBytes(file));
    assertEquals(0, budget.currentBytes());
  }

  @Test
  void countsOnlyWhatOfARoomIsAdvancedOver() throws IOException {
    Path file = folder.resolve("out");
    try (MappedOutput out = MappedOutput.create(file, budget)) {
      out.room(1000).fill((byte) 7);
      out.advance(3);
      out.room(2).set(ValueLayout.JAVA_BYTE, 0, (byte) 9);
      out.advance(1);
      out.cut();
    }
    assertArrayEquals(new byte[] {7, 7, 7, 9}, Files.readAllBytes(file));
  }

  @Test
  void mapsNoMoreThanAWindowAndWhatASingleWriteNeeds() throws IOException {
    try (MappedOutput out = MappedOutput.create(folder.resolve("out"), budget)) {
      byte[] piece = new byte[10_000];
      for (int i = 0; i < 1000; i++) {
        out.write(MemorySegment.ofArray(piece));
        assertTrue(budget.currentBytes() <= WINDOW_BYTES + (1 << 16) + piece.length);
      }
      out.unmap();
      assertEquals(0, budget.currentBytes());
      out.room(5L << 20);
      assertTrue(budget.currentBytes() >= 5L << 20);
    }
    assertEquals(0, budget.currentBytes());
  }

  @Test
  void writesAfterWhatAnOpenFileHas() throws IOException {
    Path file = Files.write(folder.resolve("out"), new byte[] {1, 2, 3, 4, 5});
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (MappedOutput out = MappedOutput.extend(file, channel, 3, OutputSpace.OWN, budget)) {
      out.write(MemorySegment.ofArray(new byte[] {8, 9, 10}));
      out.cut();
    }
    assertArrayEquals(new byte[] {1, 2, 3, 8, 9, 10}, Files.readAllBytes(file));
  }

  @Test
  void refusesAFileThatExists() throws IOException {
    Path file = Files.write(folder.resolve("out"), new byte[] {1});
    assertThrows(FileAlreadyExistsException.class, () -> MappedOutput.create(file, budget));
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
  }
}
