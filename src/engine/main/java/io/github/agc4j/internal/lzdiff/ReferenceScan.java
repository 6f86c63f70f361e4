package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.WordHash;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What stands at a position of a text: a match that a reference's index leads to, a run of N, or
 * literals; common to all forms that text and reference may have. For one thread.
 */
abstract class ReferenceScan {
  /** A shorter run is written as literals. */
  static final int N_RUN_MIN = 4;

  /** What a step found. */
  enum Step {
    LITERAL,
    N_RUN,
    MATCH
  }

  /** Number of symbols of the text. */
  int textLength;

  /** Number of symbols of the reference. */
  int referenceLength;

  /** What the accessor of the same name tells. */
  int runLength;

  /** What the accessor of the same name tells. */
  int literalCount;

  private final int matchMin;
  private final int keyLength;
  private MemorySegment table;
  private int slotMask;
  private boolean narrow;
  private MemorySegment grams;
  private int gramShift;
  private int matchPosition;
  private int backward;
  private int forward;

  ReferenceScan(int matchMin) {
    this.matchMin = matchMin;
    this.keyLength = ReferenceIndex.keyLength(matchMin);
  }

  /** From now on matches are looked up in the index of {@code reference}, borrowed. */
  final void open(Reference reference) {
    table = reference.table();
    slotMask = reference.slots() - 1;
    narrow = ReferenceIndex.isNarrow(reference.length());
    grams = ReferenceIndex.grams(table, reference.slots(), reference.length());
    gramShift = ReferenceIndex.gramShift(reference.length());
  }

  /** Symbols of a key. */
  final int keyLength() {
    return keyLength;
  }

  /** Number of symbols of the text. */
  final int textLength() {
    return textLength;
  }

  /** Number of symbols of the reference. */
  final int referenceLength() {
    return referenceLength;
  }

  /** Number of literals that stand at the position and after it, 1 or more. */
  final int literalCount() {
    return literalCount;
  }

  /** Length of the run of N. */
  final int runLength() {
    return runLength;
  }

  /** Equal symbols of text and reference from two positions on, which lie within them. */
  abstract int commonPrefix(int textFrom, int referenceFrom);

  /** The code at a position of the text. */
  abstract int textCode(int position);

  /** The code at a position of the reference. */
  abstract int referenceCode(int position);

  /** Equal symbols in front of two positions, {@code limit} at most. */
  final int commonSuffix(int textEnd, int referenceEnd, int limit) {
    int length = 0;
    while (length < limit
        && textCode(textEnd - 1 - length) == referenceCode(referenceEnd - 1 - length)) {
      length++;
    }
    return length;
  }

  /**
   * Whether a whole key fits between {@code position} and the text's end, with a symbol to spare.
   */
  final boolean hasKey(int position) {
    return position + keyLength < textLength;
  }

  /** Reference position of the first symbol of the forward part of the match. */
  final int matchPosition() {
    return matchPosition;
  }

  /** Symbols by which the match extends to the left, over literals. */
  final int backward() {
    return backward;
  }

  /** Symbols of the match from the text position on. */
  final int forward() {
    return forward;
  }

  /** Whether the gram that ends a key may occur in the reference. */
  final boolean hasGram(long key) {
    int bit = ReferenceIndex.gramBit(key, gramShift);
    return (grams.get(ValueLayout.JAVA_BYTE, bit >>> 3) >>> (bit & 7) & 1) != 0;
  }

  /** Looks for the longest match of the text's {@code key} at {@code position}. */
  final boolean probe(long key, int position, int literals) {
    long hash = WordHash.mix(key);
    int best = matchMin;
    for (int probe = 0; probe < ReferenceIndex.PROBES_MAX; probe++) {
      int slot = ReferenceIndex.slotAt(table, narrow, hash + probe & slotMask);
      if (slot < 0) {
        break;
      }
      int candidate = slot * ReferenceIndex.STEP;
      int ahead = commonPrefix(position, candidate);
      if (ahead >= keyLength) {
        int inFront = commonSuffix(position, candidate, Math.min(literals, candidate));
        if (inFront + ahead > best) {
          best = inFront + ahead;
          matchPosition = candidate;
          backward = inFront;
          forward = ahead;
        }
      }
    }
    return best > matchMin;
  }
}
