package io.github.agc4j.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SideBySideTest {
  @Test
  void asManyRunAtATimeAsMay() throws IOException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    List<SideBySide.Task> tasks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      tasks.add(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            pause(5);
            running.decrementAndGet();
            done.incrementAndGet();
          });
    }
    SideBySide.run(tasks, 4);
    assertEquals(40, done.get());
    assertTrue(most.get() > 1 && most.get() <= 4, most + " at a time");
    SideBySide.run(List.of(), 4);
  }

  private static void pause(long ms) throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  @Test
  void theFirstFailureEndsAll() {
    IOException failure = new IOException("no");
    AtomicInteger begun = new AtomicInteger();
    List<SideBySide.Task> tasks = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      tasks.add(
          () -> {
            begun.incrementAndGet();
            pause(5);
            throw failure;
          });
    }
    assertSame(failure, assertThrows(IOException.class, () -> SideBySide.run(tasks, 2)));
    assertTrue(begun.get() < 1000, begun + " were begun");
    assertThrows(
        IllegalStateException.class,
        () ->
            SideBySide.run(
                List.of(
                    () -> {
                      throw new IllegalStateException();
                    },
                    () -> {}),
                2));
  }

  @Test
  void anInterruptEndsAll() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    SideBySide.Task waiting =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            // As it should be.
          }
        };
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> SideBySide.run(List.of(waiting, waiting), 2));
    assertTrue(Thread.interrupted());
  }
}
