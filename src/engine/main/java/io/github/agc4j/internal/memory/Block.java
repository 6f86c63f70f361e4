package io.github.agc4j.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import jdk.jfr.FlightRecorder;

/**
 * One owned stretch of off-heap memory: zeroed, with an arena of its own, or lazily committed, in a
 * store of Chronicle Bytes; or, when its budget has no room and overflows into a file, a mapped
 * piece of that. The content of the latter two is undefined.
 *
 * <p>Opening and closing an arena costs up to 0.3 ms when threads are busy, so blocks are for what
 * is large or lives long; many small pieces go into a {@link BlockHeap}.
 */
public final class Block implements AutoCloseable {
  private final Arena arena;
  private final GrowableBytes lazy;
  private final SpillFile.Piece spilled;
  private final MemorySegment bytes;
  private final MemoryBudget budget;
  private ByteBuffer view;

  private Block(Arena arena, long size, MemoryBudget budget) {
    ReservationEvent event = isRecorded(size) ? ReservationEvent.begun() : null;
    this.arena = arena;
    this.lazy = null;
    this.spilled = null;
    this.budget = budget;
    budget.reserve(size);
    try {
      this.bytes = arena.allocate(size, Long.BYTES);
    } catch (OutOfMemoryError e) {
      budget.release(size);
      arena.close();
      throw e;
    }
    if (event != null) {
      event.commit(budget, size);
    }
  }

  /** Whether a reservation of so many bytes is worth an event that somebody wants. */
  static boolean isRecorded(long size) {
    return size >= ReservationEvent.BYTES_MIN && FlightRecorder.isInitialized();
  }

  private Block(GrowableBytes lazy, long size) {
    this.arena = null;
    this.lazy = lazy;
    this.spilled = null;
    this.bytes = lazy.reserve(size);
    this.budget = null;
  }

  private Block(SpillFile.Piece spilled) {
    this.arena = null;
    this.lazy = null;
    this.spilled = spilled;
    this.bytes = spilled.bytes();
    this.budget = null;
  }

  /**
   * A block that stays in memory whatever the budget's room. Any thread may use and close it.
   *
   * <p>No block is confined to a thread: once compiled code has met a few such segments, it asks at
   * every access to any memory for the thread, and takes twice as long to be compiled.
   */
  public static Block resident(long size, MemoryBudget budget) {
    return new Block(Arena.ofShared(), size, budget);
  }

  /** A block that any thread may use and close, in a file if the budget has no room. */
  public static Block shared(long size, MemoryBudget budget) {
    SpillFile overflow = budget.overflow();
    return overflow == null || budget.hasRoom(size)
        ? resident(size, budget)
        : new Block(overflow.take(size));
  }

  /**
   * The same without zeroes, where memory that was never written costs nothing. Loads Chronicle
   * Bytes, so it is nothing for short commands.
   */
  public static Block lazy(long size, MemoryBudget budget) {
    SpillFile overflow = budget.overflow();
    return overflow == null || budget.hasRoom(size)
        ? new Block(new GrowableBytes(budget), size)
        : new Block(overflow.take(size));
  }

  /** Whether the bytes are those of a file. */
  public boolean isSpilled() {
    return spilled != null;
  }

  /**
   * Tells that {@code size} bytes near each other were used or will be at once, so that what is
   * resident of a file stays bounded.
   */
  public void touched(long size) {
    if (spilled != null) {
      spilled.touched(Math.max(size, SpillFile.NEIGHBOURHOOD_BYTES));
    }
  }

  /** The bytes, borrowed until the block is closed. */
  public MemorySegment bytes() {
    return bytes;
  }

  /**
   * The bytes as a direct buffer for native codecs, made once; the block must have less than 2 GiB.
   */
  public ByteBuffer buffer() {
    if (view == null) {
      view = bytes.asByteBuffer();
    }
    return view;
  }

  /** Size in bytes. */
  public long size() {
    return bytes.byteSize();
  }

  /** Frees the memory; nobody may use it any more. */
  @Override
  public void close() {
    if (spilled != null) {
      spilled.free();
    } else if (lazy != null) {
      lazy.close();
    } else {
      arena.close();
      budget.release(bytes.byteSize());
    }
  }
}
