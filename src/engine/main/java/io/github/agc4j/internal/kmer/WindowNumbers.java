package io.github.agc4j.internal.kmer;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.util.List;

/** Numbers the windows of a set of contigs one contig after the other, one per symbol. */
final class WindowNumbers implements AutoCloseable {
  private final List<PackedSequence> contigs;
  private final LongArray first;
  private final long windows;

  WindowNumbers(List<PackedSequence> contigs, MemoryBudget budget) {
    this.contigs = contigs;
    this.first = new LongArray(budget);
    long total = 0;
    for (PackedSequence contig : contigs) {
      first.add(total);
      total += contig.symbols();
    }
    this.windows = total;
  }

  /** Number of windows. */
  long count() {
    return windows;
  }

  int contigs() {
    return contigs.size();
  }

  PackedSequence contig(int contig) {
    return contigs.get(contig);
  }

  /** The window at the start of {@code contig}. */
  long first(int contig) {
    return first.get(contig);
  }

  /** The contig that {@code window} starts in. */
  int contigOf(long window) {
    int low = 0;
    int high = contigs.size() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (first.get(middle) <= window) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public void close() {
    first.close();
  }
}
