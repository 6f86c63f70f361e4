package io.github.agc4j.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OrderedTasksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void resultsComeInTheOrderOfTheTasks(int threads) throws IOException {
    try (OrderedTasks<Integer> tasks = new OrderedTasks<>("test", threads)) {
      for (int i = 0; i < 200; i++) {
        int number = i;
        tasks.give(() -> number);
      }
      assertEquals(200, tasks.underWay());
      for (int i = 0; i < 200; i++) {
        assertEquals(i, tasks.take());
      }
      assertEquals(0, tasks.underWay());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFailureIsThrownInItsPlaceAndAsItIs(int threads) throws IOException {
    try (OrderedTasks<String> tasks = new OrderedTasks<>("test", threads)) {
      tasks.give(() -> "first");
      tasks.give(
          () -> {
            throw new IOException("second");
          });
      tasks.give(() -> "third");
      assertEquals("first", tasks.take());
      assertEquals("second", assertThrows(IOException.class, tasks::take).getMessage());
      assertEquals("third", tasks.take());
    }
  }

  @Test
  void aTaskThatIsInterruptedIsToldAsSuch() {
    try (OrderedTasks<String> tasks = new OrderedTasks<>("test", 1)) {
      Thread.currentThread().interrupt();
      tasks.give(
          () -> {
            new CountDownLatch(1).await();
            return "never";
          });
      assertThrows(InterruptedIOException.class, tasks::take);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void whatIsAbandonedIsWaitedForAndGivenBack() {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    try (OrderedTasks<Integer> tasks = new OrderedTasks<>("test", 2)) {
      for (int i = 0; i < 50; i++) {
        tasks.give(
            () -> {
              begun.countDown();
              goOn.await();
              return done.incrementAndGet();
            });
      }
      begun.await();
      Thread abandoned =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (done.get() == 0) {
                      goOn.countDown();
                      Thread.onSpinWait();
                    }
                  });
      List<Integer> unused = new ArrayList<>();
      Thread.currentThread().interrupt();
      tasks.abandon(unused::add);
      assertTrue(Thread.interrupted());
      abandoned.join();
      assertEquals(done.get(), unused.size());
      assertTrue(unused.size() >= 2, "those that had begun: " + unused.size());
      assertEquals(0, tasks.underWay());
      tasks.give(() -> -1);
      assertEquals(-1, tasks.take());
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoeverIsInterruptedMayAskAgain() throws IOException {
    CountDownLatch goOn = new CountDownLatch(1);
    try (OrderedTasks<String> tasks = new OrderedTasks<>("test", 2)) {
      tasks.give(
          () -> {
            goOn.await();
            return "late";
          });
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, tasks::take);
      assertTrue(Thread.interrupted());
      assertFalse(tasks.underWay() == 0);
      goOn.countDown();
      assertEquals("late", tasks.take());
    }
  }
}
