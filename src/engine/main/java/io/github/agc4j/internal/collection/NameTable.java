package io.github.agc4j.internal.collection;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Distinct names that lie in off-heap metadata, numbered from 0 and found by a hash table. Once all
 * are added any thread may ask.
 */
final class NameTable implements AutoCloseable {
  private static final long FREE = -1;
  private static final long SLOTS_MIN = 64;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The same of an array: as segments of the heap they would slow down every other access. */
  private static final VarHandle ARRAY_WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = LOW_BITS << 7;

  /** Names that are alike differ in their first bytes or soon after. */
  private static final long COMPARED_AT_ONCE = 64;

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
  static long hash(byte[] name) {
    long hash = name.length;
    int at = 0;
    for (; at + Long.BYTES <= name.length; at += Long.BYTES) {
      hash = mixed(hash, (long) ARRAY_WORD.get(name, at));
    }
    for (; at < name.length; at++) {
      hash = mixed(hash, name[at]);
    }
    return hash;
  }

  private static long mixed(long hash, long word) {
    long product = (hash ^ word) * SPREAD;
    return product ^ product >>> 32;
  }

  private long slotOf(byte[] name) {
    long slot = hash(name) & slots.count() - 1;
    while (slots.get(slot) != FREE && !isAt(starts.get(slots.get(slot)), name)) {
      slot = slot + 1 & slots.count() - 1;
    }
    return slot;
  }

  private boolean isAt(long start, byte[] name) {
    if (end(start) - start != name.length) {
      return false;
    }
    int at = 0;
    for (; at + Long.BYTES <= name.length; at += Long.BYTES) {
      if (bytes.get(WORD, start + at) != (long) ARRAY_WORD.get(name, at)) {
        return false;
      }
    }
    for (; at < name.length; at++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, start + at) != name[at]) {
        return false;
      }
    }
    return true;
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
    return bytes.asSlice(start, end(start) - start).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Where the zero byte is that ends the name at {@code start}. */
  private long end(long start) {
    long end = start;
    for (; end + Long.BYTES <= bytes.byteSize(); end += Long.BYTES) {
      long word = bytes.get(WORD, end);
      long zeroes = word - LOW_BITS & ~word & HIGH_BITS;
      if (zeroes != 0) {
        return end + Long.numberOfTrailingZeros(zeroes) / Byte.SIZE;
      }
    }
    while (bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    return end;
  }

  /** Compares two different names bytewise, unsigned. */
  int compare(long a, long b) {
    if (a == b) {
      return 0;
    }
    long first = starts.get(a);
    long second = starts.get(b);
    // Distinct names differ at the zero byte after the shorter one, or before.
    for (long room = bytes.byteSize() - Math.max(first, second); ; ) {
      long length = Math.min(COMPARED_AT_ONCE, room);
      long at =
          MemorySegment.mismatch(bytes, first, first + length, bytes, second, second + length);
      if (at >= 0) {
        return Byte.compareUnsigned(
            bytes.get(ValueLayout.JAVA_BYTE, first + at),
            bytes.get(ValueLayout.JAVA_BYTE, second + at));
      }
      first += length;
      second += length;
      room -= length;
    }
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
