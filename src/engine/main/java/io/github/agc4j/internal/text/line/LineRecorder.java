package io.github.agc4j.internal.text.line;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;

/** The lines of one record while it is read. For one thread. */
public final class LineRecorder implements AutoCloseable {
  private final GrowableBytes lines;
  private long blanks;
  private long letters;
  private int unit;
  private long count;

  /** A CR that LF may follow, and the symbols in front of it. */
  private boolean isAfterReturn;

  private long lettersBeforeReturn;

  /** No lines. */
  public LineRecorder(MemoryBudget budget) {
    this.lines = new GrowableBytes(budget);
  }

  /** Forgets what was recorded. */
  public void start() {
    lines.clear();
    count = 0;
    blanks = 0;
    isAfterReturn = false;
  }

  /** Bytes that were added since the last symbol. */
  public long blanks() {
    return blanks;
  }

  /**
   * Adds {@code newLetters} symbols and the unit after them, a byte; LF after CR makes one unit.
   */
  public void add(long newLetters, int newUnit) {
    blanks = newLetters > 0 ? 1 : blanks + 1;
    if (newUnit == LineUnit.LINE_FEED && isAfterReturn && newLetters == 0) {
      isAfterReturn = false;
      put(lettersBeforeReturn, LineUnit.CR_LF);
      return;
    }
    endReturn();
    if (newUnit == LineUnit.CARRIAGE_RETURN) {
      isAfterReturn = true;
      lettersBeforeReturn = newLetters;
    } else {
      put(newLetters, newUnit);
    }
  }

  /** No LF followed the CR that was added last. */
  private void endReturn() {
    if (isAfterReturn) {
      isAfterReturn = false;
      put(lettersBeforeReturn, LineUnit.CARRIAGE_RETURN);
    }
  }

  private void put(long newLetters, int newUnit) {
    if (count > 0 && letters == newLetters && unit == newUnit) {
      count++;
      return;
    }
    flush();
    letters = newLetters;
    unit = newUnit;
    count = 1;
  }

  private void flush() {
    if (count > 0) {
      lines.putVarint(letters);
      lines.putVarint(unit);
      lines.putVarint(count);
      count = 0;
    }
  }

  /** Ends the record. */
  public void finish() {
    endReturn();
    flush();
  }

  /** What was recorded, borrowed. */
  public MemorySegment recorded() {
    return lines.written();
  }

  @Override
  public void close() {
    lines.close();
  }
}
