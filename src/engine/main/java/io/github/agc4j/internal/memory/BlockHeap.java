package io.github.agc4j.internal.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap cells of any size below 1 GiB, for many small things that come and go: open packs,
 * references, cached packs.
 *
 * <p>Cells lie in extents of 1 MiB; a freed cell is kept for the next one of its size class (four
 * classes per doubling, so at most a quarter is wasted). A cell above a quarter of an extent gets
 * an extent of its own, freed with it. Allocation and release are safe for several threads; a
 * cell's bytes belong to whoever allocated it.
 */
public final class BlockHeap implements AutoCloseable {
  /** The reference to no cell. */
  public static final long NONE = -1;

  private static final int EXTENT_BYTES = 1 << 20;
  private static final int LARGE_BYTES = EXTENT_BYTES / 4;
  private static final int OFFSET_BITS = 32;
  private static final int SIZE_MIN = 16;
  private static final int CLASSES = 64;

  /** Bits above the offsets within an extent: how many classes larger than asked the cell is. */
  private static final int ABOVE_SHIFT = 28;

  private static final long ABOVE_MASK = 0xfL << ABOVE_SHIFT;
  private static final int CLASSES_ABOVE_MAX = 4;

  private final MemoryBudget budget;
  private final boolean isLazy;
  private final List<Block> extents = new ArrayList<>();
  private final LongArray freeExtents;
  private final LongArray[] freeCells = new LongArray[CLASSES];
  private int openExtent = -1;
  private int openOffset = EXTENT_BYTES;
  private long usedBytes;

  private BlockHeap(MemoryBudget budget, boolean isLazy) {
    this.budget = budget;
    this.isLazy = isLazy;
    this.freeExtents = new LongArray(budget);
  }

  /** An empty heap whose extents are reserved from {@code budget} and committed at once. */
  public static BlockHeap committed(MemoryBudget budget) {
    return new BlockHeap(budget, false);
  }

  /**
   * An empty heap whose extents are reserved from {@code budget} and committed while they are
   * filled, in stores of Chronicle Bytes; what a budget with an overflow has no room for lies in
   * its file.
   */
  public static BlockHeap growing(MemoryBudget budget) {
    return new BlockHeap(budget, true);
  }

  private Block extent(long size) {
    return isLazy ? Block.lazy(size, budget) : Block.shared(size, budget);
  }

  /** The bytes that a cell for {@code size} bytes occupies. */
  public static long cellBytes(long size) {
    return size > LARGE_BYTES ? size : classBytes(sizeClass((int) size));
  }

  /** A cell of at least {@code size} bytes with undefined content. */
  public synchronized long allocate(long size) {
    if (size > LARGE_BYTES) {
      usedBytes += size;
      return ownExtent(size);
    }
    int sizeClass = sizeClass((int) size);
    // A free cell that is somewhat too large is better than more memory.
    for (int above = 0; above <= CLASSES_ABOVE_MAX && sizeClass + above < CLASSES; above++) {
      LongArray free = freeCells[sizeClass + above];
      if (free != null && free.count() > 0) {
        long cell = free.get(free.count() - 1);
        free.resize(free.count() - 1, 0);
        usedBytes += classBytes(sizeClass + above);
        return cell | (long) above << ABOVE_SHIFT;
      }
    }
    usedBytes += classBytes(sizeClass);
    return fresh(classBytes(sizeClass));
  }

  private long ownExtent(long size) {
    return (long) addExtent(extent(size)) << OFFSET_BITS;
  }

  private int addExtent(Block block) {
    if (freeExtents.count() == 0) {
      extents.add(block);
      return extents.size() - 1;
    }
    int index = (int) freeExtents.get(freeExtents.count() - 1);
    freeExtents.resize(freeExtents.count() - 1, 0);
    extents.set(index, block);
    return index;
  }

  private long fresh(int bytes) {
    if (openOffset + bytes > EXTENT_BYTES) {
      openExtent = addExtent(extent(EXTENT_BYTES));
      openOffset = 0;
    }
    long cell = (long) openExtent << OFFSET_BITS | openOffset;
    openOffset += bytes;
    return cell;
  }

  /** Gives back the cell that {@code allocate(size)} returned. */
  public synchronized void free(long cell, long size) {
    if (size > LARGE_BYTES) {
      usedBytes -= size;
      int index = (int) (cell >>> OFFSET_BITS);
      extents.get(index).close();
      extents.set(index, null);
      freeExtents.add(index);
      return;
    }
    int sizeClass = sizeClass((int) size) + (int) ((cell & ABOVE_MASK) >>> ABOVE_SHIFT);
    usedBytes -= classBytes(sizeClass);
    if (freeCells[sizeClass] == null) {
      freeCells[sizeClass] = new LongArray(budget);
    }
    freeCells[sizeClass].add(cell & ~ABOVE_MASK);
  }

  /** The first {@code size} bytes of a cell, borrowed until the cell is freed. */
  public synchronized MemorySegment view(long cell, long size) {
    Block extent = extents.get((int) (cell >>> OFFSET_BITS));
    extent.touched(size);
    return extent.bytes().asSlice(cell & 0xffff_ffffL & ~ABOVE_MASK, size);
  }

  /** Bytes of all cells in use. */
  public synchronized long usedBytes() {
    return usedBytes;
  }

  /** Sizes up to 16 have class 0; then four classes for each doubling. */
  private static int sizeClass(int size) {
    if (size <= SIZE_MIN) {
      return 0;
    }
    int doubling = 31 - Integer.numberOfLeadingZeros(size - 1);
    return (doubling - 4) * 4 + (size - 1 >>> doubling - 2 & 3) + 1;
  }

  private static int classBytes(int sizeClass) {
    if (sizeClass == 0) {
      return SIZE_MIN;
    }
    int doubling = (sizeClass - 1) / 4 + 4;
    return (1 << doubling) + ((sizeClass - 1) % 4 + 1 << doubling - 2);
  }

  @Override
  public synchronized void close() {
    for (Block extent : extents) {
      if (extent != null) {
        extent.close();
      }
    }
    extents.clear();
    freeExtents.close();
    for (LongArray free : freeCells) {
      if (free != null) {
        free.close();
      }
    }
  }
}
