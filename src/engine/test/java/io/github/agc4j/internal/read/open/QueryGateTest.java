package io.github.agc4j.internal.read.open;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class QueryGateTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 200;

  @Test
  void closeWaitsForQueriesUnderWay() throws Exception {
    QueryGate gate = new QueryGate();
    assertTrue(gate.enter(3));
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> closed = other.submit(gate::close);
      Assertions.assertThrows(TimeoutException.class, () -> closed.get(20, TimeUnit.MILLISECONDS));
      gate.leave(3);
      closed.get(10, TimeUnit.SECONDS);
    }
    assertFalse(gate.enter(3));
  }

  /**
   * Each round begins at a barrier, so that queries and the closing meet in the first few steps.
   */
  @Test
  void nobodyIsInsideOnceItIsClosed() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      CyclicBarrier start = new CyclicBarrier(THREADS + 1);
      for (int round = 0; round < ROUNDS; round++) {
        QueryGate gate = new QueryGate();
        AtomicBoolean isFreed = new AtomicBoolean();
        List<Future<Integer>> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          users.add(threads.submit(user(gate, i % 2, isFreed, start)));
        }
        start.await();
        gate.close();
        // Without an order of its own: what is not ordered by the gate may be seen too early.
        isFreed.setPlain(true);
        for (Future<Integer> user : users) {
          assertEquals(0, user.get());
        }
      }
    }
  }

  /** Goes in and out until it is refused; answers how often it was inside what was freed. */
  private static Callable<Integer> user(
      QueryGate gate, int cell, AtomicBoolean isFreed, CyclicBarrier start) {
    return () -> {
      int wrong = 0;
      start.await();
      while (gate.enter(cell)) {
        wrong += isFreed.getPlain() ? 1 : 0;
        gate.leave(cell);
      }
      return wrong;
    };
  }
}
