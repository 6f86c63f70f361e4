package io.github.agc4j.archive;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A part that is being written straight into the mapped output; committed once, by any thread. */
public final class PartClaim {
  private final ArchiveFileWriter writer;
  private final int stream;
  private final MemorySegment claimed;
  private long metadata;
  private long size = -1;

  PartClaim(ArchiveFileWriter writer, int stream, MemorySegment claimed) {
    this.writer = writer;
    this.stream = stream;
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

  boolean isCommitted() {
    return size >= 0;
  }

  long size() {
    return size;
  }

  /**
   * Moves the part to its final place, the start of {@code target}, and returns the bytes it takes
   * there.
   */
  long settle(MemorySegment target) {
    int head = ContainerInteger.bytes(metadata);
    MemorySegment.copy(claimed, ContainerInteger.BYTES_MAX, target, head, size);
    ContainerInteger.write(target, 0, metadata);
    return head + size;
  }
}
