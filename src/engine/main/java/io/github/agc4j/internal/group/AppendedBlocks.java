package io.github.agc4j.internal.group;

import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap pieces, each written after the one before, that stay where they are until all are
 * forgotten at once. For one thread at a time.
 */
public final class AppendedBlocks implements AutoCloseable {
  private static final long BLOCK_BYTES = 1 << 20;

  /**
   * Room for more is not taken from the blocks: what is used of it may be little, and the rest of a
   * block would be lost each time.
   */
  private static final long ROOM_MAX = BLOCK_BYTES / 8;

  private static final int OFFSET_BITS = 40;
  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  private final MemoryBudget budget;
  private final List<Block> blocks = new ArrayList<>();

  /** Where large pieces are written before it is known how long they are. */
  private final Scratch large;

  private MemorySegment room;
  private boolean isLarge;

  /** The block that is being filled, and how many of its bytes are kept. */
  private int current;

  private long used;

  /** Nothing; memory is taken with the first piece. */
  public AppendedBlocks(MemoryBudget budget) {
    this.budget = budget;
    this.large = new Scratch(budget);
  }

  /** Room for the next piece of at most {@code bytes} bytes, borrowed until the next call. */
  public MemorySegment room(long bytes) {
    room = bytes > ROOM_MAX ? large.atLeast(bytes) : end(bytes);
    isLarge = bytes > ROOM_MAX;
    return room;
  }

  /** So many bytes after the pieces that are kept. */
  private MemorySegment end(long bytes) {
    while (current < blocks.size() && blocks.get(current).size() - used < bytes) {
      current++;
      used = 0;
    }
    if (current == blocks.size()) {
      blocks.add(Block.shared(Math.max(BLOCK_BYTES, bytes), budget));
    }
    return blocks.get(current).bytes().asSlice(used);
  }

  /** Keeps the first {@code bytes} bytes of the room, and returns the piece's place. */
  public long keep(long bytes) {
    if (isLarge) {
      MemorySegment.copy(room, 0, end(bytes), 0, bytes);
    }
    long place = (long) current << OFFSET_BITS | used;
    used += bytes;
    return place;
  }

  /** The piece of {@code bytes} bytes at {@code place}, borrowed until all are forgotten. */
  public MemorySegment view(long place, long bytes) {
    return blocks.get((int) (place >>> OFFSET_BITS)).bytes().asSlice(place & OFFSET_MASK, bytes);
  }

  /** Forgets all pieces and keeps the memory. */
  public void clear() {
    current = 0;
    used = 0;
  }

  @Override
  public void close() {
    blocks.forEach(Block::close);
    blocks.clear();
    large.close();
    clear();
  }
}
