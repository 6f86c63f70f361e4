package io.github.agc4j.spark.internal.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.spark.internal.file.SharedReaders;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the rows of one share, some at a time. For one thread. */
abstract class RowReader implements PartitionReader<InternalRow> {
  private final ReadPlan plan;
  private final SharedReaders.Lease lease;
  private final SampleIndexes samples;
  private final SampleFields known;
  private final Queue<InternalRow> rows = new ArrayDeque<>();
  private int nextSample;
  private long given;
  private InternalRow row;

  RowReader(ReadPlan plan, Share share) throws IOException {
    this.plan = plan;
    this.lease = plan.open(share.archive(), share.state());
    this.samples = share.indexes();
    this.known = new SampleFields(lease.reader(), share.shift());
  }

  /** The archive. */
  final AgcReader reader() {
    return lease.reader();
  }

  final ReadPlan plan() {
    return plan;
  }

  /** What is known of the sample, of the contig and of the window at hand. */
  final SampleFields known() {
    return known;
  }

  /** Goes to the next sample that may have rows; returns whether there is one. */
  final boolean nextSample() {
    while (nextSample < samples.size()) {
      known.goTo(samples.get(nextSample++));
      if (plan.condition().mayHold(known)) {
        return true;
      }
    }
    return false;
  }

  /** The contigs of the sample at hand that may have rows. */
  final List<ContigFields> contigs() throws IOException {
    List<ContigFields> contigs = new ArrayList<>();
    long[] index = {0};
    reader()
        .forEachContigBytes(
            known.sample(),
            (name, length) -> {
              ContigFields contig = ContigFields.of(index[0]++, name, length.get());
              known.goTo(contig);
              if (plan.condition().mayHold(known)) {
                contigs.add(contig);
              }
            });
    return contigs;
  }

  /** Gives rows to {@link #add}, one at least if there are more. */
  abstract void readMore() throws IOException;

  /** Gives a row with the values of the plan's columns. */
  final void add(Object[] values) {
    rows.add(new GenericInternalRow(values));
  }

  /** Whether no more rows are wanted than were given. */
  final boolean isEnough() {
    return given + rows.size() >= plan.limit();
  }

  @Override
  public final boolean next() throws IOException {
    if (rows.isEmpty() && !isEnough()) {
      readMore();
    }
    row = rows.poll();
    given++;
    return row != null;
  }

  @Override
  public final InternalRow get() {
    return row;
  }

  @Override
  public void close() throws IOException {
    lease.close();
  }
}
