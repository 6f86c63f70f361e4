package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What coding a text against a reference would cost (AGC compression, sections 5.5.4 and 5.5.5).
 * For one thread.
 */
public final class LzDiffCost {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final int ESTIMATE_DIGITS_MAX = 8;
  private static final int COST_DIGITS_MAX = 10;

  /** Where in a run or match {@link #costs} puts its cost. */
  public enum At {
    /** At its first symbol. */
    START,
    /** At its last symbol. */
    END
  }

  private final LzScan scan;
  private final int matchMin;

  /** Costs for minimum match length {@code matchMin}. */
  public LzDiffCost(int matchMin) {
    this.matchMin = matchMin;
    this.scan = new LzScan(matchMin);
  }

  /**
   * An estimate of the delta's size in bytes, an unsigned 32-bit number: 0 if the text equals the
   * reference; given up, with what was summed so far, as soon as that exceeds {@code bound}.
   *
   * <p>As in C++ agc a match is not extended to the left over literals already counted, so that the
   * scan then skips as many symbols as the extension has, possibly beyond the end of the text,
   * where the sum wraps around.
   */
  public long estimate(MemorySegment text, int length, Reference reference, long bound) {
    scan.start(text, length, reference);
    if (scan.textEqualsReference()) {
      return 0;
    }
    long cost = 0;
    int position = 0;
    int predicted = 0;
    int literals = 0;
    while (scan.hasKey(position)) {
      if (cost > bound) {
        return cost;
      }
      switch (scan.step(position, literals)) {
        case LITERAL -> {
          cost += scan.literalCount();
          position += scan.literalCount();
          predicted += scan.literalCount();
          literals += scan.literalCount();
        }
        case N_RUN -> {
          cost += 2 + digits(scan.runLength(), ESTIMATE_DIGITS_MAX);
          position += scan.runLength();
          literals = 0;
        }
        case MATCH -> {
          cost += estimateMatch(position, predicted);
          predicted = scan.matchPosition() + scan.backward() + scan.forward();
          position += scan.backward() + scan.forward();
          literals = 0;
        }
      }
    }
    return cost + length - position & 0xffff_ffffL;
  }

  private int estimateMatch(int position, int predicted) {
    int length = scan.backward() + scan.forward();
    int distance = scan.matchPosition() - predicted;
    int cost = digits(Math.abs(distance), ESTIMATE_DIGITS_MAX) + (distance < 0 ? 1 : 0) + 1;
    boolean toEnd =
        position + length == scan.textLength()
            && scan.matchPosition() + length == scan.referenceLength();
    return toEnd ? cost : cost + 1 + digits(length - matchMin, ESTIMATE_DIGITS_MAX);
  }

  /** Writes the cost of each of the text's symbols, as 32-bit numbers, to {@code costs}. */
  public void costs(
      MemorySegment text, int length, Reference reference, At at, MemorySegment costs) {
    scan.start(text, length, reference);
    int position = 0;
    int predicted = 0;
    int literals = 0;
    while (scan.hasKey(position)) {
      switch (scan.step(position, literals)) {
        case LITERAL -> {
          int count = scan.literalCount();
          for (int end = position + count; position < end; position++) {
            costs.set(INT, (long) position << 2, 1);
          }
          predicted += count;
          literals += count;
        }
        case N_RUN -> {
          int run = scan.runLength();
          put(costs, position, run, 2 + digits(run - LzToken.N_RUN_MIN, COST_DIGITS_MAX), at);
          position += run;
          literals = 0;
        }
        case MATCH -> {
          int matched = scan.backward() + scan.forward();
          int distance = scan.matchPosition() - predicted;
          position -= scan.backward();
          put(costs, position, matched, costOfMatch(distance, matched), at);
          predicted = scan.matchPosition() + scan.forward();
          position += matched;
          literals = 0;
        }
      }
    }
    for (; position < length; position++) {
      costs.set(INT, (long) position << 2, 1);
    }
  }

  private int costOfMatch(int distance, int matched) {
    return digits(Math.abs(distance), COST_DIGITS_MAX)
        + (distance < 0 ? 1 : 0)
        + digits(matched - matchMin, COST_DIGITS_MAX)
        + 2;
  }

  private static void put(MemorySegment costs, int position, int length, int cost, At at) {
    costs.asSlice((long) position * Integer.BYTES, (long) length * Integer.BYTES).fill((byte) 0);
    costs.set(INT, (long) (at == At.START ? position : position + length - 1) << 2, cost);
  }

  private static int digits(int value, int most) {
    int digits = 1;
    for (int rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return Math.min(digits, most);
  }
}
