package io.github.agc4j.fuzz.input;

import java.util.Arrays;

/** A fuzzer's bytes, read as choices; after the end all choices are 0. */
public final class Script {
  /** Numbers at which readers of formats tend to break. */
  private static final long[] SPECIAL = {
    0,
    1,
    2,
    3,
    4,
    15,
    16,
    17,
    31,
    32,
    33,
    49,
    50,
    51,
    63,
    64,
    100,
    127,
    128,
    255,
    256,
    1000,
    16511,
    16512,
    65535,
    65536,
    1 << 20,
    2113664,
    1 << 24,
    1 << 27,
    270549120,
    Integer.MAX_VALUE - 8,
    Integer.MAX_VALUE,
    1L << 31,
    0xfffffffeL,
    0xffffffffL,
    1L << 32,
    1L << 40,
    1L << 56,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -16
  };

  private final byte[] bytes;
  private int at;

  /** The choices in {@code bytes}. */
  public Script(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether there are choices left. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /** 0 … 255. */
  public int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /** 0 … {@code bound} − 1; 0 if there is no such number. */
  public int below(int bound) {
    int choice = bound <= 256 ? next() : next() << 8 | next();
    return bound <= 0 ? 0 : choice % bound;
  }

  /** A number at which something might break, or any of 16 bits. */
  public long number() {
    int choice = next();
    return choice < 0xc0 ? SPECIAL[choice % SPECIAL.length] : (choice & 0x3f) << 8 | next();
  }

  /** Up to {@code length} of the next bytes. */
  public byte[] take(int length) {
    int size = Math.min(length, bytes.length - at);
    at += size;
    return Arrays.copyOfRange(bytes, at - size, at);
  }

  /** All that is left. */
  public byte[] rest() {
    return take(bytes.length - at);
  }
}
