package io.github.agc4j.internal.collection;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;

/**
 * The variable-length integers of the metadata, and predictions with them (AGC format, section 0).
 */
final class CatalogInteger {
  private static final long[] START = {0, 128, 16_512, 2_113_664, 270_549_120};
  private static final int[] PREFIX = {0, 0x80, 0xc0, 0xe0, 0xf0};
  private static final long MAX = 0xffff_ffffL;

  private CatalogInteger() {}

  /** Appends {@code value}, 0 … 2^32 − 1. */
  static void write(GrowableBytes out, long value) {
    int extra = 0;
    while (extra < 4 && value >= START[extra + 1]) {
      extra++;
    }
    long payload = value - START[extra];
    out.putByte((int) (PREFIX[extra] | (extra == 4 ? 0 : payload >>> 8 * extra)));
    for (int i = extra - 1; i >= 0; i--) {
      out.putByte((int) (payload >>> 8 * i));
    }
  }

  /** Reads a number of 0 … 2^32 − 1. */
  static long read(ByteReader in) {
    int first = in.unsignedByte();
    if (first < PREFIX[1]) {
      return first;
    }
    verify(first <= PREFIX[4], in.position(), "invalid number");
    int extra = 1;
    while (extra < 4 && first >= PREFIX[extra + 1]) {
      extra++;
    }
    long value = ((long) (first - PREFIX[extra]) << 8 * extra) + in.bigEndian(extra) + START[extra];
    verify(value <= MAX, in.position(), "number too large");
    return value;
  }

  /** Skips {@code count} numbers. */
  static void skip(ByteReader in, long count) {
    for (long i = 0; i < count; i++) {
      read(in);
    }
  }

  /** The number, negative or not, that {@code code} stands for in format 1. */
  static long signed(long code) {
    return (code & 1) != 0 ? -(code + 1) / 2 : code / 2;
  }

  /** Codes {@code value} by its distance from {@code predicted}. */
  static long code(long value, long predicted) {
    if (value < predicted) {
      return 2 * (predicted - value) - 1;
    }
    return value < 2 * predicted ? 2 * (value - predicted) : value;
  }

  /** The inverse of {@link #code}. */
  static long value(long code, long predicted) {
    if (code >= 2 * predicted) {
      return code;
    }
    return (code & 1) != 0 ? predicted - (code + 1) / 2 : predicted + code / 2;
  }
}
