package io.github.agc4j.internal.archive;

import io.github.agc4j.internal.archive.footer.Checksum;
import io.github.agc4j.internal.archive.footer.ContainerInteger;
import io.github.agc4j.internal.memory.BlockHeap;
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
  private int checksum;

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
    writer.commit(this, partMetadata, partSize, checksum(partMetadata, partSize));
  }

  /** The checksum of the part as it will be in the file; its integer is put in front of it. */
  private int checksum(long partMetadata, long partSize) {
    int head = ContainerInteger.bytes(partMetadata);
    long start = ContainerInteger.BYTES_MAX - head;
    ContainerInteger.write(claimed, start, partMetadata);
    return partSize == 0 ? 0 : Checksum.of(claimed.asSlice(start, head + partSize));
  }

  /**
   * Called by the writer under its monitor, so that whoever settles the claim sees what was
   * written.
   */
  void complete(long partMetadata, long partSize, int partChecksum) {
    metadata = partMetadata;
    size = partSize;
    checksum = partChecksum;
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

  int checksum() {
    return checksum;
  }

  /** Bytes of the part in the file, its metadata integer included. */
  long settledBytes() {
    return ContainerInteger.bytes(metadata) + size;
  }

  /** Moves the part to its final place, the start of {@code target}. */
  void settle(MemorySegment target) {
    long start = ContainerInteger.BYTES_MAX - ContainerInteger.bytes(metadata);
    MemorySegment.copy(claimed, start, target, 0, settledBytes());
  }
}
