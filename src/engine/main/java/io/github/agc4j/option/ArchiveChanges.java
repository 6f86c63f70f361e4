package io.github.agc4j.option;

import io.github.agc4j.query.SampleIndexes;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;

/**
 * What is changed of an archive of which the sequences stay: samples are dropped, or called
 * otherwise. Immutable.
 *
 * @param dropped samples that go, by their indexes; ascending and distinct, not all of them
 * @param renaming gives each sample's new name by its old one; the same if it keeps that
 */
public record ArchiveChanges(SampleIndexes dropped, UnaryOperator<String> renaming) {
  /** None. */
  public static final ArchiveChanges NONE =
      new ArchiveChanges(SampleIndexes.of(), UnaryOperator.identity());

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
    return new ArchiveChanges(samples, renaming);
  }

  /** The same with new names: not empty, without line ends, each unlike all others. */
  public ArchiveChanges rename(UnaryOperator<String> newRenaming) {
    return new ArchiveChanges(dropped, newRenaming);
  }
}
