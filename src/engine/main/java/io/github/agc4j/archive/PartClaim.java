package io.github.agc4j.archive;

import io.github.agc4j.memory.BlockHeap;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A part that is being written: straight into the mapped output if no earlier one is open, or else
 * into memory of its own until the earlier ones are settled. Committed once, by any thread.
 */
public final class PartClaim {
  private final ArchiveFileWriter writer;
  private final int stream;
  private final long cell;
  private final long cellBytes;
  private final MemorySegment claimed;
  private long metadata;
  private long size = -1;

  /**
   * A claim of {@code claimed}: of the mapped output if {@code cell} is {@link BlockHeap#NONE}, or
   * else that cell, allocated for {@code cellBytes}.
   */
  PartClaim(
      ArchiveFileWriter writer, int stream, long cell, long cellBytes, MemorySegment claimed) {
    this.writer = writer;
    this.stream = stream;
    this.cell = cell;
    this.cellBytes = cellBytes;
    this.claimed = claimed;
  }

  /** Room for the part's bytes, borrowed until it is committed. */
  public MemorySegment room() {
    return claimed.asSlice(ContainerInteger.BYTES_MAX);
  }

  /** Declares the first {@code partSize} bytes of the room to be the part. */
  public void commit(long partMetadata, long partSize) throws IOException {
    writer.commit(this, partMetadata, partSize);
  }

  /**
   * Called by the writer under its monitor, so that whoever settles the claim sees what was
   * written.
   */
  void complete(long partMetadata, long partSize) {
    metadata = partMetadata;
    size = partSize;
  }

  int stream() {
    return stream;
  }

  boolean isStaged() {
    return cell != BlockHeap.NONE;
  }

  long cell() {
    return cell;
  }

  long cellBytes() {
    return cellBytes;
  }

  boolean isCommitted() {
    return size >= 0;
  }

  long size() {
    return size;
  }

  /** Bytes of the part in the file, its metadata integer included. */
  long settledBytes() {
    return ContainerInteger.bytes(metadata) + size;
  }

  /** Moves the part to its final place, the start of {@code target}. */
  void settle(MemorySegment target) {
    int head = ContainerInteger.bytes(metadata);
    MemorySegment.copy(claimed, ContainerInteger.BYTES_MAX, target, head, size);
    ContainerInteger.write(target, 0, metadata);
  }
}
