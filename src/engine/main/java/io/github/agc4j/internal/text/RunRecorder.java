package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;

/** The runs of one contig while it is read, ascending and apart from each other. For one thread. */
final class RunRecorder implements AutoCloseable {
  private static final long NONE = -1;

  /** Whether each run has a byte that tells them apart. */
  private final boolean hasBytes;

  private final GrowableBytes runs;
  private long endBefore;
  private long from = NONE;
  private long to;
  private int value;

  RunRecorder(boolean hasBytes, MemoryBudget budget) {
    this.hasBytes = hasBytes;
    this.runs = new GrowableBytes(budget);
  }

  void start() {
    runs.clear();
    endBefore = 0;
    from = NONE;
  }

  /** Begins a run at {@code position} if none is open, otherwise ends it in front of that. */
  void toggle(long position) {
    if (from == NONE) {
      from = position;
    } else {
      to = position;
      end();
    }
  }

  /** Adds the symbol at {@code position}, which is {@code newValue}. */
  void add(long position, int newValue) {
    if (from != NONE && (to != position || value != newValue)) {
      end();
    }
    if (from == NONE) {
      from = position;
      value = newValue;
    }
    to = position + 1;
  }

  private void end() {
    runs.putVarint(from - endBefore);
    runs.putVarint(to - from - 1);
    if (hasBytes) {
      runs.putByte(value);
    }
    endBefore = to;
    from = NONE;
  }

  /** Ends the run that is open in a contig of {@code symbols} symbols. */
  void finish(long symbols) {
    if (from != NONE) {
      to = hasBytes ? to : symbols;
      end();
    }
  }

  /** What was recorded, borrowed. */
  MemorySegment recorded() {
    return runs.written();
  }

  @Override
  public void close() {
    runs.close();
  }
}
