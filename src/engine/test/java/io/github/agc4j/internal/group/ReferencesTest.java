package io.github.agc4j.internal.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.References.ActiveReference;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class ReferencesTest {
  private static final int MATCH_MIN = 20;

  /** How many of the last symbols may be told wrongly. */
  private static final int UNTOLD = 3;

  private static byte[] codes(Random random) {
    byte[] codes = new byte[1 + random.nextInt(300)];
    int largest = 4 + random.nextInt(2) * random.nextInt(12);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) random.nextInt(random.nextInt(9) == 0 ? largest : 4);
    }
    return codes;
  }

  @Test
  void symbolsAndCodesAreThoseThatWereAdded(MemoryBudget budget) throws IOException {
    Random random = new Random(12);
    List<byte[]> added = new ArrayList<>();
    try (References references = new References(MATCH_MIN, budget, budget)) {
      references.ensureGroups(500);
      for (int group = 0; group < 500; group++) {
        added.add(codes(random));
        references.add(group, MemorySegment.ofArray(added.get(group)), added.get(group).length);
      }
      for (int group = 0; group < 500; group++) {
        byte[] codes = added.get(group);
        PackedSequence symbols = references.symbolsOf(group);
        assertEquals(codes.length, symbols.symbols());
        for (int i = 0; i < codes.length - UNTOLD; i++) {
          if (codes[i] < 4) {
            assertEquals(codes[i], symbols.word(i) >>> 62, "group " + group + ", symbol " + i);
          }
        }
        try (ActiveReference active = references.acquire(group)) {
          MemorySegment held = active.codes().asSlice(0, codes.length);
          assertEquals(-1, held.mismatch(MemorySegment.ofArray(codes)), "group " + group);
        }
      }
    }
  }
}
