package io.github.agc4j.internal.read.range;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The last symbols of the range that was given last: the one after it may begin with a segment that
 * has them, too. For one thread.
 */
final class RangeTail {
  private byte[] symbols = {};

  /** Keeps {@code codes}, which are borrowed. */
  void keep(MemorySegment codes) {
    symbols = codes.toArray(ValueLayout.JAVA_BYTE);
  }

  /** Whether {@code head} ends with them. */
  boolean matches(MemorySegment head) {
    long from = head.byteSize() - symbols.length;
    return Arrays.equals(symbols, head.asSlice(from).toArray(ValueLayout.JAVA_BYTE));
  }
}
