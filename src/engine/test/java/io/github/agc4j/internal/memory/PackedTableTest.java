package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.testing.EmptyBudget;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(EmptyBudget.class)
class PackedTableTest {
  @Test
  void numbersComeBackAlsoFromAFile(@TempDir Path folder, MemoryBudget budget) {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int rows = random.nextInt(300);
      long[] largest = new long[1 + random.nextInt(4)];
      for (int column = 0; column < largest.length; column++) {
        largest[column] = (1L << random.nextInt(58)) - 1;
      }
      long[][] numbers = new long[rows][largest.length];
      try (SpillFile file = new SpillFile(folder, 1 << 20, budget.child("spilled"));
          BlockHeap heap = BlockHeap.growing(budget.child("moved", 0, file));
          PackedTable table = new PackedTable(rows, budget, largest)) {
        for (int row = 0; row < rows; row++) {
          for (int column = 0; column < largest.length; column++) {
            numbers[row][column] = random.nextLong() & largest[column];
            table.put(row, column, numbers[row][column]);
          }
        }
        assertHolds(numbers, table, seed);
        table.moveTo(heap);
        assertHolds(numbers, table, seed);
      }
    }
  }

  private static void assertHolds(long[][] numbers, PackedTable table, long seed) {
    for (int row = 0; row < numbers.length; row++) {
      for (int column = 0; column < numbers[row].length; column++) {
        assertEquals(numbers[row][column], table.get(row, column), "seed=" + seed);
      }
    }
  }

  @Test
  void numbersThatNoWordHoldsAreRefused(MemoryBudget budget) {
    assertThrows(
        IllegalArgumentException.class, () -> new PackedTable(1, budget, 1L << 57).close());
  }
}
