package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.testing.EmptyBudget;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(EmptyBudget.class)
class LongArrayTest {
  @ParameterizedTest
  @CsvSource({"0, 64", "1, 64", "40, 3", "1000, 64", "1000, 5", "70000, 20", "70000, 64"})
  void sortsUnsignedAndStably(int count, int bits, MemoryBudget budget) {
    Random random = new Random(count);
    try (LongArray words = new LongArray(budget);
        LongArray places = new LongArray(budget);
        LongArray original = new LongArray(budget)) {
      for (int i = 0; i < count; i++) {
        long word = random.nextLong() >>> 64 - bits;
        words.add(word);
        original.add(word);
        places.add(i);
      }
      words.sort(places);
      check(words, places, original);
      places.clear();
      for (int i = 0; i < count; i++) {
        places.add(i);
      }
      places.sort(
          (LongArray.Order) (a, b) -> Long.compareUnsigned(original.get(a), original.get(b)));
      check(words, places, original);
    }
  }

  private static void check(LongArray words, LongArray places, LongArray original) {
    for (long i = 0; i < words.count(); i++) {
      assertEquals(original.get(places.get(i)), words.get(i));
      if (i > 0) {
        int order = Long.compareUnsigned(words.get(i - 1), words.get(i));
        assertEquals(true, order < 0 || order == 0 && places.get(i - 1) < places.get(i));
      }
    }
  }
}
