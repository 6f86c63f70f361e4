package io.github.agc4j.collection;

import io.github.agc4j.memory.ByteReader;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Distinct names that lie in off-heap metadata, numbered from 0 and found by a hash table. Once all
 * are added any thread may ask.
 */
final class NameTable implements AutoCloseable {
  private static final long FREE = -1;
  private static final long SLOTS_MIN = 64;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final MemorySegment bytes;
  private final LongArray starts;
  private final LongArray slots;

  /**
   * A table for names in {@code bytes}, which stay borrowed until it is closed. It grows with those
   * that are there, whatever number of them is declared.
   */
  NameTable(MemorySegment bytes, MemoryBudget budget) {
    this.bytes = bytes;
    starts = new LongArray(budget);
    slots = new LongArray(budget);
    slots.resize(SLOTS_MIN, FREE);
  }

  /**
   * Adds the name that {@code in}, a reader of the table's bytes, is at, and skips it.
   *
   * @throws MalformedBytesException when no zero byte ends it, or it is in the table
   */
  void add(ByteReader in) {
    long start = in.position();
    long slot = slotOf(in.zeroTerminated());
    MalformedBytesException.verify(slots.get(slot) == FREE, start, "name occurs twice");
    slots.set(slot, starts.add(start));
    if (starts.count() * 2 > slots.count()) {
      grow();
    }
  }

  private void grow() {
    long count = slots.count() * 2;
    slots.clear();
    slots.resize(count, FREE);
    for (long index = 0; index < starts.count(); index++) {
      slots.set(slotOf(name(index)), index);
    }
  }

  /** A hash whose low bits are good. */
  static long hash(MemorySegment name) {
    long hash = 1;
    for (long i = 0; i < name.byteSize(); i++) {
      hash = (hash ^ name.get(ValueLayout.JAVA_BYTE, i)) * SPREAD;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private long slotOf(byte[] name) {
    long slot = hash(MemorySegment.ofArray(name)) & slots.count() - 1;
    while (slots.get(slot) != FREE && !Arrays.equals(name(slots.get(slot)), name)) {
      slot = slot + 1 & slots.count() - 1;
    }
    return slot;
  }

  /** Number of names. */
  long count() {
    return starts.count();
  }

  /** Where name {@code index} is in the bytes. */
  long start(long index) {
    return starts.get(index);
  }

  /** Name {@code index}. */
  byte[] name(long index) {
    long start = starts.get(index);
    long end = start;
    while (bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    return bytes.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
  }

  /** The number of {@code name}, or −1. */
  long indexOf(byte[] name) {
    return slots.get(slotOf(name));
  }

  @Override
  public void close() {
    starts.close();
    slots.close();
  }
}
