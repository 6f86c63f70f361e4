package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.BlockPool;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that one sample's contigs lie in: blocks filled one contig after the other, owned by
 * the sample's batch. One thread fills it, others may look meanwhile.
 */
public final class ContigBlocks implements SequenceSpace {
  private static final int ALIGNMENT = 8;
  private static final int OFFSET_BITS = 40;
  private static final long COPIED_BYTES = 1 << 20;

  private final BlockPool pool;
  private final List<Block> blocks = new ArrayList<>();
  private Block current;
  private long used;

  /** No memory yet; blocks come from {@code pool} and go back there. */
  public ContigBlocks(BlockPool pool) {
    this.pool = pool;
  }

  @Override
  public synchronized MemorySegment room(long kept, long wanted) throws IOException {
    if (current == null || used + wanted > current.size()) {
      // Not twice as much: of what is left after the contig the next one uses half on average.
      Block next = pool.take(Math.max(wanted, kept + kept / 2));
      if (kept > 0) {
        copy(current, used, next, kept);
        if (used == 0) {
          blocks.remove(blocks.size() - 1);
          pool.release(current);
        }
      }
      blocks.add(next);
      current = next;
      used = 0;
    }
    return current.bytes().asSlice(used);
  }

  private static void copy(Block source, long from, Block target, long bytes) {
    for (long done = 0; done < bytes; done += COPIED_BYTES) {
      long size = Math.min(COPIED_BYTES, bytes - done);
      MemorySegment.copy(source.bytes(), from + done, target.bytes(), done, size);
      source.touched(size);
      target.touched(size);
    }
  }

  @Override
  public synchronized void touched(long bytes) {
    current.touched(bytes);
  }

  /**
   * Tells that {@code bytes} bytes near each other, of what is at {@code place}, are being used;
   * see {@link Block#touched}.
   */
  public synchronized void touched(long place, long bytes) {
    blocks.get((int) (place >>> OFFSET_BITS)).touched(bytes);
  }

  /** Whether what is at {@code place} lies in a file. */
  public synchronized boolean isSpilled(long place) {
    return blocks.get((int) (place >>> OFFSET_BITS)).isSpilled();
  }

  /**
   * Counts the first {@code bytes} bytes of the last room as used.
   *
   * @return where they are, for {@link #slice}
   */
  public synchronized long keep(long bytes) {
    long place = (long) (blocks.size() - 1) << OFFSET_BITS | used;
    used += bytes + ALIGNMENT - 1 & -ALIGNMENT;
    return place;
  }

  /** Copies {@code bytes} after what is used, and returns where they are. */
  public synchronized long store(byte[] bytes) throws IOException {
    MemorySegment.copy(
        bytes, 0, room(0, bytes.length + ALIGNMENT), ValueLayout.JAVA_BYTE, 0, bytes.length);
    return keep(bytes.length);
  }

  /** {@code bytes} bytes at {@code place}, borrowed until {@link #free}. */
  public synchronized MemorySegment slice(long place, long bytes) {
    return blocks
        .get((int) (place >>> OFFSET_BITS))
        .bytes()
        .asSlice(place & (1L << OFFSET_BITS) - 1, bytes);
  }

  /** Frees all blocks. */
  public synchronized void free() {
    blocks.forEach(pool::release);
    blocks.clear();
    current = null;
  }
}
