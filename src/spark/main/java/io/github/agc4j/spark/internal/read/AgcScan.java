package io.github.agc4j.spark.internal.read;

import io.github.agc4j.spark.internal.file.ArchivePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/** A query of a table. */
final class AgcScan implements SupportsReportStatistics, Batch {
  private final ReadPlan plan;
  private final StructType columns;
  private final String filters;
  private final int cores;

  /** Null until it is asked for. */
  private Shares shares;

  AgcScan(ReadPlan plan, StructType columns, String filters, int cores) {
    this.plan = plan;
    this.columns = columns;
    this.filters = filters;
    this.cores = cores;
  }

  private Shares shares() {
    if (shares == null) {
      try {
        shares = new Shares(plan, cores);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shares;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    TableOptions options = plan.options();
    String windows =
        options.table() == TableKind.SEQUENCES
            ? ", window " + options.window() + ", overlap " + options.overlap()
            : "";
    return "agc "
        + options.table().title()
        + " of "
        + options.archives().stream().map(ArchivePlaces::shown).toList()
        + ", columns "
        + plan.columns().stream().map(Column::title).toList()
        + ", pushed filters "
        + filters
        + ", samples "
        + shares().samples()
        + ", partitions "
        + shares().all().size()
        + windows
        + (plan.limit() == Long.MAX_VALUE ? "" : ", limit " + plan.limit());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return shares().all().toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new RowReaders(plan);
  }

  /** Estimates: all samples are taken to be like the first of them. */
  @Override
  public Statistics estimateStatistics() {
    Shares all = shares();
    double rows =
        switch (plan.options().table()) {
          case SAMPLES -> all.samples();
          case CONTIGS -> all.contigs();
          case SEQUENCES ->
              Math.max(
                  all.contigs(),
                  all.symbols() / (plan.options().window() - plan.options().overlap()));
        };
    return Estimate.of(plan, (long) rows, all);
  }
}
