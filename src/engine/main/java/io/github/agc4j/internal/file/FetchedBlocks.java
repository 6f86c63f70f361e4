package io.github.agc4j.internal.file;

import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks of a file in memory: those used last, as many as a budget has room for, and those that
 * somebody fetches just now, which others wait for. Safe for use by several threads.
 */
final class FetchedBlocks implements AutoCloseable {
  /** Bytes of a block; they start at multiples of this. */
  static final int BYTES = 16 << 10;

  private final MemoryBudget budget;

  /** By number, the one that was used longest ago first. */
  private final Map<Long, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

  /** Rooms that are used again: closing memory halts all threads. */
  private final Deque<Block> free = new ArrayDeque<>();

  private boolean closed;
  private int users;

  FetchedBlocks(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Room for a block. Guarded by the blocks. */
  static final class Slot {
    private final long number;
    private final Block memory;
    private boolean isFilled;
    private int pins;

    private Slot(long number, Block memory) {
      this.number = number;
      this.memory = memory;
    }

    /** Its bytes: filled by who claimed it, and read by who pinned it. */
    MemorySegment bytes() {
      return memory.bytes();
    }
  }

  /**
   * Begins a use, which {@link #leave} ends.
   *
   * @throws IllegalStateException when this is closed
   */
  synchronized void enter() {
    if (closed) {
      throw new IllegalStateException("the file is closed");
    }
    users++;
  }

  synchronized void leave() {
    users--;
    notifyAll();
  }

  /** Whether {@code block} is there or on its way. */
  synchronized boolean has(long block) {
    return slots.containsKey(block);
  }

  /**
   * Block {@code block}, to be unpinned; null if it is not there and nobody fetches it.
   *
   * @throws InterruptedIOException when the thread is interrupted while it waits for who fetches it
   */
  synchronized Slot pin(long block) throws InterruptedIOException {
    for (Slot slot = slots.get(block); slot != null; slot = slots.get(block)) {
      if (slot.isFilled) {
        slot.pins++;
        return slot;
      }
      await();
    }
    return null;
  }

  synchronized void unpin(Slot slot) {
    slot.pins--;
  }

  /**
   * Claims {@code first} and those after it, as far as they are neither there nor on their way and
   * there is room, {@code count} at most: the caller fills them. If {@code first} is not there, it
   * is claimed even without room.
   */
  synchronized List<Slot> claim(long first, int count) {
    List<Slot> claimed = new ArrayList<>();
    try {
      for (long block = first; block < first + count && !slots.containsKey(block); block++) {
        if (!makeRoom() && block > first) {
          break;
        }
        Slot slot = new Slot(block, free.isEmpty() ? Block.resident(BYTES, budget) : free.pop());
        claimed.add(slot);
        slots.put(block, slot);
      }
      return claimed;
    } catch (OutOfMemoryError e) {
      // Who waits for what is never filled would wait for ever.
      dropped(claimed);
      throw e;
    }
  }

  private boolean makeRoom() {
    Iterator<Slot> oldest = slots.values().iterator();
    while (free.isEmpty() && !budget.hasRoom(BYTES) && oldest.hasNext()) {
      Slot slot = oldest.next();
      if (slot.isFilled && slot.pins == 0) {
        oldest.remove();
        free.push(slot.memory);
      }
    }
    return !free.isEmpty() || budget.hasRoom(BYTES);
  }

  /** The caller has filled {@code claimed}. */
  synchronized void filled(List<Slot> claimed) {
    claimed.forEach(slot -> slot.isFilled = true);
    notifyAll();
  }

  /** The caller could not fill {@code claimed}: who waits for them may try. */
  synchronized void dropped(List<Slot> claimed) {
    for (Slot slot : claimed) {
      slots.remove(slot.number);
      free.push(slot.memory);
    }
    notifyAll();
  }

  private void await() throws InterruptedIOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a block is fetched");
    }
  }

  /** Refuses further use, waits for what is under way, and frees everything. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = false;
    while (users > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    slots.values().forEach(slot -> slot.memory.close());
    slots.clear();
    free.forEach(Block::close);
    free.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
