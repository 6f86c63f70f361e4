package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;

/** A way to write texts as deltas against references, which any reader decodes. For one thread. */
public interface DeltaEncoder {
  /**
   * The delta of {@code text}: empty if it equals the reference.
   *
   * @return at the beginning of {@code room}, borrowed like that
   */
  MemorySegment encode(DeltaText text, Reference reference, DeltaRoom room);
}
