package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.Nucleotides;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The common part of encoding and of estimating: what stands at a position of the text. For one
 * thread.
 */
final class LzScan extends ReferenceScan {
  /** Readable bytes after the last symbol of texts and references. */
  static final int PADDING_BYTES = 8;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int keyLength;
  private final long keyMask;

  private MemorySegment text;
  private MemorySegment reference;

  private long key;
  private int keyEnd;
  private int lastOther;

  LzScan(int matchMin) {
    super(matchMin);
    this.keyLength = keyLength();
    this.keyMask = (1L << 2 * keyLength) - 1;
  }

  /**
   * Starts with a text of {@code length} codes against a reference; all stay borrowed during the
   * scan.
   */
  void start(MemorySegment newText, int length, Reference against) {
    text = newText;
    textLength = length;
    reference = against.codes();
    referenceLength = against.length();
    open(against);
    key = 0;
    keyEnd = 0;
    lastOther = -1;
  }

  /** Whether text and reference are equal. */
  boolean textEqualsReference() {
    return textLength == referenceLength
        && MemorySegment.mismatch(text, 0, textLength, reference, 0, textLength) < 0;
  }

  @Override
  int textCode(int position) {
    return text.get(BYTE, position);
  }

  @Override
  int referenceCode(int position) {
    return reference.get(BYTE, position);
  }

  /**
   * Decides what stands at {@code position}, before which {@code literals} literals were emitted.
   */
  Step step(int position, int literals) {
    roll(position);
    literalCount = 1;
    if (lastOther >= position) {
      return isNRun(position) ? Step.N_RUN : Step.LITERAL;
    }
    if (!hasGram(key)) {
      extendLiterals(position);
      return Step.LITERAL;
    }
    return probe(key & keyMask, position, literals) ? Step.MATCH : Step.LITERAL;
  }

  /** Counts the positions after {@code position} whose keys contain the missing gram too. */
  private void extendLiterals(int position) {
    int limit = Math.min(keyLength - ReferenceIndex.GRAM + 1, textLength - keyLength - position);
    while (literalCount < limit) {
      roll(position + literalCount);
      if (lastOther >= position) {
        return;
      }
      literalCount++;
    }
  }

  /** Makes {@link #key} the key at {@code position}. */
  private void roll(int position) {
    int at = Math.max(keyEnd, position);
    int end = position + keyLength;
    long rolled = key;
    for (; at < end; at++) {
      int code = textCode(at);
      if (code > 3) {
        lastOther = at;
      }
      rolled = rolled << 2 | code & 3;
    }
    key = rolled;
    keyEnd = end;
  }

  private boolean isNRun(int position) {
    int end = position;
    while (end < textLength && textCode(end) == Nucleotides.N) {
      end++;
    }
    runLength = end - position;
    return runLength >= N_RUN_MIN;
  }

  @Override
  int commonPrefix(int textFrom, int referenceFrom) {
    int limit = Math.min(textLength - textFrom, referenceLength - referenceFrom);
    int length = 0;
    while (length < limit) {
      long differing =
          text.get(LONG_LE, (long) textFrom + length)
              ^ reference.get(LONG_LE, (long) referenceFrom + length);
      if (differing != 0) {
        return Math.min(limit, length + (Long.numberOfTrailingZeros(differing) >>> 3));
      }
      length += Long.BYTES;
    }
    return limit;
  }
}
