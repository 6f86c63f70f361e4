package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  @Test
  void countsInEveryAncestorAndKeepsThePeak() {
    MemoryBudget root = MemoryBudget.root(100);
    MemoryBudget child = root.child("a", 60);
    MemoryBudget other = root.child("b");
    child.reserve(50);
    other.reserve(30);
    assertEquals(80, root.currentBytes());
    assertTrue(child.hasRoom(10));
    assertFalse(child.hasRoom(11), "its own limit");
    assertFalse(other.hasRoom(21), "the root's limit");
    child.release(50);
    assertEquals(30, root.currentBytes());
    assertEquals(80, root.peakBytes());
    assertEquals(50, child.peakBytes());
  }
}
