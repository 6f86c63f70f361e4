package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;

/** The symbols of a reference, in whatever form they are kept. */
public interface ReferenceSymbols {
  /** Number of symbols. */
  long length();

  /**
   * Writes the codes of {@code [from, from + count)}, which lie within the reference, to {@code
   * target} from {@code at} on.
   */
  void copy(long from, long count, MemorySegment target, long at);

  /** Whether {@link #mark} tells where symbols are in lower case. */
  default boolean isMarked() {
    return false;
  }

  /**
   * Puts the marks of {@code [from, from + count)}, as far as they lie within the reference, to the
   * codes of {@code target} from {@code at} on.
   */
  default void mark(long from, long count, MemorySegment target, long at) {}

  /** The same with its marks, if it has any. */
  default ReferenceSymbols marked() {
    return this;
  }

  /** {@code length} codes, one per byte, borrowed as long as this is used. */
  static ReferenceSymbols of(MemorySegment codes, long length) {
    return new ReferenceSymbols() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public void copy(long from, long count, MemorySegment target, long at) {
        MemorySegment.copy(codes, from, target, at, count);
      }
    };
  }
}
