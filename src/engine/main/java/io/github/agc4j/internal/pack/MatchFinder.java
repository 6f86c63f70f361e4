package io.github.agc4j.internal.pack;

import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Finds what repeats in a text of bases, for zstd to encode. In such texts a match pays only if it
 * is long, or goes on where another one was broken by a difference; zstd's own search looks for
 * much shorter ones at every position. A text is gone through once, block by block.
 */
final class MatchFinder implements AutoCloseable {
  /** Words of a sequence: offset, literals in front, length, and one that is not used. */
  static final long SEQUENCE_BYTES = 4 * Integer.BYTES;

  private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int LENGTH_MIN = 3;

  /** After so many literals the latest offset is not tried any more. */
  private static final int AGAIN_WITHIN = 32;

  private static final int AGAIN_LENGTH_MIN = 4;
  private static final int AGAIN_PRICE = 10 * PackText.BIT;
  private static final int MATCH_PRICE = 10 * PackText.BIT;
  private static final int LATER_GAIN = PackText.BIT;
  private static final int LATER_MAX = 8;

  /** Symbols of a match beyond these count as one bit each. */
  private static final int PRICED = 256;

  private static final int ONE_BIT_EACH_MAX = 1 << 20;

  private final PackText form;
  private final MatchIndex index;
  private MemorySegment text;
  private int size;
  private int offsetMax;

  /** After the latest match. */
  private int covered;

  /** The latest match, which may reach into the next block. */
  private int offset;

  private Match best = new Match();
  private Match later = new Match();

  /** A match that was found. */
  private static final class Match {
    private int at;
    private int length;
    private int offset;
    private int gain;

    private void clear() {
      length = 0;
      gain = 0;
    }
  }

  /** A finder in texts that {@code form} describes. */
  MatchFinder(PackText form, MemoryBudget budget) {
    this.form = form;
    this.index = new MatchIndex(form, budget);
  }

  /** Begins with {@code newText}, borrowed until the next call, of matches up to an offset. */
  void start(MemorySegment newText, int newOffsetMax) {
    text = newText;
    size = Math.toIntExact(newText.byteSize());
    offsetMax = newOffsetMax;
    covered = 0;
    offset = 0;
    index.start(newText);
  }

  /**
   * Writes the sequences of the block from {@code from} to {@code to}, the last one of literals
   * only.
   *
   * @param out room for as many sequences as zstd says that a block has at most
   * @return how many there are
   */
  int block(int from, int to, MemorySegment out) {
    int count = 0;
    int literals = from;
    if (covered > from) {
      int length = Math.min(covered, to) - from;
      if (length >= LENGTH_MIN) {
        put(out, count++, offset, 0, length);
        literals += length;
      }
    } else {
      covered = from;
    }
    while (find(to)) {
      covered = best.at + best.length;
      offset = best.offset;
      int length = Math.min(covered, to) - best.at;
      if (length >= LENGTH_MIN) {
        put(out, count++, offset, best.at - literals, length);
        literals = best.at + length;
      }
    }
    put(out, count++, 0, to - literals, 0);
    return count;
  }

  private static void put(MemorySegment out, int at, int offset, int literals, int length) {
    long place = at * SEQUENCE_BYTES;
    out.set(WORD, place, offset);
    out.set(WORD, place + 4, literals);
    out.set(WORD, place + 8, length);
    out.set(WORD, place + 12, 0);
  }

  /** Finds the next match that begins in front of {@code to}, and whether there is one. */
  private boolean find(int to) {
    while (index.position() < covered) {
      index.advance();
    }
    for (; index.position() < to; index.advance()) {
      look(best);
      if (best.length > 0) {
        takeBetterOneBehind(to);
        return true;
      }
    }
    return false;
  }

  /** One that begins a symbol later may be better. */
  private void takeBetterOneBehind(int to) {
    for (int i = 0; i < LATER_MAX && index.position() + 1 < to; i++) {
      index.advance();
      look(later);
      if (later.length == 0 || later.gain <= best.gain + LATER_GAIN) {
        return;
      }
      Match better = later;
      later = best;
      best = better;
    }
  }

  private void look(Match match) {
    match.clear();
    int position = index.position();
    if (offset > 0 && position - covered <= AGAIN_WITHIN) {
      consider(position - offset, AGAIN_LENGTH_MIN, match);
    }
    int place = index.place(0);
    for (int i = 1; place >= 0; i++) {
      consider(place, LENGTH_MIN, match);
      place = index.place(i);
    }
  }

  private void consider(int place, int lengthMin, Match match) {
    int position = index.position();
    int ahead = commonPrefix(place, position);
    int newOffset = position - place;
    if (ahead < lengthMin || newOffset > offsetMax) {
      return;
    }
    int inFront = commonSuffix(place, position);
    int price =
        newOffset == offset
            ? AGAIN_PRICE
            : MATCH_PRICE + PackText.BIT * (Integer.SIZE - Integer.numberOfLeadingZeros(newOffset));
    int gain = price(position - inFront, ahead + inFront) - price;
    if (gain > match.gain) {
      match.at = position - inFront;
      match.length = ahead + inFront;
      match.offset = newOffset;
      match.gain = gain;
    }
  }

  /** What so many symbols would take as literals. */
  private int price(int from, int length) {
    int price = Math.clamp(length - PRICED, 0, ONE_BIT_EACH_MAX) * PackText.BIT;
    for (int i = from; i < from + Math.min(length, PRICED); i++) {
      price += form.price(text.get(ValueLayout.JAVA_BYTE, i));
    }
    return price;
  }

  private int commonPrefix(int place, int position) {
    int limit = size - position;
    int length = 0;
    while (length + Long.BYTES <= limit) {
      long differing =
          text.get(LONG_LE, (long) place + length) ^ text.get(LONG_LE, (long) position + length);
      if (differing != 0) {
        return length + (Long.numberOfTrailingZeros(differing) >>> 3);
      }
      length += Long.BYTES;
    }
    while (length < limit && symbol(place + length) == symbol(position + length)) {
      length++;
    }
    return length;
  }

  private int commonSuffix(int place, int position) {
    int limit = Math.min(position - covered, place);
    int length = 0;
    while (length < limit && symbol(place - 1 - length) == symbol(position - 1 - length)) {
      length++;
    }
    return length;
  }

  private byte symbol(int at) {
    return text.get(ValueLayout.JAVA_BYTE, at);
  }

  @Override
  public void close() {
    index.close();
  }
}
