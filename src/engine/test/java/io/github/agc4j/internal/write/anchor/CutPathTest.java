package io.github.agc4j.internal.write.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class CutPathTest {
  private static final int CUT = 2000;
  private static final int SYMBOL = 25;
  private static final int NEW_SYMBOL = 23;

  @Test
  void noPathIsCheaper(MemoryBudget budget) {
    try (CutPath path = new CutPath(budget)) {
      for (long seed = 0; seed < 3000; seed++) {
        Random random = new Random(seed);
        int[] hits = new int[random.nextInt(7)];
        int[] symbols = new int[hits.length];
        int[] missed = new int[hits.length];
        path.start();
        for (int i = 0; i < hits.length; i++) {
          hits[i] = random.nextInt(3) == 0 ? CutPath.NO_HIT : random.nextInt(3);
          symbols[i] = 1 + random.nextInt(random.nextBoolean() ? 20 : 200);
          missed[i] = random.nextInt(2) * random.nextInt(symbols[i]);
          path.add(i, hits[i], symbols[i], missed[i]);
        }
        path.finish();
        assertEquals(
            cheapest(hits, symbols, missed),
            cost(states(path, hits.length), hits, symbols, missed),
            "seed=" + seed);
      }
    }
  }

  private static int[] states(CutPath path, int anchors) {
    int[] states = new int[anchors];
    Arrays.fill(states, path.state(0));
    for (long stretch = 1; stretch < path.stretches(); stretch++) {
      Arrays.fill(states, (int) path.firstFind(stretch), anchors, path.state(stretch));
    }
    return states;
  }

  private static int cost(int[] states, int[] hits, int[] symbols, int[] missed) {
    int cost = 0;
    for (int i = 0; i < states.length; i++) {
      cost += i > 0 && states[i] != states[i - 1] ? CUT : 0;
      if (states[i] == CutPath.NEW) {
        cost += symbols[i] * NEW_SYMBOL;
      } else if (states[i] != hits[i]) {
        cost += symbols[i] * SYMBOL;
      } else {
        cost += missed[i] * SYMBOL;
      }
    }
    return cost;
  }

  private static int cheapest(int[] hits, int[] symbols, int[] missed) {
    int[] states = new int[hits.length];
    int best = Integer.MAX_VALUE;
    for (int number = 0; number < 1 << 2 * hits.length; number++) {
      for (int i = 0; i < states.length; i++) {
        states[i] = (number >> 2 * i & 3) - 1;
      }
      best = Math.min(best, cost(states, hits, symbols, missed));
    }
    return best;
  }
}
