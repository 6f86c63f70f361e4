package io.github.agc4j.testing;

import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.PackedSequence;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Texts of sequences, and packed sequences of them, made symbol by symbol. */
public final class Packed {
  private Packed() {}

  /** The sequence of the letters of {@code text}, in memory of {@code arena}. */
  public static PackedSequence of(String text, Arena arena) {
    long runsOffset = PackedSequence.symbolBytes(text.length());
    MemorySegment bytes =
        arena.allocate(runsOffset + (long) text.length() * PackedSequence.RUN_BYTES + 8, 8);
    int runs = 0;
    for (int i = 0; i < text.length(); i++) {
      int code = Nucleotides.codeOf(text.charAt(i));
      if (code > 3) {
        bytes.set(ValueLayout.JAVA_LONG, runsOffset + (long) runs * PackedSequence.RUN_BYTES, i);
        bytes.set(
            ValueLayout.JAVA_LONG,
            runsOffset + (long) runs++ * PackedSequence.RUN_BYTES + 8,
            1L << 8 | code);
      } else {
        byte old = bytes.get(ValueLayout.JAVA_BYTE, i / 4);
        bytes.set(ValueLayout.JAVA_BYTE, i / 4, (byte) (old | code << 6 - i % 4 * 2));
      }
    }
    return new PackedSequence(bytes, text.length(), runsOffset, runs);
  }

  /** The reverse complement of a text; letters other than A, C, G and T stay. */
  public static String complement(String text) {
    StringBuilder reversed = new StringBuilder(text).reverse();
    for (int i = 0; i < reversed.length(); i++) {
      int code = "ACGT".indexOf(reversed.charAt(i));
      reversed.setCharAt(i, code < 0 ? reversed.charAt(i) : "TGCA".charAt(code));
    }
    return reversed.toString();
  }

  /** Random letters A, C, G and T. */
  public static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  /** Random letters, some of them repeated, with runs of N. */
  public static String random(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int kind = random.nextInt(60);
      if (kind == 0) {
        text.append("N".repeat(1 + random.nextInt(30)));
      } else if (kind == 1 && text.length() > 200) {
        text.append(text, 0, random.nextInt(200));
      } else {
        text.append("ACGT".charAt(random.nextInt(4)));
      }
    }
    text.setLength(length);
    return text.toString();
  }
}
