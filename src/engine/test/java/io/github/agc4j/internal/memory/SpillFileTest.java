package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(EmptyBudget.class)
class SpillFileTest {
  private static final long SIZE = 1 << 18;

  @Test
  void blocksBeyondTheLimitKeepTheirBytesThoughTheirPagesAreGivenBack(
      @TempDir Path folder, MemoryBudget budget) {
    try (SpillFile spill = new SpillFile(folder, SIZE, budget.child("spilled"))) {
      MemoryBudget limited = budget.child("limited", 2 * SIZE, spill);
      List<Block> blocks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Block block = Block.shared(SIZE, limited);
        assertEquals(i >= 2, block.isSpilled());
        fill(block, i);
        block.touched(SIZE);
        blocks.add(block);
        if (i % 3 == 2) {
          // A free place of the file is used again, with other bytes.
          blocks.remove(blocks.size() - 1).close();
        }
      }
      assertEquals(2 * SIZE, limited.currentBytes());
      int i = 0;
      for (Block block : blocks) {
        check(block, i + i / 2);
        block.close();
        i++;
      }
    }
  }

  private static void fill(Block block, int seed) {
    Random random = new Random(seed);
    for (long at = 0; at < SIZE; at += Long.BYTES) {
      block.bytes().set(ValueLayout.JAVA_LONG, at, random.nextLong());
    }
  }

  private static void check(Block block, int seed) {
    Random random = new Random(seed);
    for (long at = 0; at < SIZE; at += Long.BYTES) {
      assertEquals(random.nextLong(), block.bytes().get(ValueLayout.JAVA_LONG, at));
      block.touched(Long.BYTES);
    }
  }

  @Test
  void placesAreUsedAgainForPiecesOfOtherSizes(@TempDir Path folder, MemoryBudget budget) {
    try (SpillFile spill = new SpillFile(folder, SIZE, budget)) {
      MemoryBudget limited = budget.child("limited", 1, spill);
      Random random = new Random(5);
      for (int i = 0; i < 1000; i++) {
        Block.shared(SIZE + random.nextInt((int) SIZE), limited).close();
      }
      // One place of each size: 5/4, 6/4, 7/4 and 8/4, and the least one.
      assertTrue(spill.fileBytes() <= 8 * SIZE, spill.fileBytes() + " bytes");
    }
  }

  @Test
  void leavesNoFileEvenWhileItIsUsed(@TempDir Path folder, MemoryBudget budget) throws IOException {
    try (SpillFile spill = new SpillFile(folder, SIZE, budget)) {
      MemoryBudget limited = budget.child("limited", 1, spill);
      try (Block block = Block.shared(SIZE, limited)) {
        assertTrue(block.isSpilled());
        try (Stream<Path> files = Files.list(folder)) {
          assertEquals(0, files.count());
        }
      }
    }
  }

  @Test
  void aFolderThatTakesNoFilesIsNamed(@TempDir Path folder, MemoryBudget budget) {
    Path missing = folder.resolve("missing");
    try (SpillFile spill = new SpillFile(missing, SIZE, budget)) {
      MemoryBudget limited = budget.child("limited", 1, spill);
      UncheckedIOException e =
          assertThrows(UncheckedIOException.class, () -> Block.shared(SIZE, limited));
      assertTrue(e.getMessage().contains("missing"), e.getMessage());
      assertFalse(Files.exists(missing));
    }
  }
}
