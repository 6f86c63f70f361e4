package io.github.agc4j.archive;

import io.github.agc4j.memory.Lease;
import java.lang.foreign.MemorySegment;

/**
 * A part of an open archive, usable until it is closed.
 *
 * @param metadata the integer in front of the data
 * @param data the part's bytes, borrowed until the lease is closed
 * @param lease what keeps the bytes mapped
 */
public record PartLease(long metadata, MemorySegment data, Lease lease) implements AutoCloseable {
  @Override
  public void close() {
    lease.close();
  }
}
