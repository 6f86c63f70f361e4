package io.github.agc4j.lzdiff;

import io.github.agc4j.dna.Nucleotides;
import io.github.agc4j.dna.WordHash;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The common part of encoding and of estimating: what stands at a position of the text. For one
 * thread.
 */
final class LzScan {
  /** Readable bytes behind the last symbol of texts and references. */
  static final int PADDING_BYTES = 8;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int N_RUN_MIN = 4;

  /** What {@link #step} found. */
  enum Step {
    LITERAL,
    N_RUN,
    MATCH
  }

  private final int matchMin;
  private final int keyLength;
  private final long keyMask;

  private MemorySegment text;
  private int textLength;
  private MemorySegment reference;
  private int referenceLength;
  private MemorySegment table;
  private int slotMask;
  private boolean narrow;
  private MemorySegment grams;
  private int gramShift;

  private long key;
  private int keyEnd;
  private int lastOther;

  private int matchPosition;
  private int backward;
  private int forward;
  private int runLength;
  private int literalCount;

  LzScan(int matchMin) {
    this.matchMin = matchMin;
    this.keyLength = ReferenceIndex.keyLength(matchMin);
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
    table = against.table();
    slotMask = against.slots() - 1;
    narrow = ReferenceIndex.isNarrow(referenceLength);
    grams = ReferenceIndex.grams(table, against.slots(), referenceLength);
    gramShift = ReferenceIndex.gramShift(referenceLength);
    key = 0;
    keyEnd = 0;
    lastOther = -1;
  }

  /** Whether text and reference are equal. */
  boolean textEqualsReference() {
    return textLength == referenceLength
        && MemorySegment.mismatch(text, 0, textLength, reference, 0, textLength) < 0;
  }

  /**
   * Whether a whole key fits between {@code position} and the text's end, with a symbol to spare.
   */
  boolean hasKey(int position) {
    return position + keyLength < textLength;
  }

  MemorySegment text() {
    return text;
  }

  int textLength() {
    return textLength;
  }

  int referenceLength() {
    return referenceLength;
  }

  int textCode(int position) {
    return text.get(BYTE, position);
  }

  int referenceCode(int position) {
    return reference.get(BYTE, position);
  }

  /** Reference position of the first symbol of the forward part of the match. */
  int matchPosition() {
    return matchPosition;
  }

  /** Symbols by which the match extends to the left, over literals. */
  int backward() {
    return backward;
  }

  /** Symbols of the match from the text position on. */
  int forward() {
    return forward;
  }

  /** Number of literals that stand at the position and behind it, 1 or more. */
  int literalCount() {
    return literalCount;
  }

  /** Length of the run of N. */
  int runLength() {
    return runLength;
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
    if (!hasGram()) {
      extendLiterals(position);
      return Step.LITERAL;
    }
    return probe(position, literals) ? Step.MATCH : Step.LITERAL;
  }

  /** Whether the gram that ends the key may occur in the reference. */
  private boolean hasGram() {
    int bit = ReferenceIndex.gramBit(key, gramShift);
    return (grams.get(BYTE, bit >>> 3) >>> (bit & 7) & 1) != 0;
  }

  /** Counts the positions behind {@code position} whose keys contain the missing gram too. */
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

  private boolean probe(int position, int literals) {
    long hash = WordHash.mix(key & keyMask);
    int best = matchMin;
    for (int probe = 0; probe < ReferenceIndex.PROBES_MAX; probe++) {
      int slot = ReferenceIndex.slotAt(table, narrow, hash + probe & slotMask);
      if (slot < 0) {
        break;
      }
      int candidate = slot * ReferenceIndex.STEP;
      int ahead = commonPrefix(position, candidate);
      if (ahead >= keyLength) {
        int behind = commonSuffix(position, candidate, Math.min(literals, candidate));
        if (behind + ahead > best) {
          best = behind + ahead;
          matchPosition = candidate;
          backward = behind;
          forward = ahead;
        }
      }
    }
    return best > matchMin;
  }

  /** Equal symbols of text and reference from two positions on, which lie within them. */
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

  private int commonSuffix(int textEnd, int referenceEnd, int limit) {
    int length = 0;
    while (length < limit
        && textCode(textEnd - 1 - length) == referenceCode(referenceEnd - 1 - length)) {
      length++;
    }
    return length;
  }
}
