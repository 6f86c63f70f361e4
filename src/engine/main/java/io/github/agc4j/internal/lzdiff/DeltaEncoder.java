package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;

/** A way to write texts as deltas against references, which any reader decodes. For one thread. */
public interface DeltaEncoder extends AutoCloseable {
  /**
   * The delta of {@code text}: empty if it equals the reference.
   *
   * @return borrowed until the next call
   */
  MemorySegment encode(DeltaText text, Reference reference);

  @Override
  void close();
}
