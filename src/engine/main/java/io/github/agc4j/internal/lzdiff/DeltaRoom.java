package io.github.agc4j.internal.lzdiff;

import java.lang.foreign.MemorySegment;

/** Where an encoder writes a delta, so that nobody has to copy it from the encoder. */
public interface DeltaRoom {
  /** Room for at most {@code bytes} bytes, borrowed until the next call. */
  MemorySegment of(long bytes);
}
