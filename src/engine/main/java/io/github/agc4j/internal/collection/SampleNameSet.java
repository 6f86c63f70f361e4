package io.github.agc4j.internal.collection;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The names of the samples that an archive or a set of them has or will have, off-heap. For one
 * thread at a time; once all are added any thread may ask.
 */
public final class SampleNameSet implements AutoCloseable {
  private static final long FREE = -1;
  private static final long SLOTS_MIN = 1 << 6;

  private final GrowableBytes bytes;

  /** For each name where it starts, and where the last one ends. */
  private final LongArray starts;

  private final LongArray slots;

  /** No names yet. */
  public SampleNameSet(MemoryBudget budget) {
    bytes = new GrowableBytes(budget);
    starts = new LongArray(budget);
    slots = new LongArray(budget);
    clear();
  }

  /** Forgets all names and keeps the memory. */
  public void clear() {
    bytes.clear();
    starts.clear();
    starts.add(0);
    slots.clear();
    slots.resize(SLOTS_MIN, FREE);
  }

  /** Adds {@code name}; false if it is there already. */
  public boolean add(byte[] name) {
    long slot = slotOf(name);
    if (slots.get(slot) != FREE) {
      return false;
    }
    slots.set(slot, count());
    bytes.put(name);
    starts.add(bytes.size());
    if (count() * 2 > slots.count()) {
      grow();
    }
    return true;
  }

  /** The index of {@code name} among the names in the order in which they were added; −1: none. */
  public long indexOf(byte[] name) {
    return slots.get(slotOf(name));
  }

  /** Number of names. */
  public long count() {
    return starts.count() - 1;
  }

  /** Compares names {@code a} and {@code b} bytewise, unsigned. */
  public int compare(long a, long b) {
    MemorySegment all = bytes.written();
    long from = starts.get(a);
    long otherFrom = starts.get(b);
    long length = starts.get(a + 1) - from;
    long otherLength = starts.get(b + 1) - otherFrom;
    long at =
        MemorySegment.mismatch(all, from, from + length, all, otherFrom, otherFrom + otherLength);
    return at < 0 || at >= Math.min(length, otherLength)
        ? Long.compare(length, otherLength)
        : Byte.compareUnsigned(
            all.get(ValueLayout.JAVA_BYTE, from + at),
            all.get(ValueLayout.JAVA_BYTE, otherFrom + at));
  }

  /** Name {@code index}, in the order in which they were added. */
  public byte[] name(long index) {
    long start = starts.get(index);
    return bytes
        .written()
        .asSlice(start, starts.get(index + 1) - start)
        .toArray(ValueLayout.JAVA_BYTE);
  }

  private void grow() {
    long size = slots.count() * 2;
    slots.clear();
    slots.resize(size, FREE);
    for (long i = 0; i < count(); i++) {
      slots.set(slotOf(name(i)), i);
    }
  }

  /** The slot of {@code wanted}, or the free one where it belongs. */
  private long slotOf(byte[] wanted) {
    long slot = NameTable.hash(wanted) & slots.count() - 1;
    while (slots.get(slot) != FREE && !Arrays.equals(name(slots.get(slot)), wanted)) {
      slot = slot + 1 & slots.count() - 1;
    }
    return slot;
  }

  @Override
  public void close() {
    bytes.close();
    starts.close();
    slots.close();
  }
}
