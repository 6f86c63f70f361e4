package io.github.agc4j.collection;

import io.github.agc4j.memory.Block;
import io.github.agc4j.memory.ByteReader;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Distinct names, off-heap, numbered from 0 and found by a hash table. Immutable. */
final class NameTable implements AutoCloseable {
  private static final long FREE = -1;

  private final Block bytes;
  private final LongArray starts;
  private final LongArray slots;

  /**
   * Reads {@code count} names, each with a zero byte at its end, that are all that is left in
   * {@code in}.
   *
   * @throws MalformedBytesException when they are not, or two are equal
   */
  NameTable(ByteReader in, long count, MemoryBudget budget) {
    MalformedBytesException.verify(count <= in.remaining(), in.position(), "more names than bytes");
    starts = new LongArray(budget);
    slots = new LongArray(budget);
    bytes = Block.shared(Math.max(1, in.remaining()), budget);
    try {
      fill(in, count);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void fill(ByteReader in, long count) {
    slots.resize(Long.highestOneBit(count + 1) << 2, FREE);
    MemorySegment all = in.slice(in.remaining());
    MemorySegment.copy(all, 0, bytes.bytes(), 0, all.byteSize());
    ByteReader reader = new ByteReader(all);
    for (long i = 0; i < count; i++) {
      starts.add(reader.position());
      byte[] name = reader.zeroTerminated();
      long slot = slotOf(name);
      MalformedBytesException.verify(
          slots.get(slot) == FREE, reader.position(), "name occurs twice");
      slots.set(slot, i);
    }
    starts.add(reader.position());
    MalformedBytesException.verify(
        reader.remaining() == 0, reader.position(), "bytes behind the last name");
  }

  private long slotOf(byte[] name) {
    long hash = 1;
    for (byte b : name) {
      hash = (hash ^ b) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    long slot = hash & slots.count() - 1;
    while (slots.get(slot) != FREE && !java.util.Arrays.equals(name(slots.get(slot)), name)) {
      slot = slot + 1 & slots.count() - 1;
    }
    return slot;
  }

  /** Number of names. */
  long count() {
    return starts.count() - 1;
  }

  /** Name {@code index}. */
  byte[] name(long index) {
    long start = starts.get(index);
    long end = start;
    while (bytes.bytes().get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    return bytes.bytes().asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
  }

  /** The number of {@code name}, or −1. */
  long indexOf(byte[] name) {
    return slots.get(slotOf(name));
  }

  @Override
  public void close() {
    bytes.close();
    starts.close();
    slots.close();
  }
}
