package io.github.agc4j.memory;

import java.lang.foreign.MemorySegment;

/** The right to use a stretch of a {@link MappedFile} until it is closed. */
public final class Lease implements AutoCloseable {
  private final MappedFile.Window window;
  private final MemorySegment bytes;

  Lease(MappedFile.Window window, MemorySegment bytes) {
    this.window = window;
    this.bytes = bytes;
  }

  /** The leased bytes, read-only, borrowed until the lease is closed. */
  public MemorySegment bytes() {
    return bytes;
  }

  /** Gives the bytes back; the file cannot be unmapped before. */
  @Override
  public void close() {
    window.giveBack();
  }
}
