package io.github.agc4j.serve.internal.seqcol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The elements of an array, each known by a part of its digest. For one thread. */
final class Elements {
  /** More are not compared. */
  static final int COUNT_MAX = 1 << 17;

  private static final int FIRST = 64;

  private final MessageDigest digest;
  private long[] elements = {};
  private int count;

  /**
   * No elements yet.
   *
   * @param digest hashes them; shared by those that one thread makes
   */
  Elements(MessageDigest digest) {
    this.digest = digest;
  }

  static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** Adds an element by its text, which tells it from others. */
  void add(String text) {
    if (count == elements.length) {
      elements = Arrays.copyOf(elements, Math.max(FIRST, 2 * count));
    }
    byte[] found = digest.digest(text.getBytes(StandardCharsets.UTF_8));
    long element = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      element = element << Byte.SIZE | found[i] & 0xff;
    }
    elements[count++] = element;
  }

  /** Number of elements. */
  int count() {
    return count;
  }

  private long[] ordered() {
    long[] ordered = Arrays.copyOf(elements, count);
    Arrays.sort(ordered);
    return ordered;
  }

  /** How many elements both arrays have: one that is there twice in both counts twice. */
  int common(Elements other) {
    long[] own = ordered();
    long[] others = other.ordered();
    int common = 0;
    for (int i = 0, k = 0; i < own.length && k < others.length; ) {
      if (own[i] == others[k]) {
        common++;
        i++;
        k++;
      } else if (own[i] < others[k]) {
        i++;
      } else {
        k++;
      }
    }
    return common;
  }

  /**
   * Whether what both arrays have is in the same order in both; null if that means nothing: of less
   * than two elements, or where one has an element more often than the other.
   */
  Boolean isSameOrder(Elements other) {
    int common = common(other);
    long[] own = in(other.ordered());
    long[] others = other.in(ordered());
    if (common < 2 || own.length != common || others.length != common) {
      return null;
    }
    return Arrays.equals(own, others);
  }

  /** The elements that {@code ordered} has, too, in their order. */
  private long[] in(long[] ordered) {
    return Arrays.stream(elements, 0, count)
        .filter(element -> Arrays.binarySearch(ordered, element) >= 0)
        .toArray();
  }
}
