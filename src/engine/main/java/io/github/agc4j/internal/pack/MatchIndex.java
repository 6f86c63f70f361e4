package io.github.agc4j.internal.pack;

import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where the text so far may go on as it does at a position: the latest place of its next 16 bases,
 * or, where they are not all bases, the eight latest places of its next few bytes. Goes through a
 * text from its beginning to its end.
 */
final class MatchIndex implements AutoCloseable {
  /** Bases of a k-mer. */
  static final int KMER = 16;

  /** Places kept of the same few bytes. */
  static final int PLACES = 8;

  private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int KMER_STEP_MASK = 3;
  private static final int KMER_BITS_MIN = 8;
  private static final int KMER_BITS_MAX = 22;
  private static final int PLACE_BITS = 12;
  private static final int FEW_BYTES = 5;
  private static final int FEWEST_BYTES = 3;

  private final PackText form;
  private final Scratch kmerRoom;
  private final Scratch placeRoom;
  private MemorySegment kmers;
  private MemorySegment places;
  private int kmerShift;
  private int few;
  private MemorySegment text;
  private int size;

  /** The position, and the two bits of each of the 16 bytes from there on. */
  private int position;

  private long kmer;

  /** A bit for each of those bytes that is no base, the last byte's lowest. */
  private long others;

  /** An index of texts that {@code form} describes. */
  MatchIndex(PackText form, MemoryBudget budget) {
    this.form = form;
    this.kmerRoom = new Scratch(budget);
    this.placeRoom = new Scratch(budget);
  }

  /** Begins at the first byte of {@code newText}, borrowed until the next call. */
  void start(MemorySegment newText) {
    text = newText;
    size = Math.toIntExact(newText.byteSize());
    int sizeBits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    int bits = Math.clamp(sizeBits - 2, KMER_BITS_MIN, KMER_BITS_MAX);
    kmerShift = Long.SIZE - bits;
    kmers = kmerRoom.atLeast(Integer.BYTES << bits).asSlice(0, Integer.BYTES << bits);
    kmers.fill((byte) 0);
    long placeBytes = (long) Integer.BYTES * PLACES << PLACE_BITS;
    places = placeRoom.atLeast(placeBytes).asSlice(0, placeBytes);
    places.fill((byte) 0);
    few = form.hasRareOthers() ? FEWEST_BYTES : FEW_BYTES;
    position = -KMER;
    for (int i = 0; i < KMER; i++) {
      roll();
    }
  }

  private void roll() {
    int end = position + KMER;
    int base = end < size ? form.base(text.get(ValueLayout.JAVA_BYTE, end)) : Integer.MAX_VALUE;
    kmer = kmer << 2 & 0xffffffffL | base & 3;
    others = others << 1 | (base > 3 ? 1 : 0);
    position++;
  }

  /** Keeps the position as a place and goes on to the next one. */
  void advance() {
    if (hasKmer()) {
      if ((position & KMER_STEP_MASK) == 0) {
        kmers.set(NUMBER, kmerSlot(), position + 1);
      }
    } else if (hasFew()) {
      long slot = fewSlot();
      for (long i = slot + (PLACES - 1) * Integer.BYTES; i > slot; i -= Integer.BYTES) {
        places.set(NUMBER, i, places.get(NUMBER, i - Integer.BYTES));
      }
      places.set(NUMBER, slot, position + 1);
    }
    roll();
  }

  /** The position in the text, 0-based. */
  int position() {
    return position;
  }

  /** The place number {@code i} that may go on like the position; negative if there is none. */
  int place(int i) {
    if (hasKmer()) {
      return i > 0 ? -1 : kmers.get(NUMBER, kmerSlot()) - 1;
    }
    return i < PLACES && hasFew()
        ? places.get(NUMBER, fewSlot() + (long) i * Integer.BYTES) - 1
        : -1;
  }

  private boolean hasKmer() {
    return (others & (1 << KMER) - 1) == 0;
  }

  private boolean hasFew() {
    return (others >>> KMER - few & (1 << few) - 1) != 0 && position + Long.BYTES <= size;
  }

  private long kmerSlot() {
    return (kmer * FACTOR >>> kmerShift) << 2;
  }

  private long fewSlot() {
    long bytes = text.get(LONG_LE, position) << Long.SIZE - Byte.SIZE * few;
    return (bytes * FACTOR >>> Long.SIZE - PLACE_BITS) * PLACES << 2;
  }

  @Override
  public void close() {
    kmerRoom.close();
    placeRoom.close();
  }
}
