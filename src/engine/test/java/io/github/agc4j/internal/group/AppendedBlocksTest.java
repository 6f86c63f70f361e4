package io.github.agc4j.internal.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class AppendedBlocksTest {
  private record Piece(long place, byte[] content) {}

  private static List<Piece> append(AppendedBlocks blocks, Random random, int count) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[random.nextInt(100) == 0 ? 3_000_000 : random.nextInt(5000)];
      random.nextBytes(content);
      // More room is asked for than is used.
      MemorySegment room = blocks.room(2L * content.length + 32);
      MemorySegment.copy(content, 0, room, ValueLayout.JAVA_BYTE, 0, content.length);
      pieces.add(new Piece(blocks.keep(content.length), content));
    }
    return pieces;
  }

  private static void assertThere(AppendedBlocks blocks, List<Piece> pieces) {
    for (Piece piece : pieces) {
      MemorySegment view = blocks.view(piece.place(), piece.content().length);
      assertArrayEquals(piece.content(), view.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void piecesStayUntilAllAreForgotten(MemoryBudget budget) {
    Random random = new Random(11);
    try (AppendedBlocks blocks = new AppendedBlocks(budget)) {
      for (int round = 0; round < 3; round++) {
        assertThere(blocks, append(blocks, random, 1000));
        blocks.clear();
      }
    }
  }

  @Test
  void roomThatIsNotUsedIsNotKept(MemoryBudget budget) {
    List<Piece> pieces = new ArrayList<>();
    try (AppendedBlocks blocks = new AppendedBlocks(budget)) {
      for (int i = 0; i < 100; i++) {
        byte[] content = {(byte) i, 2, 3};
        MemorySegment room = blocks.room(20 << 20);
        MemorySegment.copy(content, 0, room, ValueLayout.JAVA_BYTE, 0, content.length);
        pieces.add(new Piece(blocks.keep(content.length), content));
      }
      assertThere(blocks, pieces);
      assertTrue(budget.peakBytes() < 40 << 20, "peak=" + budget.peakBytes());
    }
  }

  @Test
  void memoryIsUsedAgain(MemoryBudget budget) {
    try (AppendedBlocks blocks = new AppendedBlocks(budget)) {
      assertEquals(0, budget.currentBytes());
      append(blocks, new Random(12), 500);
      long bytes = budget.currentBytes();
      for (int round = 0; round < 20; round++) {
        blocks.clear();
        assertThere(blocks, append(blocks, new Random(12), 500));
      }
      assertTrue(budget.currentBytes() <= bytes, bytes + " became " + budget.currentBytes());
    }
  }
}
