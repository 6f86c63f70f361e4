package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.dna.WordHash;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where in a reference the keys of K = l − 3 symbols occur, at every fourth position (AGC format,
 * section 6.3), and which grams of {@link #GRAM} symbols occur at all: pure functions over a table
 * in borrowed memory.
 *
 * <p>The table is a row of slots of two bytes, or four if the reference has 262 140 symbols or
 * more. A slot holds position / 4, or all ones if it is free.
 */
public final class ReferenceIndex {
  /** Distance of indexed positions. */
  static final int STEP = 4;

  /** Slots that an insertion or a lookup visits at most. */
  static final int PROBES_MAX = 64;

  private static final double LOAD = 0.7;
  private static final int SLOTS_MIN = 8;
  private static final int NARROW_POSITIONS = 65_535;
  private static final short FREE_NARROW = -1;
  private static final int FREE = -1;

  /** Symbols of a gram. */
  static final int GRAM = 10;

  private static final int GRAM_MASK = (1 << 2 * GRAM) - 1;
  private static final int GRAM_BITS_MIN = 10;
  private static final int GRAM_SPREAD = 0x9e3779b1;

  /** How far a gram at the start of a word of 32 symbols is shifted down. */
  private static final int GRAM_IN_WORD = Long.SIZE - 2 * GRAM;

  private static final int WORD_SYMBOLS = 32;

  private ReferenceIndex() {}

  /** The number of symbols in a key for minimum match length {@code matchMin}. */
  static int keyLength(int matchMin) {
    return matchMin - 3;
  }

  /** Whether slots have two bytes for a reference of {@code length} symbols. */
  static boolean isNarrow(int length) {
    return length / STEP < NARROW_POSITIONS;
  }

  /** The slots of the table for {@code reference}, a power of two. */
  public static int slots(PackedSequence reference, int matchMin) {
    int keyLength = keyLength(matchMin);
    int keys = 0;
    int from = 0;
    for (int run = 0; run < reference.runs(); run++) {
      keys += keys(from, (int) reference.runStart(run), keyLength);
      from = (int) reference.runEnd(run);
    }
    return slots(keys + keys(from, (int) reference.symbols(), keyLength));
  }

  /** Number of keys at every fourth position in {@code [from, to)}. */
  private static int keys(int from, int to, int keyLength) {
    int first = firstStep(from);
    return first + keyLength > to ? 0 : (to - keyLength - first) / STEP + 1;
  }

  private static int firstStep(int from) {
    return (from + STEP - 1) / STEP * STEP;
  }

  private static int slots(int keys) {
    return Math.max(SLOTS_MIN, Integer.highestOneBit((int) (keys / LOAD)) << 1);
  }

  /** Bytes of a table of {@code slots} slots for a reference of {@code length} symbols. */
  public static long bytes(int slots, int length) {
    return slotBytes(slots, length) + (1L << gramBits(length) - 3);
  }

  private static long slotBytes(int slots, int length) {
    return (long) slots * (isNarrow(length) ? Short.BYTES : Integer.BYTES);
  }

  /** The bitmap has two to this power bits. */
  private static int gramBits(int length) {
    return Math.clamp(
        Integer.SIZE + 2 - Integer.numberOfLeadingZeros(length), GRAM_BITS_MIN, 2 * GRAM);
  }

  /** What {@link #gramBit} needs to know of the bitmap. */
  static int gramShift(int length) {
    return Integer.SIZE - gramBits(length);
  }

  /** The bitmap of a table. */
  static MemorySegment grams(MemorySegment table, int slots, int length) {
    return table.asSlice(slotBytes(slots, length), 1L << gramBits(length) - 3);
  }

  /** The bit of the gram that ends a key. */
  static int gramBit(long key, int gramShift) {
    return ((int) key & GRAM_MASK) * GRAM_SPREAD >>> gramShift;
  }

  /**
   * Fills {@code table} with the positions of {@code reference}, in ascending order, and with its
   * grams.
   */
  public static void build(PackedSequence reference, int matchMin, MemorySegment table, int slots) {
    int length = (int) reference.symbols();
    clear(table, slots, length);
    int from = 0;
    for (int run = 0; run < reference.runs(); run++) {
      add(reference, from, (int) reference.runStart(run), matchMin, table, slots);
      from = (int) reference.runEnd(run);
    }
    add(reference, from, length, matchMin, table, slots);
  }

  private static void clear(MemorySegment table, int slots, int length) {
    table.asSlice(0, slotBytes(slots, length)).fill((byte) FREE);
    grams(table, slots, length).fill((byte) 0);
  }

  /** Adds the keys and grams within {@code [from, to)}, which has no code above 3. */
  private static void add(
      PackedSequence reference, int from, int to, int matchMin, MemorySegment table, int slots) {
    int length = (int) reference.symbols();
    MemorySegment grams = grams(table, slots, length);
    int gramShift = gramShift(length);
    int keyLength = keyLength(matchMin);
    int keyShift = Long.SIZE - 2 * keyLength;
    boolean narrow = isNarrow(length);
    int first = Math.min(firstStep(from), to);
    addGrams(reference, from, first, to, grams, gramShift);
    int position = first;
    for (; position + WORD_SYMBOLS <= to; position += STEP) {
      long symbols = reference.word(position);
      insert(table, slots, narrow, WordHash.mix(symbols >>> keyShift), position / STEP);
      addGram(grams, gramBit(symbols >>> GRAM_IN_WORD, gramShift));
      addGram(grams, gramBit(symbols >>> GRAM_IN_WORD - 2, gramShift));
      addGram(grams, gramBit(symbols >>> GRAM_IN_WORD - 4, gramShift));
      addGram(grams, gramBit(symbols >>> GRAM_IN_WORD - 6, gramShift));
    }
    addGrams(reference, position, to, to, grams, gramShift);
    for (; position + keyLength <= to; position += STEP) {
      long key = reference.word(position) >>> keyShift;
      insert(table, slots, narrow, WordHash.mix(key), position / STEP);
    }
  }

  /** Adds the grams that start in {@code [from, before)} and end before {@code to}. */
  private static void addGrams(
      PackedSequence reference, int from, int before, int to, MemorySegment grams, int gramShift) {
    for (int position = from; position < before && position + GRAM <= to; position++) {
      addGram(grams, gramBit(reference.word(position) >>> GRAM_IN_WORD, gramShift));
    }
  }

  private static void addGram(MemorySegment grams, int bit) {
    byte old = grams.get(ValueLayout.JAVA_BYTE, bit >>> 3);
    grams.set(ValueLayout.JAVA_BYTE, bit >>> 3, (byte) (old | 1 << (bit & 7)));
  }

  private static void insert(MemorySegment table, int slots, boolean narrow, long hash, int value) {
    for (int probe = 0; probe < PROBES_MAX; probe++) {
      long slot = hash + probe & slots - 1;
      if (slotAt(table, narrow, slot) == FREE) {
        if (narrow) {
          table.set(ValueLayout.JAVA_SHORT_UNALIGNED, slot << 1, (short) value);
        } else {
          table.set(ValueLayout.JAVA_INT_UNALIGNED, slot << 2, value);
        }
        return;
      }
    }
  }

  /** Position / 4 that {@code slot} holds, or −1 if it is free. */
  static int slotAt(MemorySegment table, boolean narrow, long slot) {
    if (narrow) {
      short value = table.get(ValueLayout.JAVA_SHORT_UNALIGNED, slot << 1);
      return value == FREE_NARROW ? FREE : value & 0xffff;
    }
    return table.get(ValueLayout.JAVA_INT_UNALIGNED, slot << 2);
  }
}
