package io.github.agc4j.lzdiff;

import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Encodes texts against references, with the bytes of C++ agc 3.x (AGC format, section 6.3). For
 * one thread.
 */
public final class LzDiffEncoder implements AutoCloseable {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final int TOKEN_BYTES_MAX = 32;

  private final LzScan scan;
  private final int matchMin;
  private final Scratch scratch;
  private MemorySegment out;
  private long size;

  /**
   * An encoder for minimum match length {@code matchMin}; its output buffer counts in {@code
   * budget}.
   */
  public LzDiffEncoder(int matchMin, MemoryBudget budget) {
    this.matchMin = matchMin;
    this.scan = new LzScan(matchMin);
    this.scratch = new Scratch(budget);
  }

  /**
   * The delta of {@code length} codes of {@code text}: empty if it equals the reference.
   *
   * @return borrowed until the next call
   */
  public MemorySegment encode(MemorySegment text, int length, Reference reference) {
    scan.start(text, length, reference);
    // A match is longer than its token, so that the code is never much longer than the text.
    out = scratch.atLeast(2L * length + TOKEN_BYTES_MAX);
    size = 0;
    if (!scan.textEqualsReference()) {
      encodeTokens();
    }
    return out.asSlice(0, size);
  }

  private void encodeTokens() {
    int position = 0;
    int predicted = 0;
    int literals = 0;
    while (scan.hasKey(position)) {
      switch (scan.step(position, literals)) {
        case LITERAL -> {
          int count = scan.literalCount();
          for (int end = position + count; position < end; position++) {
            literal(position);
          }
          predicted += count;
          literals += count;
        }
        case N_RUN -> {
          nRun(scan.runLength());
          position += scan.runLength();
          literals = 0;
        }
        case MATCH -> {
          int length = scan.backward() + scan.forward();
          int start = position - scan.backward();
          int source = scan.matchPosition() - scan.backward();
          size -= scan.backward();
          if (source == predicted - scan.backward()) {
            markSameLiterals(source, literals - scan.backward());
          }
          match(
              source - predicted + scan.backward(),
              length,
              source,
              start + length == scan.textLength());
          predicted = source + length;
          position = start + length;
          literals = 0;
        }
      }
    }
    while (position < scan.textLength()) {
      literal(position++);
    }
  }

  private void literal(int position) {
    put(LzToken.LITERAL + scan.textCode(position));
  }

  private void nRun(int length) {
    put(LzToken.N_RUN_START);
    decimal(length - LzToken.N_RUN_MIN);
    put(LzToken.N_RUN_END);
  }

  private void match(int distance, int length, int source, boolean toTextEnd) {
    if (distance < 0) {
      put('-');
    }
    decimal(Math.abs(distance));
    if (!toTextEnd || source + length != scan.referenceLength()) {
      put(LzToken.LENGTH);
      decimal(length - matchMin);
    }
    put(LzToken.MATCH_END);
  }

  /**
   * Rewrites those of the {@code literals} literals just emitted that equal the reference symbol
   * opposite to them, but neither the first byte of the delta nor what is opposite to the
   * reference's first symbol.
   */
  private void markSameLiterals(int source, int literals) {
    MemorySegment tokens = out;
    long end = size;
    int count = (int) Math.min(literals, Math.min(end, source) - 1);
    for (int back = 1; back <= count; back++) {
      if (tokens.get(BYTE, end - back) - LzToken.LITERAL == scan.referenceCode(source - back)) {
        tokens.set(BYTE, end - back, LzToken.SAME);
      }
    }
  }

  private void decimal(int value) {
    int divisor = 1;
    while (value / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      put('0' + value / divisor % 10);
    }
  }

  private void put(int b) {
    out.set(BYTE, size++, (byte) b);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
