package io.github.agc4j.internal.read.range;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class PieceEndsTest {
  private static final int OVERLAP = 4;

  private static MemorySegment codes(int... codes) {
    byte[] bytes = new byte[codes.length];
    for (int i = 0; i < codes.length; i++) {
      bytes[i] = (byte) codes[i];
    }
    return MemorySegment.ofArray(bytes);
  }

  @Test
  void comparesTheHeadOfAPieceWithTheTailOfTheOneBefore(MemoryBudget budget) {
    try (PieceEnds ends = new PieceEnds(OVERLAP, false, budget)) {
      ends.makeRoom(3);
      ends.keep(0, codes(0, 0, 1, 2, 3, 0), 6, false);
      ends.keep(1, codes(1, 2, 3, 0, 2, 2, 2, 2), 8, true);
      ends.keep(2, codes(2, 2, 2, 1, 0), 5, true);
      assertTrue(ends.isHeadTailBefore(1, OVERLAP));
      assertFalse(ends.isHeadTailBefore(2, OVERLAP));
    }
  }

  @Test
  void comparesOnlyTheSymbolsThatWereRead(MemoryBudget budget) {
    try (PieceEnds ends = new PieceEnds(OVERLAP, false, budget)) {
      ends.makeRoom(2);
      ends.keep(0, codes(3, 0), 2, false);
      ends.keep(1, codes(1, 1, 3, 0, 2), 5, true);
      assertTrue(ends.isHeadTailBefore(1, 2));
      assertArrayEquals(new byte[] {3, 0}, ends.tail(0, 2).toArray(ValueLayout.JAVA_BYTE));
      assertArrayEquals(new byte[] {1, 1, 3, 0}, ends.head(1).toArray(ValueLayout.JAVA_BYTE));
      assertArrayEquals(new byte[] {1, 3, 0, 2}, ends.tail(1, 5).toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
