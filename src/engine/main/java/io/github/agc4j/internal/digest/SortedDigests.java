package io.github.agc4j.internal.digest;

import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.util.function.Consumer;

/**
 * Truncated digests in the order of their texts, which is not that of their bytes: base64url gives
 * the letters of the alphabet other numbers than ASCII. For one thread.
 */
final class SortedDigests implements AutoCloseable {
  /** What base64url gives the numbers 0 to 63, and the same letters in the order of ASCII. */
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final String BY_ASCII =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

  /** For each number of base64url the place of its letter in the order of ASCII. */
  private static final byte[] RANKS = new byte[BASE64.length()];

  static {
    for (int i = 0; i < RANKS.length; i++) {
      RANKS[i] = (byte) BY_ASCII.indexOf(BASE64.charAt(i));
    }
  }

  private static final int LETTERS = 32;
  private static final int LETTER_BITS = 6;
  private static final int WORDS = 3;

  /** The numbers of each digest's letters by ASCII, the first letter in the highest bits. */
  private final LongTable digests;

  private final LongArray keys;
  private final LongArray rows;

  SortedDigests(MemoryBudget budget) {
    digests = new LongTable(WORDS, budget);
    keys = new LongArray(budget);
    rows = new LongArray(budget);
  }

  /** Adds a digest of {@link ContigDigest#TRUNCATED_BYTES}. */
  void add(byte[] digest) {
    long row = digests.add();
    long word = 0;
    int bits = 0;
    for (int letter = 0; letter < LETTERS; letter++) {
      int number = RANKS[number(digest, letter)];
      for (int bit = LETTER_BITS - 1; bit >= 0; bit--) {
        word = word << 1 | number >> bit & 1;
        if (++bits % Long.SIZE == 0) {
          digests.set(row, bits / Long.SIZE - 1, word);
        }
      }
    }
  }

  /** The number of a letter: four of them are three bytes. */
  private static int number(byte[] digest, int letter) {
    int at = letter / 4 * 3;
    int three = (digest[at] & 0xff) << 16 | (digest[at + 1] & 0xff) << 8 | digest[at + 2] & 0xff;
    return three >> (3 - letter % 4) * LETTER_BITS & 63;
  }

  /** Shows all digests' texts in order, and forgets them. */
  void forEach(Consumer<String> receiver) {
    keys.clear();
    rows.clear();
    for (long row = 0; row < digests.rows(); row++) {
      keys.add(digests.get(row, 0) >>> 1);
      rows.add(row);
    }
    keys.sort(rows);
    for (long first = 0; first < rows.count(); ) {
      first = sortEqual(first);
    }
    for (long i = 0; i < rows.count(); i++) {
      receiver.accept(text(rows.get(i)));
    }
    digests.clear();
  }

  /** Sorts those whose keys are equal: equal digests, or a rare accident. */
  private long sortEqual(long first) {
    long end = first + 1;
    for (; end < rows.count() && keys.get(end) == keys.get(first); end++) {
      long row = rows.get(end);
      long at = end;
      for (; at > first && compare(rows.get(at - 1), row) > 0; at--) {
        rows.set(at, rows.get(at - 1));
      }
      rows.set(at, row);
    }
    return end;
  }

  private int compare(long row, long other) {
    int order = 0;
    for (int word = 0; word < WORDS && order == 0; word++) {
      order = Long.compareUnsigned(digests.get(row, word), digests.get(other, word));
    }
    return order;
  }

  private String text(long row) {
    StringBuilder text = new StringBuilder(LETTERS);
    for (int letter = 0; letter < LETTERS; letter++) {
      int number = 0;
      for (int bit = letter * LETTER_BITS; bit < (letter + 1) * LETTER_BITS; bit++) {
        long word = digests.get(row, bit / Long.SIZE);
        number = number << 1 | (int) (word >>> Long.SIZE - 1 - bit % Long.SIZE) & 1;
      }
      text.append(BY_ASCII.charAt(number));
    }
    return text.toString();
  }

  @Override
  public void close() {
    digests.close();
    keys.close();
    rows.close();
  }
}
