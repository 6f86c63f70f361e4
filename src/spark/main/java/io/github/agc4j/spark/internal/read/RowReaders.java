package io.github.agc4j.spark.internal.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Makes the readers of tasks. */
record RowReaders(ReadPlan plan) implements PartitionReaderFactory {
  private static final long serialVersionUID = 1;

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    Share share = (Share) partition;
    try {
      return switch (plan.options().table()) {
        case SEQUENCES -> new SequenceRows(plan, share);
        case CONTIGS -> new ContigRows(plan, share);
        case SAMPLES -> new SampleRows(plan, share);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
