package io.github.agc4j.internal.write.input;

import io.github.agc4j.internal.dna.PackedSequence;
import java.util.AbstractList;
import java.util.List;

/**
 * The contigs of the first file, which may lie in several batches; the last may have others too.
 */
final class ReferenceContigs extends AbstractList<PackedSequence> {
  private final List<SampleBatch> batches;
  private final int[] ends;

  /** Views of the contigs of {@code batches}, of the last only {@code tail}. */
  ReferenceContigs(List<SampleBatch> batches, int tail) {
    this.batches = List.copyOf(batches);
    this.ends = new int[batches.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += i == ends.length - 1 ? tail : batches.get(i).contigCount();
      ends[i] = end;
    }
  }

  @Override
  public PackedSequence get(int index) {
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = low + high >>> 1;
      if (index < ends[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return batches.get(low).contig(low == 0 ? index : index - ends[low - 1]);
  }

  @Override
  public int size() {
    return ends[ends.length - 1];
  }
}
