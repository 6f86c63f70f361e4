package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.PackedSequence;
import java.lang.foreign.MemorySegment;

/**
 * A reference to encode against, in the forms that encoders want, each of which is made when it is
 * asked for first. All are borrowed from whoever keeps the reference; any thread may ask.
 */
public interface Reference {
  /** Number of symbols. */
  int length();

  /** Its symbols at two bits. */
  PackedSequence symbols();

  /** Its codes, one per byte, with {@link LzScan#PADDING_BYTES} readable bytes after the last. */
  MemorySegment codes();

  /** The filled table of {@link ReferenceIndex}. */
  MemorySegment table();

  /** Number of slots of the table; to be asked for after {@link #table}. */
  int slots();
}
