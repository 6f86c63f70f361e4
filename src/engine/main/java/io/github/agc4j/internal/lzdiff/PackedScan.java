package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.PackedSequence;

/**
 * Compares a text with a reference 32 symbols at a time, and looks stretches of it up in the
 * reference's index, which is made only when something is looked up. For one thread.
 */
final class PackedScan extends ReferenceScan {
  private static final int WORD_SYMBOLS = 32;
  private static final long PAIRS = 0x5555555555555555L;

  private PackedSequence text;
  private long textStart;
  private Reference against;
  private PackedSequence reference;

  /** Whether text or reference have codes above 3. */
  private boolean hasOthers;

  /** Whether something was looked up in the index. */
  private boolean isOpen;

  PackedScan(int matchMin) {
    super(matchMin);
  }

  /** Starts with a text against a reference; both stay borrowed during the scan. */
  void start(DeltaText newText, Reference newReference) {
    text = newText.symbols();
    textStart = newText.from();
    textLength = newText.length();
    against = newReference;
    reference = newReference.symbols();
    referenceLength = newReference.length();
    hasOthers = nextTextRun(0) < textLength || reference.runs() > 0;
    isOpen = false;
    text.willRead(textLength);
  }

  boolean textEqualsReference() {
    return textLength == referenceLength && commonPrefix(0, 0) == textLength;
  }

  @Override
  int textCode(int position) {
    return code(text, textStart + position);
  }

  @Override
  int referenceCode(int position) {
    return code(reference, position);
  }

  private static int code(PackedSequence sequence, long position) {
    int run = sequence.runs() == 0 ? 0 : sequence.firstRunBehind(position);
    return run < sequence.runs() && sequence.runStart(run) <= position
        ? sequence.runCode(run)
        : (int) (sequence.word(position) >>> 62);
  }

  /** Where the first run of codes above 3 that ends after {@code position} starts, or the end. */
  private int nextTextRun(int position) {
    return nextRun(text, textStart, position, textLength);
  }

  private static int nextRun(PackedSequence sequence, long start, int position, int length) {
    if (sequence.runs() == 0) {
      return length;
    }
    int run = sequence.firstRunBehind(start + position);
    return run == sequence.runs() ? length : Math.clamp(sequence.runStart(run) - start, 0, length);
  }

  /**
   * Decides what stands at {@code position}, before which {@code literals} literals were emitted.
   */
  Step step(int position, int literals) {
    int keyLength = keyLength();
    literalCount = 1;
    int run = nextTextRun(position);
    if (run < position + keyLength) {
      return run <= position && isNRun(position) ? Step.N_RUN : Step.LITERAL;
    }
    if (!isOpen) {
      open(against);
      isOpen = true;
    }
    long key = text.word(textStart + position) >>> Long.SIZE - 2 * keyLength;
    if (!hasGram(key)) {
      // All keys that have the missing gram are missing, too.
      int after = Math.min(run - keyLength, textLength - keyLength - 1);
      literalCount = Math.clamp(after - position + 1, 1, keyLength - ReferenceIndex.GRAM + 1);
      return Step.LITERAL;
    }
    return probe(key, position, literals) ? Step.MATCH : Step.LITERAL;
  }

  private boolean isNRun(int position) {
    int run = text.firstRunBehind(textStart + position);
    if (text.runCode(run) != Nucleotides.N) {
      return false;
    }
    runLength = (int) Math.min(text.runEnd(run) - textStart, textLength) - position;
    return runLength >= N_RUN_MIN;
  }

  /** How many of the 32 symbols from two positions on differ; 32 if not all of them are there. */
  int differences(int textFrom, int referenceFrom) {
    if (textFrom + WORD_SYMBOLS > textLength
        || referenceFrom + WORD_SYMBOLS > referenceLength
        || hasOthers && isNearOthers(textFrom, referenceFrom)) {
      return WORD_SYMBOLS;
    }
    long differing = text.word(textStart + textFrom) ^ reference.word(referenceFrom);
    return Long.bitCount((differing | differing >>> 1) & PAIRS);
  }

  private boolean isNearOthers(int textFrom, int referenceFrom) {
    return nextTextRun(textFrom) < textFrom + WORD_SYMBOLS
        || nextRun(reference, 0, referenceFrom, referenceLength) < referenceFrom + WORD_SYMBOLS;
  }

  @Override
  int commonPrefix(int textFrom, int referenceFrom) {
    int limit = Math.min(textLength - textFrom, referenceLength - referenceFrom);
    if (!hasOthers) {
      return equalWords(textFrom, referenceFrom, limit);
    }
    int length = 0;
    while (length < limit) {
      int plain = plain(textFrom + length, referenceFrom + length, limit - length);
      int equal = equalWords(textFrom + length, referenceFrom + length, plain);
      length += equal;
      if (equal < plain || length == limit) {
        return length;
      }
      if (textCode(textFrom + length) != referenceCode(referenceFrom + length)) {
        return length;
      }
      length++;
    }
    return length;
  }

  /** Symbols from two positions on, {@code limit} at most, before one with a code above 3. */
  private int plain(int textFrom, int referenceFrom, int limit) {
    int inText = nextTextRun(textFrom) - textFrom;
    int inReference = nextRun(reference, 0, referenceFrom, referenceLength) - referenceFrom;
    return Math.clamp(Math.min(inText, inReference), 0, limit);
  }

  private int equalWords(int textFrom, int referenceFrom, int limit) {
    for (int length = 0; length < limit; length += WORD_SYMBOLS) {
      long differing =
          text.word(textStart + textFrom + length) ^ reference.word((long) referenceFrom + length);
      if (differing != 0) {
        return Math.min(limit, length + Long.numberOfLeadingZeros(differing) / 2);
      }
    }
    return limit;
  }
}
