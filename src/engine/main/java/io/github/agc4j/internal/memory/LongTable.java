package io.github.agc4j.internal.memory;

/**
 * A growable off-heap table of rows that have a 64-bit word in each column. Who owns it names the
 * columns, from 0 on. Not safe for use by several threads at once.
 */
public final class LongTable implements AutoCloseable {
  private final LongArray words;
  private final int columns;

  /** Counted, since dividing takes longer than all else that is done with a row. */
  private long rows;

  /** A table without rows. */
  public LongTable(int columns, MemoryBudget budget) {
    this.words = new LongArray(budget);
    this.columns = columns;
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** The word of {@code row}, 0-based, in {@code column}. */
  public long get(long row, int column) {
    return words.get(row * columns + column);
  }

  /** Replaces the word of {@code row}, which is there, in {@code column}. */
  public void set(long row, int column, long word) {
    words.set(row * columns + column, word);
  }

  /** Adds a row of zeros, and returns its number. */
  public long add() {
    words.resize(words.count() + columns, 0);
    return rows++;
  }

  /** Adds a row that is as {@code row} of {@code other}, a table of as many columns. */
  public void add(LongTable other, long row) {
    for (int column = 0; column < columns; column++) {
      words.add(other.get(row, column));
    }
    rows++;
  }

  /** Forgets the rows from {@code newRows} on, or adds rows of zeros up to there. */
  public void resize(long newRows) {
    words.resize(newRows * columns, 0);
    rows = newRows;
  }

  /** Forgets the first {@code count} rows; what follows moves to the front. */
  public void removeFirst(long count) {
    long left = words.count() - count * columns;
    for (long i = 0; i < left; i++) {
      words.set(i, words.get(count * columns + i));
    }
    words.resize(left, 0);
    rows -= count;
  }

  /** Forgets the last row. */
  public void removeLast() {
    words.resize(words.count() - columns, 0);
    rows--;
  }

  /** Forgets all rows and keeps the memory. */
  public void clear() {
    words.clear();
    rows = 0;
  }

  @Override
  public void close() {
    words.close();
  }
}
