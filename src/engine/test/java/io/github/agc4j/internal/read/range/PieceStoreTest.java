package io.github.agc4j.internal.read.range;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class PieceStoreTest {
  private static byte[] codes(Random random, int length, int codesMax) {
    byte[] codes = new byte[length];
    for (int i = 0; i < length; i++) {
      codes[i] = (byte) random.nextInt(codesMax);
    }
    return codes;
  }

  @Test
  void givesBackWhatWasPutWithAndWithoutOtherCodesThanBases(MemoryBudget budget) {
    Random random = new Random(9);
    try (PieceStore store = new PieceStore(budget)) {
      for (int round = 0; round < 3; round++) {
        byte[][] pieces = new byte[50][];
        for (int i = 0; i < pieces.length; i++) {
          pieces[i] = codes(random, random.nextInt(300), i % 3 == 0 ? 15 : 4);
          store.add(pieces[i].length);
        }
        store.makeRoom();
        for (int i = pieces.length - 1; i >= 0; i--) {
          byte[] inFront = new byte[pieces[i].length + 2];
          System.arraycopy(pieces[i], 0, inFront, 2, pieces[i].length);
          store.put(i, MemorySegment.ofArray(inFront), 2);
        }
        for (int i = 0; i < pieces.length; i++) {
          byte[] read = new byte[pieces[i].length];
          store.copy(i, MemorySegment.ofArray(read), 0);
          assertArrayEquals(pieces[i], read);
        }
        store.clear();
        assertEquals(0, store.bytes());
      }
    }
  }

  @Test
  void takesNoRoomForPiecesThatWereCut(MemoryBudget budget) {
    try (PieceStore store = new PieceStore(budget)) {
      store.add(8);
      long bytes = store.bytes();
      store.add(1000);
      store.add(2000);
      store.cut(1);
      assertEquals(1, store.count());
      assertEquals(bytes, store.bytes());
      store.add(4);
      store.makeRoom();
      store.put(1, MemorySegment.ofArray(new byte[] {3, 2, 1, 0}), 0);
      byte[] read = new byte[4];
      MemorySegment target = MemorySegment.ofArray(read);
      store.copy(1, target, 0);
      assertEquals(3, target.get(ValueLayout.JAVA_BYTE, 0));
      assertArrayEquals(new byte[] {3, 2, 1, 0}, read);
    }
  }
}
