package io.github.agc4j.internal.read.open;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What makes queries on a sample quick, made when it is first worth it and kept as long as the
 * metadata of its batch. Safe for use by several threads.
 */
final class SampleIndex implements AutoCloseable {
  /** A part of the index: off-heap, immutable. */
  interface Table extends AutoCloseable {
    @Override
    void close();
  }

  private final CatalogBatch batch;
  private final int place;
  private final MemoryBudget budget;
  private final AtomicReference<SegmentEnds> ends = new AtomicReference<>();
  private final AtomicReference<NameIndex> names = new AtomicReference<>();
  private volatile boolean wasSearched;

  /** An index of the batch's sample {@code place}. */
  SampleIndex(CatalogBatch batch, int place, MemoryBudget budget) {
    this.batch = batch;
    this.place = place;
    this.budget = budget;
  }

  /** The ends of segments; null unless they are there already. */
  SegmentEnds endsIfThere() {
    return ends.get();
  }

  /** The ends of segments, made with {@code decoder} if need be. */
  SegmentEnds ends(ContigDecoder decoder, LengthReading reading) throws IOException {
    SegmentEnds there = ends.get();
    return there != null
        ? there
        : keepFirst(ends, new SegmentEnds(batch, place, decoder, reading, budget));
  }

  /** The contig that is called {@code name}: see {@link NameIndex#find}. */
  NamedContig find(byte[] name) throws IOException {
    NameIndex there = names.get();
    if (there == null && !wasSearched) {
      // Most who look for one name look for no other in the same sample.
      wasSearched = true;
      return NameIndex.search(batch, place, name);
    }
    try {
      there = there != null ? there : keepFirst(names, new NameIndex(batch, place, budget));
    } catch (CorruptArchiveException e) {
      // What comes in front of a damaged name can be had.
      return NameIndex.search(batch, place, name);
    }
    return there.find(name);
  }

  /** Of two that were made at once one is kept. */
  private static <T extends Table> T keepFirst(AtomicReference<T> kept, T made) {
    if (kept.compareAndSet(null, made)) {
      return made;
    }
    made.close();
    return kept.get();
  }

  @Override
  public void close() {
    for (AtomicReference<? extends Table> each : List.of(ends, names)) {
      if (each.get() != null) {
        each.get().close();
      }
    }
  }
}
