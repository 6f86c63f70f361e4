package io.github.agc4j.spark.internal.read;

import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.spark.internal.file.ArchivePlaces;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads: samples of an archive, or of each of them one part of its windows.
 *
 * @param state what the archive was when it was divided
 * @param shift what is added to the indexes of its samples, which are those of a set then
 * @param first the index of the first sample
 * @param samples the indexes; null if they follow each other
 * @param count how many samples
 * @param part which of {@code parts} equal parts of the windows, from 0 on
 */
record Share(
    String archive,
    String state,
    long shift,
    long first,
    long[] samples,
    int count,
    int part,
    int parts)
    implements InputPartition {
  private static final long serialVersionUID = 1;

  /** The part {@code part} of {@code parts} of {@code samples}, which are one or more. */
  static Share of(
      ArchivePlaces.Source source, long shift, SampleIndexes samples, int part, int parts) {
    int count = samples.size();
    boolean isRange = samples.get(count - 1) - samples.get(0) == count - 1;
    return new Share(
        source.name(),
        source.state(),
        shift,
        samples.get(0),
        isRange ? null : samples.stream().toArray(),
        count,
        part,
        parts);
  }

  /** The indexes of the samples, ascending. */
  SampleIndexes indexes() {
    return samples == null ? SampleIndexes.range(first, first + count) : SampleIndexes.of(samples);
  }
}
