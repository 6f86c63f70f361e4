package io.github.agc4j.internal.group.write;

import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.TuplePacking;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sequences of raw groups, as tuples (see {@link TuplePacking}).
 *
 * <pre>
 * item := int(bytes of the tuples) tuples
 * </pre>
 */
final class RawItems implements PackItems {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final CellChain chain;

  RawItems(BlockHeap cells) {
    chain = new CellChain(cells);
  }

  @Override
  public void add(PackHead pack, MemorySegment codes, SealedPacks room) {
    long length = codes.byteSize();
    int largest = TuplePacking.largestCode(codes, length);
    long bytes = TuplePacking.packedBytes(length, largest);
    MemorySegment item = chain.append(pack, Integer.BYTES + bytes);
    item.set(INT, 0, Math.toIntExact(bytes));
    TuplePacking.pack(codes, length, largest, item.asSlice(Integer.BYTES, bytes));
    pack.count(length);
  }

  @Override
  public long find(PackHead pack, MemorySegment item, SealedPacks room) {
    return -1;
  }

  @Override
  public void take(PackHead pack, MemorySegment target, SealedPacks room) {
    long[] out = {0};
    chain.takeAll(pack.lastCell(), cell -> out[0] = unpack(cell, target, out[0]));
  }

  private static long unpack(MemorySegment cell, MemorySegment target, long from) {
    long out = from;
    for (long at = 0; at < cell.byteSize(); ) {
      int size = cell.get(INT, at);
      MemorySegment tuples = cell.asSlice(at + Integer.BYTES, size);
      TuplePacking.unpack(tuples, size, target.asSlice(out));
      out += TuplePacking.unpackedLength(tuples, size);
      target.set(ValueLayout.JAVA_BYTE, out++, PackReader.SEPARATOR);
      at += Integer.BYTES + size;
    }
    return out;
  }
}
