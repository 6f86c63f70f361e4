package io.github.agc4j.lzdiff;

import static io.github.agc4j.memory.MalformedBytesException.verify;

import io.github.agc4j.dna.Nucleotides;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Decodes deltas of formats 2 and 3 (LZ-2; AGC format, section 6.2). For one thread. */
public final class LzDiffDecoder {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final int matchMin;
  private MemorySegment delta;
  private long next;
  private long end;

  /** A decoder for minimum match length {@code matchMin}. */
  public LzDiffDecoder(int matchMin) {
    this.matchMin = matchMin;
  }

  /**
   * The number of symbols that {@link #decode} would write for the same arguments, or the same
   * exception.
   */
  public long length(
      MemorySegment source,
      long deltaOffset,
      long deltaLength,
      MemorySegment reference,
      long referenceLength,
      long lengthMax) {
    return decode(source, deltaOffset, deltaLength, reference, referenceLength, null, lengthMax);
  }

  /**
   * Decodes {@code deltaLength} bytes of {@code source} from {@code deltaOffset} on.
   *
   * @param reference codes, one per byte, {@code referenceLength} of them
   * @param target room for the codes, {@code lengthMax} or as many as {@link #length} tells
   * @return symbols written to {@code target}
   * @throws io.github.agc4j.memory.MalformedBytesException when the delta does not follow the
   *     grammar, leaves the reference, or makes more than {@code lengthMax} symbols
   */
  public long decode(
      MemorySegment source,
      long deltaOffset,
      long deltaLength,
      MemorySegment reference,
      long referenceLength,
      MemorySegment target,
      long lengthMax) {
    delta = source;
    next = deltaOffset;
    end = deltaOffset + deltaLength;
    long out = 0;
    long predicted = 0;
    while (next < end) {
      int token = source.get(BYTE, next) & 0xff;
      if (token - LzToken.LITERAL >= 0 && token - LzToken.LITERAL <= LzToken.LITERAL_CODE_MAX) {
        verify(out < lengthMax, next++, "delta longer than the segment");
        if (target != null) {
          target.set(BYTE, out, (byte) (token - LzToken.LITERAL));
        }
        out++;
        predicted++;
      } else if (token == LzToken.SAME) {
        verify(
            out < lengthMax && predicted < referenceLength,
            next++,
            "literal outside the reference");
        if (target != null) {
          target.set(BYTE, out, reference.get(BYTE, predicted));
        }
        out++;
        predicted++;
      } else if (token == LzToken.N_RUN_START) {
        next++;
        long length = number() + LzToken.N_RUN_MIN;
        take(LzToken.N_RUN_END);
        verify(length <= lengthMax - out, next, "run of N longer than the segment");
        if (target != null) {
          target.asSlice(out, length).fill((byte) Nucleotides.N);
        }
        out += length;
      } else {
        long from = predicted + signedNumber();
        verify(from >= 0 && from <= referenceLength, next, "match outside the reference");
        long length = matchLength(referenceLength - from);
        verify(length <= referenceLength - from, next, "match outside the reference");
        verify(length <= lengthMax - out, next, "match longer than the segment");
        if (target != null) {
          MemorySegment.copy(reference, from, target, out, length);
        }
        out += length;
        predicted = from + length;
      }
    }
    return out;
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
