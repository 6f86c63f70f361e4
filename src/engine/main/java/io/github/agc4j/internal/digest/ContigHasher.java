package io.github.agc4j.internal.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Computes the digests of contigs, or only their MD5, one after the other. For one thread. */
public final class ContigHasher {
  private static final int UPPER_CASE = 0xdf;
  private static final long EIGHT_UPPER_CASE = UPPER_CASE * 0x0101010101010101L;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MessageDigest md5 = algorithm("MD5");

  /** Null if nobody wants it. */
  private final MessageDigest sha512;

  private final byte[] letters = new byte[1 << 13];
  private int filled;

  /** Letters from here on may be in lower case: many are changed at once. */
  private int mixedFrom;

  /** A hasher of MD5 and GA4GH digests. */
  public ContigHasher() {
    this(true);
  }

  /** A hasher of MD5 and, if {@code isWhole}, GA4GH digests. */
  public ContigHasher(boolean isWhole) {
    sha512 = isWhole ? algorithm("SHA-512") : null;
  }

  /** An algorithm that every JDK has, or has since long. */
  static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM does not provide " + name, e);
    }
  }

  /** Adds a letter of the contig. */
  public void add(byte letter) {
    if (filled == letters.length) {
      flush();
    }
    letters[filled++] = letter;
  }

  /**
   * Adds a symbol, in upper case if it is a letter; one that is no printable ASCII is left out, as
   * those do who compute an {@code M5} from a file.
   */
  public void addSymbol(int unsignedByte) {
    if (unsignedByte >= '!' && unsignedByte <= '~') {
      if (filled == letters.length) {
        flush();
      }
      toUpperCase();
      boolean isLower = unsignedByte >= 'a' && unsignedByte <= 'z';
      letters[filled++] = (byte) (isLower ? unsignedByte & UPPER_CASE : unsignedByte);
      mixedFrom = filled;
    }
  }

  /** Adds symbols of any kind, in either case. */
  public void addSymbols(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int start = at;
      while (at < to && isLetter(text[at])) {
        at++;
      }
      add(text, start, at);
      if (at < to) {
        addSymbol(text[at++] & 0xff);
      }
    }
  }

  private static boolean isLetter(byte symbol) {
    int upper = symbol & UPPER_CASE;
    return upper >= 'A' && upper <= 'Z';
  }

  /** Adds the letters of {@code text} from {@code from} to before {@code to}, in either case. */
  public void add(byte[] text, int from, int to) {
    for (int at = from; at < to; ) {
      if (filled == letters.length) {
        flush();
      }
      int count = Math.min(to - at, letters.length - filled);
      System.arraycopy(text, at, letters, filled, count);
      filled += count;
      at += count;
    }
  }

  private void toUpperCase() {
    int at = mixedFrom;
    for (; at + Long.BYTES <= filled; at += Long.BYTES) {
      EIGHT.set(letters, at, (long) EIGHT.get(letters, at) & EIGHT_UPPER_CASE);
    }
    for (; at < filled; at++) {
      letters[at] &= (byte) UPPER_CASE;
    }
    mixedFrom = filled;
  }

  private void flush() {
    toUpperCase();
    mixedFrom = 0;
    md5.update(letters, 0, filled);
    if (sha512 != null) {
      sha512.update(letters, 0, filled);
    }
    filled = 0;
  }

  /** Forgets what was added. */
  public void reset() {
    filled = 0;
    mixedFrom = 0;
    md5.reset();
    if (sha512 != null) {
      sha512.reset();
    }
  }

  /** The digests of what was added since the last call, or since {@link #reset}. */
  public ContigDigest finish() {
    flush();
    if (sha512 == null) {
      return new ContigDigest(md5.digest());
    }
    byte[] bytes = Arrays.copyOf(md5.digest(), ContigDigest.BYTES);
    System.arraycopy(
        sha512.digest(), 0, bytes, ContigDigest.MD5_BYTES, ContigDigest.TRUNCATED_BYTES);
    return new ContigDigest(bytes);
  }
}
