package io.github.agc4j.internal.lzdiff;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.dna.Nucleotides;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Decodes deltas of formats 2 and 3 (LZ-2; AGC format, section 6.2). For one thread. */
public final class LzDiffDecoder {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long EIGHT_SAME = LzToken.SAME * 0x0101010101010101L;

  /** So many literals in a row are worth taking together. */
  private static final long RUN_MIN = 2 * Long.BYTES;

  private final int matchMin;
  private final DeltaMarks marks = new DeltaMarks();
  private MemorySegment delta;
  private long next;
  private long end;

  /** Symbols that were read, and the position in the reference that is predicted for the next. */
  private long out;

  private long predicted;

  /** The stretch of symbols that is wanted, and where it goes. */
  private MemorySegment target;

  private long wantedFrom;
  private long wantedTo;

  /** A decoder for minimum match length {@code matchMin}. */
  public LzDiffDecoder(int matchMin) {
    this.matchMin = matchMin;
  }

  /**
   * The number of symbols that a delta stands for.
   *
   * @throws io.github.agc4j.internal.memory.MalformedBytesException as {@link #decode} does
   */
  public long length(
      MemorySegment source,
      long deltaOffset,
      long deltaLength,
      ReferenceSymbols reference,
      long lengthMax) {
    return decode(
        source,
        deltaOffset,
        deltaLength,
        reference,
        lengthMax,
        null,
        Long.MAX_VALUE,
        Long.MAX_VALUE);
  }

  /**
   * Reads {@code deltaLength} bytes of {@code source} from {@code deltaOffset} on, and writes those
   * of the symbols that are wanted: {@code [from, to)}, as far as they are there. What the delta
   * says after them is not read.
   *
   * @param target room for {@code to − from} codes
   * @return the number of symbols that were read: those of the whole delta if it has no more than
   *     {@code to}
   * @throws io.github.agc4j.internal.memory.MalformedBytesException when what is read does not
   *     follow the grammar, leaves the reference, or makes more than {@code lengthMax} symbols
   */
  public long decode(
      MemorySegment source,
      long deltaOffset,
      long deltaLength,
      ReferenceSymbols reference,
      long lengthMax,
      MemorySegment target,
      long from,
      long to) {
    this.delta = source;
    this.next = deltaOffset;
    this.end = deltaOffset + deltaLength;
    this.target = target;
    this.wantedFrom = from;
    this.wantedTo = to;
    marks.start(reference, target, from, to);
    out = 0;
    predicted = 0;
    long referenceLength = reference.length();
    boolean isWhole = to >= lengthMax;
    while (next < end && (out < to || isWhole)) {
      int token = source.get(BYTE, next) & 0xff;
      if (LzToken.isLiteral(token)) {
        literals(token, reference, lengthMax);
      } else if (token == LzToken.N_RUN_START) {
        next++;
        long length = number() + LzToken.N_RUN_MIN;
        take(LzToken.N_RUN_END);
        verify(length <= lengthMax - out, next, "run of N longer than the segment");
        fill(out, length);
        marks.other();
        out += length;
      } else {
        long start = predicted + signedNumber();
        verify(start >= 0 && start <= referenceLength, next, "match outside the reference");
        long length = matchLength(referenceLength - start);
        verify(length <= referenceLength - start, next, "match outside the reference");
        verify(length <= lengthMax - out, next, "match longer than the segment");
        copy(reference, start, out, length);
        marks.match(out, start, predicted, length);
        out += length;
        predicted = start + length;
      }
    }
    marks.finish(delta, next, end, out);
    return out;
  }

  /** Takes one literal, or several at once, of which {@code token} is the first. */
  private void literals(int token, ReferenceSymbols reference, long lengthMax) {
    long room = reference.length() - predicted;
    long count = literalRun(Math.min(lengthMax, wantedTo) - out, room);
    if (count > 0) {
      copy(reference, predicted, out, count);
      writeLiterals(out, count);
    } else if (token == LzToken.SAME) {
      count = sameRun();
      verify(count <= lengthMax - out && count <= room, next, "literal outside the reference");
      copy(reference, predicted, out, count);
    } else {
      count = 1;
      verify(out < lengthMax, next, "delta longer than the segment");
      if (out >= wantedFrom && out < wantedTo) {
        target.set(BYTE, out - wantedFrom, (byte) (token - LzToken.LITERAL));
      }
    }
    marks.literals(out, predicted, count);
    next += count;
    out += count;
    predicted += count;
  }

  /**
   * How many literals of a long run come next, at most {@code wanted} and {@code room}; 0 if there
   * is no such run.
   */
  private long literalRun(long wanted, long room) {
    long run = LiteralWords.run(delta, next, Math.min(end, next + Math.min(wanted, room)));
    return run >= RUN_MIN ? run : 0;
  }

  /** Writes what is wanted of literals, the first of which is symbol {@code out} of all. */
  private void writeLiterals(long out, long count) {
    long first = Math.max(out, wantedFrom);
    long after = Math.min(out + count, wantedTo);
    if (first < after) {
      LiteralWords.write(delta, next + first - out, after - first, target, first - wantedFrom);
    }
  }

  /** How many literals in a row equal the reference. */
  private long sameRun() {
    long at = next;
    while (at + Long.BYTES <= end) {
      long others = delta.get(LONG, at) ^ EIGHT_SAME;
      if (others != 0) {
        return at + Long.numberOfTrailingZeros(others) / Byte.SIZE - next;
      }
      at += Long.BYTES;
    }
    while (at < end && delta.get(BYTE, at) == LzToken.SAME) {
      at++;
    }
    return at - next;
  }

  /** Writes what is wanted of a match, whose first symbol is number {@code out} of all. */
  private void copy(ReferenceSymbols reference, long start, long out, long length) {
    long first = Math.max(out, wantedFrom);
    long after = Math.min(out + length, wantedTo);
    if (first < after) {
      reference.copy(start + first - out, after - first, target, first - wantedFrom);
    }
  }

  /** Writes what is wanted of a run of N, whose first symbol is number {@code out} of all. */
  private void fill(long out, long length) {
    long first = Math.max(out, wantedFrom);
    long after = Math.min(out + length, wantedTo);
    if (first < after) {
      target.asSlice(first - wantedFrom, after - first).fill((byte) Nucleotides.N);
    }
  }

  private long matchLength(long toEnd) {
    verify(next < end, next, "match without an end");
    if (delta.get(BYTE, next) == LzToken.MATCH_END) {
      next++;
      return toEnd;
    }
    take(LzToken.LENGTH);
    long length = number() + matchMin;
    take(LzToken.MATCH_END);
    return length;
  }

  private void take(int expected) {
    verify(next < end && delta.get(BYTE, next) == expected, next, "invalid token");
    next++;
  }

  private long signedNumber() {
    boolean negative = delta.get(BYTE, next) == '-';
    if (negative) {
      next++;
    }
    long value = number();
    return negative ? -value : value;
  }

  private long number() {
    long value = 0;
    long start = next;
    while (next < end) {
      int digit = delta.get(BYTE, next) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      verify(value <= Integer.MAX_VALUE, next, "number too large");
      next++;
    }
    verify(next > start, next, "number without digits");
    return value;
  }
}
