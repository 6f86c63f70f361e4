package io.github.agc4j.internal.fasta;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Where a reader puts the packed symbols of the contig that it is reading; its owner decides how
 * much.
 */
public interface SequenceSpace {
  /**
   * Room for a contig whose first {@code kept} bytes are already written.
   *
   * @param kept bytes of the room returned last that must be at the start of the new one; 0 for a
   *     new contig
   * @param wanted bytes that the room must have at least
   * @return borrowed room of {@code wanted} bytes or more, until the next call
   */
  MemorySegment room(long kept, long wanted) throws IOException;

  /** Tells that {@code bytes} bytes of the room were written since the last call. */
  void touched(long bytes);
}
