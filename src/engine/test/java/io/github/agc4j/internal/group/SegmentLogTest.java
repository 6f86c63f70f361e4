package io.github.agc4j.internal.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.testing.EmptyBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class SegmentLogTest {
  private static final int LENGTH_MAX = Integer.MAX_VALUE - 64;
  private static final long ORDER_MAX = (1L << 32) - 1;

  private static void addDelta(SegmentLog log, int contig, int group, byte... delta) {
    MemorySegment.copy(
        delta, 0, log.room(delta.length + 5L), ValueLayout.JAVA_BYTE, 0, delta.length);
    log.addDelta(contig, 1, 50, true, group, delta.length);
  }

  @Test
  void keepsSegmentsByTextWithTheirKeys(MemoryBudget budget) {
    try (SegmentLog log = new SegmentLog(budget)) {
      log.addText(7, ORDER_MAX, 1L << 40, LENGTH_MAX, true, new SegmentKey(3, -5));
      log.addText(0, 2, 4, 1, false, SegmentKey.RAW);
      assertEquals(2, log.count());
      assertTrue(log.isText(0));
      assertEquals(7, log.contig(0));
      assertEquals(ORDER_MAX, log.order(0));
      assertEquals(1L << 40, log.from(0));
      assertEquals(LENGTH_MAX, log.length(0));
      assertTrue(log.reversed(0));
      assertEquals(new SegmentKey(3, -5), log.key(0));
      assertTrue(log.isText(1));
      assertEquals(SegmentKey.RAW, log.key(1));
      assertEquals(1, log.length(1));
      assertFalse(log.reversed(1));
      assertEquals(0, log.delta(1).byteSize());
    }
  }

  @Test
  void keepsOnlyTheUsedPartOfTheRoomOfADelta(MemoryBudget budget) {
    try (SegmentLog log = new SegmentLog(budget)) {
      addDelta(log, 1, 40, (byte) 1, (byte) 2, (byte) 3);
      addDelta(log, 2, Integer.MAX_VALUE, (byte) 9);
      addDelta(log, 3, 41);
      assertArrayEquals(new byte[] {1, 2, 3}, log.delta(0).toArray(ValueLayout.JAVA_BYTE));
      assertArrayEquals(new byte[] {9}, log.delta(1).toArray(ValueLayout.JAVA_BYTE));
      assertEquals(0, log.delta(2).byteSize());
      assertFalse(log.isText(1));
      assertEquals(Integer.MAX_VALUE, log.group(1));
      assertEquals(3, log.contig(2));
    }
  }

  @Test
  void isEmptyAgainOnceItIsCleared(MemoryBudget budget) {
    try (SegmentLog log = new SegmentLog(budget)) {
      addDelta(log, 1, 40, (byte) 1);
      log.clear();
      assertEquals(0, log.count());
      addDelta(log, 2, 42, (byte) 8, (byte) 7);
      assertEquals(42, log.group(0));
      assertArrayEquals(new byte[] {8, 7}, log.delta(0).toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
