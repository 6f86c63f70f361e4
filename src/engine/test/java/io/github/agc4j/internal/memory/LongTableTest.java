package io.github.agc4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LongTableTest {
  private static final int FIRST = 0;
  private static final int SECOND = 1;
  private static final int COLUMNS = 3;

  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);

  private static void add(LongTable table, int rows) {
    for (int i = 0; i < rows; i++) {
      long row = table.add();
      assertEquals(i, row);
      table.set(row, FIRST, 10 + i);
      table.set(row, SECOND, -i);
    }
  }

  @Test
  void keepsAWordForEachRowAndColumn() {
    try (LongTable table = new LongTable(COLUMNS, budget)) {
      add(table, 1000);
      assertEquals(1000, table.rows());
      for (long row = 0; row < table.rows(); row++) {
        assertEquals(10 + row, table.get(row, FIRST));
        assertEquals(-row, table.get(row, SECOND));
        assertEquals(0, table.get(row, 2));
      }
    }
    assertEquals(0, budget.currentBytes());
  }

  @Test
  void newRowsAreZerosWhereOthersWereBefore() {
    try (LongTable table = new LongTable(COLUMNS, budget)) {
      add(table, 5);
      table.removeLast();
      table.resize(3);
      assertEquals(3, table.rows());
      assertEquals(3, table.add());
      assertEquals(0, table.get(3, FIRST));
      table.clear();
      table.resize(2);
      assertEquals(0, table.get(1, FIRST));
      assertEquals(0, table.get(1, SECOND));
    }
  }

  @Test
  void rowsMoveToTheFrontAndFromTableToTable() {
    try (LongTable table = new LongTable(COLUMNS, budget);
        LongTable other = new LongTable(COLUMNS, budget)) {
      add(table, 7);
      table.removeFirst(4);
      assertEquals(3, table.rows());
      assertEquals(14, table.get(0, FIRST));
      assertEquals(-6, table.get(2, SECOND));
      other.add(table, 1);
      assertEquals(15, other.get(0, FIRST));
      assertEquals(-5, other.get(0, SECOND));
    }
  }
}
