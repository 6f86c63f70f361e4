package io.github.agc4j.internal.collection;

/** Takes the metadata of samples, one after the other. */
public interface SampleSink {
  /** Starts the next sample, which has {@code contigs} contigs. */
  void startSample(byte[] name, long contigs);

  /**
   * Adds the sample's next contig, which has {@code segments} segments.
   *
   * @throws IllegalArgumentException when the format cannot hold the name
   */
  void addContig(byte[] name, long segments);

  /** Adds the contig's next segment, of {@code length} symbols. */
  void addSegment(int group, long id, boolean reverse, long length);
}
