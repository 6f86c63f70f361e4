package io.github.agc4j.option;

import io.github.agc4j.query.SampleIndexes;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;

/**
 * What is changed of an archive of which the sequences stay: samples are dropped, called otherwise,
 * or described. Immutable.
 *
 * @param dropped samples that go, by their indexes; ascending and distinct, not all of them
 * @param annotations pairs of keys and values that are set, of samples by their new names
 * @param renaming gives each sample's new name by its old one; the same if it keeps that
 */
public record ArchiveChanges(
    SampleIndexes dropped, UnaryOperator<String> renaming, Annotations annotations) {
  /** None. */
  public static final ArchiveChanges NONE =
      new ArchiveChanges(SampleIndexes.of(), UnaryOperator.identity(), Annotations.NONE);

  /** The samples that stay of so many, ascending. */
  public SampleIndexes kept(long samples) {
    if (dropped.isEmpty()) {
      return SampleIndexes.range(0, samples);
    }
    SampleIndexes.Builder kept = new SampleIndexes.Builder();
    PrimitiveIterator.OfLong next = dropped.iterator();
    long skipped = next.nextLong();
    for (long sample = 0; sample < samples; sample++) {
      if (sample != skipped) {
        kept.add(sample);
      } else if (next.hasNext()) {
        skipped = next.nextLong();
      }
    }
    return kept.inOrder();
  }

  /** The same without {@code samples}, ascending and distinct. */
  public ArchiveChanges drop(SampleIndexes samples) {
    return new ArchiveChanges(samples, renaming, annotations);
  }

  /** The same with new names: not empty, without line ends, each unlike all others. */
  public ArchiveChanges rename(UnaryOperator<String> newRenaming) {
    return new ArchiveChanges(dropped, newRenaming, annotations);
  }

  /** The same with pairs that are set, of samples by their new names. */
  public ArchiveChanges annotate(Annotations newAnnotations) {
    return new ArchiveChanges(dropped, renaming, newAnnotations);
  }
}
