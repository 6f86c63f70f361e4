package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.CaseMarks;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The marks of lower case of what a delta stands for: those of the reference where it matches, and
 * where literals take the places of its symbols. What is inserted has none. As long as matches and
 * literals stay on one diagonal, the marks of all of them are asked for at once. For one thread.
 */
final class DeltaMarks {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  /** So many inserted symbols may by chance be what stands there in the reference. */
  private static final int CHANCE_MAX = 4;

  private ReferenceSymbols reference;
  private boolean isWanted;

  /** The stretch of symbols that is wanted, and where it goes. */
  private MemorySegment target;

  private long wantedFrom;
  private long wantedTo;

  /** What was not marked yet: symbols from {@code first} on, and their place in the reference. */
  private long first;

  private long place;
  private long count;

  /** Literals in a row that were taken last. */
  private long literals;

  /** Goes to a delta of which symbols {@code [from, to)} are wanted. */
  void start(ReferenceSymbols newReference, MemorySegment newTarget, long from, long to) {
    reference = newReference;
    isWanted = newReference.isMarked();
    target = newTarget;
    wantedFrom = from;
    wantedTo = to;
    count = 0;
    literals = 0;
  }

  /**
   * Takes a match of {@code length} symbols from number {@code out} on, which begins at {@code
   * start} of the reference, where {@code predicted} would have gone on.
   */
  void match(long out, long start, long predicted, long length) {
    if (isWanted) {
      if (literals > 0) {
        dropInserted(predicted - start, out, out);
        literals = 0;
      }
      follow(out, start, length);
    }
  }

  /**
   * Takes {@code length} literals, the first of which is symbol {@code out} and takes the place of
   * symbol {@code predicted} of the reference.
   */
  void literals(long out, long predicted, long length) {
    if (isWanted) {
      literals += length;
      follow(out, predicted, length);
    }
  }

  /** Takes what is neither. */
  void other() {
    literals = 0;
  }

  private void follow(long out, long start, long length) {
    long from = Math.max(out, wantedFrom);
    long added = Math.min(out + length, wantedTo) - from;
    if (added <= 0) {
      return;
    }
    long newPlace = start + from - out;
    if (from != first + count || newPlace != place + count) {
      flush();
      first = from;
      place = newPlace;
    }
    count += added;
  }

  private void flush() {
    if (count > 0) {
      reference.mark(place, count, target, first - wantedFrom);
      count = 0;
    }
  }

  /**
   * Literals after which the match goes on where the one in front of them ended are an insertion.
   * That one may have taken the first inserted symbols, too, if these are by chance what stands
   * there in the reference.
   *
   * @param inserted by how many symbols the reference goes back after the literals
   * @param after behind the last of the literals
   * @param out behind the last symbol that was taken
   */
  private void dropInserted(long inserted, long after, long out) {
    long literalsInRow = literals + after - out;
    if (inserted < literalsInRow || inserted > literalsInRow + CHANCE_MAX) {
      return;
    }
    long from = Math.max(after - inserted, wantedFrom);
    if (count == 0 || from < first) {
      long marked = count == 0 ? Math.min(out, wantedTo) : first;
      CaseMarks.clear(target, from - wantedFrom, marked - wantedFrom);
    }
    count = Math.max(0, Math.min(count, from - first));
  }

  /**
   * Marks what is left; it may end with some symbols of an insertion.
   *
   * @param next the offset in {@code delta}, which ends at {@code end}, of what was not read
   * @param out the number of symbols that were read
   */
  void finish(MemorySegment delta, long next, long end, long out) {
    if (isWanted) {
      long at = next;
      while (at < end && LzToken.isLiteral(delta.get(BYTE, at) & 0xff)) {
        at++;
      }
      long after = out + at - next;
      if (literals + at - next > 0 && at < end && delta.get(BYTE, at) == '-') {
        dropInserted(smallNumber(delta, at + 1, end, literals + at - next), after, out);
      }
      flush();
    }
  }

  /** The number at an offset, or one that is too large. */
  private static long smallNumber(MemorySegment delta, long offset, long end, long expected) {
    long number = 0;
    for (long at = offset; at < end && number <= expected + CHANCE_MAX; at++) {
      int digit = delta.get(BYTE, at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
