package io.github.agc4j.internal.lzdiff;

import io.github.agc4j.internal.dna.PackedSequence;
import java.lang.foreign.MemorySegment;

/** A text to be encoded, in the form that an encoder wants. Borrowed; for one thread. */
public interface DeltaText {
  /** Number of symbols. */
  int length();

  /** Its codes, one per byte, with {@link LzScan#PADDING_BYTES} readable bytes after the last. */
  MemorySegment codes();

  /** A sequence that has the text from {@link #from} on. */
  PackedSequence symbols();

  /** Where in {@link #symbols} the text begins, 0-based. */
  long from();
}
