package io.github.agc4j.query;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Takes the symbols of ranges. */
public interface RangeReceiver {
  /**
   * The symbols of a range.
   *
   * @param index the range's number in the order in which they were given, from 0 on
   * @param codes its codes (see {@link io.github.agc4j.internal.dna.Nucleotides}), one per byte, as
   *     far as the contig reaches; borrowed until return
   */
  void accept(long index, MemorySegment codes) throws IOException;
}
