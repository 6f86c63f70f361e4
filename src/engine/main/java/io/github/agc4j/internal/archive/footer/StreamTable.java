package io.github.agc4j.internal.archive.footer;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.IntArray;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The streams and parts of an archive that is being written: what its footer will tell. Parts have
 * two orders, that of the file and that of the stream table. Not safe for use by several threads at
 * once.
 */
public final class StreamTable implements AutoCloseable {
  private static final ValueLayout.OfInt INT_LE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int WORDS = 4;
  private static final int OFFSET = 1;
  private static final int SIZE = 2;
  private static final int CHECKSUM = 3;

  private final MemoryBudget budget;
  private final GrowableBytes names;
  private final IntArray partCounts;

  /** Stream, offset, size and checksum of each part, in the file's order. */
  private final LongArray parts;

  /** No streams yet; reserved from {@code budget}. */
  public StreamTable(MemoryBudget budget) {
    this.budget = budget;
    this.names = new GrowableBytes(budget);
    this.partCounts = new IntArray(budget);
    this.parts = new LongArray(budget);
  }

  /** Adds a stream after the last one and returns its index. */
  public int addStream(String name) {
    names.put(name.getBytes(StandardCharsets.ISO_8859_1));
    names.putByte(0);
    int stream = Math.toIntExact(partCounts.count());
    partCounts.resize(stream + 1L, 0);
    return stream;
  }

  /** Adds a part, which lies after those that were added before unless it was kept. */
  public void addPart(int stream, long offset, long size, int checksum) {
    parts.add(stream);
    parts.add(offset);
    parts.add(size);
    parts.add(checksum);
    partCounts.set(stream, partCounts.get(stream) + 1);
  }

  /** Number of parts of all streams. */
  public long parts() {
    return parts.count() / WORDS;
  }

  /** The parts' places in the file's order, in the order of the table; the caller closes it. */
  public LongArray inTableOrder() {
    LongArray order = new LongArray(budget);
    try (LongArray streams = new LongArray(budget)) {
      for (long part = 0; part < parts(); part++) {
        streams.add(parts.get(part * WORDS));
        order.add(part);
      }
      streams.sort(order);
    }
    return order;
  }

  /** Writes the checksums of the parts, four bytes each, to {@code target}. */
  public void copyChecksums(LongArray order, MemorySegment target) {
    for (long i = 0; i < order.count(); i++) {
      int checksum = (int) parts.get(order.get(i) * WORDS + CHECKSUM);
      target.set(INT_LE, i * Integer.BYTES, checksum);
    }
  }

  /** What takes the stream table. */
  public interface Receiver {
    /** A name with its zero byte, borrowed. */
    void name(MemorySegment zeroTerminated) throws IOException;

    /** A number. */
    void integer(long value) throws IOException;
  }

  /** Tells the stream table to {@code receiver}, with the parts in {@code order}. */
  public void describe(LongArray order, Receiver receiver) throws IOException {
    receiver.integer(partCounts.count());
    long name = 0;
    long place = 0;
    for (int stream = 0; stream < partCounts.count(); stream++) {
      long nameEnd = nameEnd(name);
      receiver.name(names.written().asSlice(name, nameEnd - name));
      name = nameEnd;
      receiver.integer(partCounts.get(stream));
      receiver.integer(0);
      for (long end = place + partCounts.get(stream); place < end; place++) {
        receiver.integer(parts.get(order.get(place) * WORDS + OFFSET));
        receiver.integer(parts.get(order.get(place) * WORDS + SIZE));
      }
    }
  }

  private long nameEnd(long from) {
    long end = from;
    while (names.written().get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    return end + 1;
  }

  @Override
  public void close() {
    names.close();
    partCounts.close();
    parts.close();
  }
}
