package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PinsTest {
  private static final int THREADS = 2;
  private static final int PINS = 100;
  private static final int ROUNDS = 3000;

  @Test
  void onlyWhatNobodyHasPinnedIsRetired() {
    Pins pins = new Pins();
    assertTrue(pins.pin());
    assertTrue(pins.pin());
    pins.unpin();
    assertTrue(pins.isPinned());
    assertFalse(pins.retire());
    pins.unpin();
    assertFalse(pins.isPinned());
    assertTrue(pins.retire());
    assertFalse(pins.retire());
    assertFalse(pins.pin());
    pins.restore();
    assertTrue(pins.pin());
  }

  @Test
  void knowsWhetherItWasPinnedOfLate() {
    Pins pins = new Pins();
    assertFalse(pins.wasPinned());
    pins.pin();
    pins.unpin();
    assertTrue(pins.wasPinned());
    assertFalse(pins.wasPinned());
  }

  /** What one round of threads does to one thing. */
  private static final class Round {
    private final Pins pins = new Pins();

    /** What retiring takes away; looked at without any other order than that of the pins. */
    private final AtomicInteger usedAfterwards = new AtomicInteger();

    private boolean isFreed;

    /** Pins and unpins until it is retired, but not for ever. */
    private void use() {
      for (int i = 0; i < PINS && pins.pin(); i++) {
        if (isFreed) {
          usedAfterwards.incrementAndGet();
        }
        pins.unpin();
      }
    }

    private void free() {
      while (!pins.retire()) {
        Thread.onSpinWait();
      }
      isFreed = true;
    }
  }

  /** Each round begins at a barrier, so that pins and the retiring meet in the first few steps. */
  @Test
  void nobodyHasPinnedWhatIsRetired() throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(new Round());
    }
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Void>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        boolean frees = thread == 0;
        Callable<Void> all =
            () -> {
              for (Round round : rounds) {
                start.await();
                if (frees) {
                  round.free();
                } else {
                  round.use();
                }
              }
              return null;
            };
        running.add(threads.submit(all));
      }
      for (Future<Void> each : running) {
        each.get();
      }
    }
    for (Round round : rounds) {
      assertEquals(0, round.usedAfterwards.get());
      assertTrue(round.isFreed);
    }
  }
}
