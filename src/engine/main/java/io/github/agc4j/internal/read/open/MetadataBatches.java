package io.github.agc4j.internal.read.open;

import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.collection.CatalogReader;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Pins;
import io.github.agc4j.internal.memory.SpillFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batches of metadata that were asked for. Those for which memory has no room move to a
 * temporary file, so that queries which go back and forth between samples do not decode them again
 * and again; where there can be no such file they are dropped. Safe for use by several threads; a
 * batch that is there is found without a lock.
 */
final class MetadataBatches implements AutoCloseable {
  /** What a look at a sample touches of the file: a place in each of a batch's tables. */
  private static final long TOUCHED_BYTES = 4 * SpillFile.NEIGHBOURHOOD_BYTES;

  private final CatalogReader catalog;
  private final MemoryBudget budget;
  private final SpillFile spill;

  /** In the file, where many small batches share a piece. */
  private final BlockHeap moved;

  /** Whether the file took what was to move there so far. */
  private boolean isSpillable = true;

  /** By the batch's first sample. */
  private final ConcurrentHashMap<Long, PinnedBatch> held = new ConcurrentHashMap<>();

  /** Held by whoever reads or drops batches. */
  private final ReentrantLock changes = new ReentrantLock();

  /** A batch that is pinned while it is used. */
  static final class PinnedBatch {
    private final CatalogBatch batch;
    private final Pins pins = new Pins();

    /** By the samples' places in the batch. */
    private final ConcurrentHashMap<Integer, SampleIndex> indexes = new ConcurrentHashMap<>();

    private final MemoryBudget budget;

    private PinnedBatch(CatalogBatch batch, MemoryBudget budget) {
      this.batch = batch;
      this.budget = budget;
    }

    /** The index of the batch's sample {@code place}, borrowed until the batch is unpinned. */
    SampleIndex index(int place) {
      SampleIndex there = indexes.get(place);
      return there != null
          ? there
          : indexes.computeIfAbsent(place, key -> new SampleIndex(batch, key, budget));
    }

    private void closeIndexes() {
      indexes.values().forEach(SampleIndex::close);
      indexes.clear();
    }

    private void close() {
      closeIndexes();
      batch.close();
    }

    /** The batch, until it is unpinned. */
    CatalogBatch batch() {
      return batch;
    }

    /** It is used once less. */
    void unpin() {
      pins.unpin();
    }
  }

  /**
   * None yet.
   *
   * @param catalog where they come from; stays the caller's
   * @param budget what batches count in; those that nobody uses move while it has no room
   * @param spill where they move; stays the caller's
   */
  MetadataBatches(CatalogReader catalog, MemoryBudget budget, SpillFile spill) {
    this.catalog = catalog;
    this.budget = budget;
    this.spill = spill;
    this.moved = BlockHeap.growing(budget.child("moved", 0, spill));
  }

  /** The batch of sample {@code sample}, pinned. */
  PinnedBatch pin(long sample) throws IOException {
    long first = sample - catalog.placeInBatch(sample);
    PinnedBatch asked = held.get(first);
    if (asked == null || !asked.pins.pin()) {
      asked = read(first);
    } else if (!budget.hasRoom(0) && changes.tryLock()) {
      try {
        makeRoom();
      } finally {
        changes.unlock();
      }
    }
    if (asked.batch.hasMoved()) {
      spill.touched(TOUCHED_BYTES);
    }
    return asked;
  }

  private PinnedBatch read(long first) throws IOException {
    changes.lock();
    try {
      PinnedBatch asked = held.get(first);
      if (asked == null) {
        asked = new PinnedBatch(catalog.batch(first), budget);
        held.put(first, asked);
      }
      // Who drops one holds the lock too: what is in the map is not gone.
      asked.pins.pin();
      makeRoom();
      return asked;
    } finally {
      changes.unlock();
    }
  }

  /** Moves batches while there is no room: those first that were not asked for of late. */
  private void makeRoom() {
    for (int round = 0; round < 2 && !budget.hasRoom(0); round++) {
      for (Iterator<PinnedBatch> all = held.values().iterator();
          all.hasNext() && !budget.hasRoom(0); ) {
        PinnedBatch each = all.next();
        if (!each.pins.wasPinned() && each.pins.retire()) {
          each.closeIndexes();
          if (isKept(each.batch)) {
            each.pins.restore();
          } else {
            all.remove();
            each.close();
          }
        }
      }
    }
  }

  /** Whether the batch is in the file, or could be moved there. */
  private boolean isKept(CatalogBatch batch) {
    try {
      if (isSpillable && !batch.hasMoved()) {
        batch.moveTo(moved);
      }
    } catch (UncheckedIOException e) {
      isSpillable = false;
    }
    return batch.hasMoved();
  }

  /** Releases all; none may be pinned any more. */
  @Override
  public void close() {
    held.values().forEach(each -> each.close());
    held.clear();
    moved.close();
  }
}
