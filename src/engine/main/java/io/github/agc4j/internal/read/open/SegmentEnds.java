package io.github.agc4j.internal.read.open;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.internal.collection.CatalogBatch;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;

/**
 * Where the segments of a sample's contigs end, so that the one at a position is found by halving:
 * eight bytes off-heap for each. Immutable once it is made; any thread may read.
 */
final class SegmentEnds implements SampleIndex.Table {
  /** In the place of a contig's first end when the metadata of its lengths make no sense. */
  private static final long DAMAGED = -1;

  private final CatalogBatch batch;
  private final int place;
  private final LongArray ends;

  /** The ends of the batch's sample {@code place}, as {@code decoder} reads lengths. */
  SegmentEnds(
      CatalogBatch batch,
      int place,
      ContigDecoder decoder,
      LengthReading reading,
      MemoryBudget budget)
      throws IOException {
    this.batch = batch;
    this.place = place;
    this.ends = new LongArray(budget);
    long contigs = batch.contigs(place);
    ends.resize(batch.segmentsBefore(place, contigs), DAMAGED);
    for (long contig = 0; contig < contigs; contig++) {
      try {
        decoder.storeEnds(batch, place, contig, reading, ends, number(contig));
      } catch (CorruptArchiveException e) {
        // Whoever asks for this very contig is told; the others can be had.
        ends.set(number(contig), DAMAGED);
      }
    }
  }

  private long number(long contig) {
    return batch.segmentsBefore(place, contig);
  }

  /** Whether the contig, which has segments, is damaged. */
  boolean isDamaged(long contig) {
    return ends.get(number(contig)) == DAMAGED;
  }

  /** Where segment {@code segment} of the contig ends, in symbols. */
  long end(long contig, long segment) {
    return ends.get(number(contig) + segment);
  }

  /** The first segment that ends after {@code position}; the number of segments if none does. */
  long firstBehind(long contig, long position) {
    long first = number(contig);
    long low = 0;
    long high = batch.segments(place, contig);
    while (low < high) {
      long middle = low + high >>> 1;
      if (ends.get(first + middle) > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public void close() {
    ends.close();
  }
}
