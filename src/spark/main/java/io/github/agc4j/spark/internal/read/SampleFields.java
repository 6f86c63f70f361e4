package io.github.agc4j.spark.internal.read;

import io.github.agc4j.AgcReader;
import org.apache.spark.unsafe.types.UTF8String;

/** What is known of a row of the sample at hand; more when a contig and a window are set. */
final class SampleFields implements Condition.Known {
  private final AgcReader reader;
  private final long shift;
  private long sample;
  private UTF8String name;
  private ContigFields contig;
  private long start;
  private long end;

  /**
   * Of samples of {@code reader}.
   *
   * @param shift what is added to their indexes
   */
  SampleFields(AgcReader reader, long shift) {
    this.reader = reader;
    this.shift = shift;
  }

  /** Goes to a sample; of its contigs nothing is known. */
  void goTo(long newSample) {
    sample = newSample;
    name = UTF8String.fromBytes(reader.sampleNameBytes(newSample));
    contig = null;
  }

  /** Goes to a contig; of its windows nothing is known. */
  void goTo(ContigFields newContig) {
    contig = newContig;
    end = -1;
  }

  /** Goes to a window. */
  void goTo(long newStart, long newEnd) {
    start = newStart;
    end = newEnd;
  }

  /** The index of the sample in its archive. */
  long sample() {
    return sample;
  }

  @Override
  public Object value(Column column) {
    return switch (column) {
      case SAMPLE -> name;
      case SAMPLE_INDEX -> sample + shift;
      case START -> contig == null || end < 0 ? UNKNOWN : (Object) start;
      case END -> contig == null || end < 0 ? UNKNOWN : (Object) end;
      default -> contig == null ? UNKNOWN : contig.value(column);
    };
  }
}
