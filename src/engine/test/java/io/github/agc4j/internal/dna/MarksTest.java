package io.github.agc4j.internal.dna;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {
  private static final int LENGTH = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void stretchesAreMarkedAndFlippedAndNothingBesideThem(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] marked = new byte[LENGTH];
      random.nextBytes(marked);
      byte[] flipped = marked.clone();
      byte[] expectedMarked = marked.clone();
      byte[] expectedFlipped = marked.clone();
      int from = random.nextInt(LENGTH);
      int to = from + random.nextInt(Math.min(120, LENGTH - from + 1));
      for (int at = from; at < to; at++) {
        expectedMarked[at] |= Nucleotides.LOWER;
        expectedFlipped[at] ^= Nucleotides.LOWER;
      }
      CaseMarks.set(MemorySegment.ofArray(marked), from, to);
      CaseMarks.flip(MemorySegment.ofArray(flipped), from, to);
      String at = "seed=" + seed + " [" + from + ", " + to + ")";
      assertArrayEquals(expectedMarked, marked, at);
      assertArrayEquals(expectedFlipped, flipped, at);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void theNextMarkIsFoundWhateverTheCodes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] codes = new byte[LENGTH];
      random.nextBytes(codes);
      int from = random.nextInt(LENGTH);
      int to = from + random.nextInt(LENGTH - from + 1);
      int marked = random.nextInt(LENGTH);
      for (int at = 0; at < LENGTH; at++) {
        codes[at] &= (byte) (at == marked ? -1 : ~Nucleotides.LOWER);
      }
      codes[marked] |= Nucleotides.LOWER;
      assertEquals(
          marked >= from && marked < to ? marked : to,
          CaseMarks.next(MemorySegment.ofArray(codes), from, to),
          "seed=" + seed + " [" + from + ", " + to + ") marked=" + marked);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void aCursorMarksWhatBoundsTellWhereverItIsSentNext(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      boolean[] isMarked = new boolean[LENGTH];
      MarkCursor cursor = new MarkCursor();
      cursor.goTo(bounds(random, isMarked));
      for (int j = 0; j < 50; j++) {
        int from = random.nextInt(LENGTH);
        int count = random.nextInt(LENGTH - from + 1);
        byte[] expected = new byte[LENGTH + 3];
        for (int at = 0; at < count; at++) {
          expected[3 + at] = (byte) (isMarked[from + at] ? Nucleotides.LOWER : 0);
        }
        byte[] codes = new byte[LENGTH + 3];
        cursor.mark(from, count, MemorySegment.ofArray(codes), 3);
        assertArrayEquals(expected, codes, "seed=" + seed + " from=" + from + " count=" + count);
      }
    }
  }

  private static MemorySegment bounds(Random random, boolean[] isMarked) {
    int stretches = random.nextInt(40);
    int[] bounds = new int[2 * stretches];
    int end = 0;
    int count = 0;
    for (int i = 0; i < stretches; i++) {
      int start = end + random.nextInt(12);
      end = start + 1 + random.nextInt(12);
      if (end > isMarked.length) {
        break;
      }
      for (int at = start; at < end; at++) {
        isMarked[at] = true;
      }
      bounds[count++] = start;
      bounds[count++] = end;
    }
    MemorySegment all = MemorySegment.ofArray(new byte[(int) MarkBounds.bytes(count)]);
    MemorySegment.copy(bounds, 0, all, ValueLayout.JAVA_INT_UNALIGNED, 0, count);
    return all;
  }
}
