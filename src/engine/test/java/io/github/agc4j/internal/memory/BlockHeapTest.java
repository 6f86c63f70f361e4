package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.testing.EmptyBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(EmptyBudget.class)
class BlockHeapTest {
  private record Cell(long reference, int size, byte content) {}

  @TempDir private Path folder;

  @Test
  void cellsNeverShareBytes(MemoryBudget budget) {
    try (BlockHeap heap = BlockHeap.committed(budget)) {
      useAtRandom(heap);
    }
    try (BlockHeap heap = BlockHeap.growing(budget)) {
      useAtRandom(heap);
    }
  }

  @Test
  void cellsBeyondTheBudgetLieInAFile(MemoryBudget budget) {
    try (SpillFile spill = new SpillFile(folder, 2 << 20, budget.child("spilled"))) {
      MemoryBudget limited = budget.child("limited", 3 << 20, spill);
      try (BlockHeap heap = BlockHeap.growing(limited)) {
        useAtRandom(heap);
        assertTrue(limited.peakBytes() <= 3 << 20, "peak " + limited.peakBytes());
        assertTrue(spill.fileBytes() > 0, "nothing was spilled");
      }
    }
  }

  private static void useAtRandom(BlockHeap heap) {
    Random random = new Random(11);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (cells.isEmpty() || random.nextInt(3) > 0) {
        int size = random.nextInt(50) == 0 ? random.nextInt(600_000) : random.nextInt(2000);
        Cell cell = new Cell(heap.allocate(size), size, (byte) i);
        heap.view(cell.reference, size).fill(cell.content);
        cells.add(cell);
      } else {
        Cell cell = cells.remove(random.nextInt(cells.size()));
        check(heap.view(cell.reference, cell.size), cell.content);
        heap.free(cell.reference, cell.size);
      }
      if (cells.size() > 300) {
        cells.forEach(cell -> heap.free(cell.reference, cell.size));
        cells.clear();
        assertEquals(0, heap.usedBytes());
      }
    }
  }

  private static void check(MemorySegment bytes, byte content) {
    for (long i = 0; i < bytes.byteSize(); i++) {
      assertEquals(content, bytes.get(ValueLayout.JAVA_BYTE, i));
    }
  }

  @Test
  void freedCellsAreUsedAgain(MemoryBudget budget) {
    try (BlockHeap heap = BlockHeap.growing(budget)) {
      for (int i = 0; i < 100_000; i++) {
        heap.free(heap.allocate(1000 + i % 20), 1000 + i % 20);
      }
      assertTrue(budget.peakBytes() < 4 << 20, "peak " + budget.peakBytes());
    }
  }
}
