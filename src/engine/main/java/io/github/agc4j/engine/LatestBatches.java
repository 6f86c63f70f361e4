package io.github.agc4j.engine;

import io.github.agc4j.collection.CatalogBatch;
import io.github.agc4j.collection.CatalogReader;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The batches of metadata that were used last, so that queries which go back and forth between
 * samples do not decode them again and again. Safe for use by several threads.
 */
final class LatestBatches implements AutoCloseable {
  private final CatalogReader catalog;
  private final MemoryBudget budget;

  /** By the batch's first sample, the one used last at the end. */
  private final Map<Long, Held> held = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Held {
    private final CatalogBatch batch;
    private int users;

    private Held(CatalogBatch batch) {
      this.batch = batch;
    }
  }

  /**
   * None yet.
   *
   * @param catalog where they come from; stays the caller's
   * @param budget what the catalog counts in; batches that nobody uses go while it has no room
   */
  LatestBatches(CatalogReader catalog, MemoryBudget budget) {
    this.catalog = catalog;
    this.budget = budget;
  }

  /** The batch of sample {@code sample}, which is kept until it is given back. */
  synchronized CatalogBatch take(long sample) throws IOException {
    long first = firstOfBatch(sample);
    Held asked = held.get(first);
    if (asked == null) {
      asked = new Held(catalog.batch(sample));
      held.put(first, asked);
    }
    asked.users++;
    dropUnused();
    return asked.batch;
  }

  /** The batch of sample {@code sample} is used once less. */
  synchronized void giveBack(long sample) {
    held.get(firstOfBatch(sample)).users--;
  }

  private long firstOfBatch(long sample) {
    return sample - catalog.placeInBatch(sample);
  }

  private void dropUnused() {
    for (Iterator<Held> all = held.values().iterator(); all.hasNext() && !budget.hasRoom(0); ) {
      Held eldest = all.next();
      if (eldest.users == 0) {
        all.remove();
        eldest.batch.close();
      }
    }
  }

  /** Gives all back to the catalog; nobody may use one any more. */
  @Override
  public synchronized void close() {
    held.values().forEach(each -> each.batch.close());
    held.clear();
  }
}
