package io.github.agc4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What is not allowed is noticed. */
class BoundsTest {
  @Test
  void failuresWithAMessageAreAllowed() {
    IOException failure = new IOException("x.agc: damaged");
    assertEquals(
        failure,
        Bounds.attempt(
            () -> {
              throw failure;
            }));
  }

  @Test
  void failuresWithoutAMessageAreNoticed() {
    assertThrows(
        AssertionError.class,
        () ->
            Bounds.attempt(
                () -> {
                  throw new IOException();
                }));
  }

  @Test
  void otherFailuresAreNoticed() {
    assertThrows(
        IllegalStateException.class,
        () ->
            Bounds.attempt(
                () -> {
                  throw new IllegalStateException("x");
                }));
  }

  @Test
  void slowAttemptsAreNoticed() {
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + 2_100_000_000L;
    assertThrows(
        AssertionError.class,
        () ->
            Bounds.attempt(
                () -> {
                  while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
                    Thread.onSpinWait();
                  }
                }));
  }
}
