package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;

/**
 * Where letters of the contigs of a batch are in lower case, to be looked up by position. Filled by
 * one thread, then looked at by any.
 */
public final class CaseIndex implements AutoCloseable {
  /** Beginnings and ends of runs in turn, ascending within a contig. */
  private final LongArray bounds;

  /** For each contig the index of its first bound, and one more for the end. */
  private final LongArray starts;

  /** An index without contigs. */
  public CaseIndex(MemoryBudget budget) {
    this.bounds = new LongArray(budget);
    this.starts = new LongArray(budget);
    starts.add(0);
  }

  /** Forgets all contigs. */
  public void clear() {
    bounds.clear();
    starts.clear();
    starts.add(0);
  }

  /** Adds a contig with its runs as {@link SampleText} has them. */
  public void addContig(ByteReader runs) {
    long end = 0;
    while (runs.remaining() > 0) {
      long from = end + runs.varint();
      end = from + runs.varint() + 1;
      bounds.add(from);
      bounds.add(end);
    }
    starts.add(bounds.count());
  }

  /** Whether all letters are in upper case. */
  public boolean isEmpty() {
    return bounds.count() == 0;
  }

  /**
   * Shows the runs that symbols {@code [from, to)} of a contig lie in, cut there, to {@code
   * visitor}.
   */
  public void forEach(int contig, long from, long to, RunVisitor visitor) throws IOException {
    long end = starts.get(contig + 1L);
    for (long i = firstBehind(contig, from); i < end && bounds.get(i) < to; i += 2) {
      visitor.visit(Math.max(from, bounds.get(i)), Math.min(to, bounds.get(i + 1)), 0);
    }
  }

  /** Where the bounds of the first run of a contig are that ends after {@code position}. */
  private long firstBehind(int contig, long position) {
    long low = starts.get(contig) / 2;
    long high = starts.get(contig + 1L) / 2;
    while (low < high) {
      long middle = low + high >>> 1;
      if (bounds.get(2 * middle + 1) > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return 2 * low;
  }

  @Override
  public void close() {
    bounds.close();
    starts.close();
  }
}
