package io.github.agc4j.spark.internal.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.expressions.FieldReference;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;

/**
 * What the planner is told to expect of a query.
 *
 * @param columns of those that are asked for
 */
record Estimate(long bytes, long rows, Map<Column, OfColumn> columns) implements Statistics {
  /** What a row takes beside its letters, roughly. */
  private static final long ROW_BYTES = 64;

  /** By the metadata of the first samples: all are taken to be like these. */
  static Estimate of(ReadPlan plan, long rows, Shares shares) {
    long letters = plan.has(Column.SEQUENCE) ? (long) shares.symbols() : 0;
    Map<Column, OfColumn> columns = new HashMap<>();
    for (Column column : plan.columns()) {
      if (!column.field().nullable()) {
        columns.put(column, OfColumn.of(column, plan, rows, shares));
      }
    }
    return new Estimate(rows * ROW_BYTES + letters, rows, columns);
  }

  @Override
  public OptionalLong sizeInBytes() {
    return OptionalLong.of(bytes);
  }

  @Override
  public OptionalLong numRows() {
    return OptionalLong.of(rows);
  }

  @Override
  public Map<NamedReference, ColumnStatistics> columnStats() {
    Map<NamedReference, ColumnStatistics> named = new HashMap<>();
    columns.forEach((column, told) -> named.put(FieldReference.apply(column.title()), told));
    return named;
  }

  /**
   * What is expected of a column that has no nulls.
   *
   * @param distinct how many values, or −1
   * @param least the least value, or null
   * @param length of its texts in the mean, and at most; or −1
   */
  record OfColumn(long distinct, Long least, long length, long lengthMax)
      implements ColumnStatistics {
    private static OfColumn of(Column column, ReadPlan plan, long rows, Shares shares) {
      long samples = Math.max(1, shares.samples());
      return switch (column) {
        case SAMPLE -> new OfColumn(samples, null, -1, -1);
        case SAMPLE_INDEX -> new OfColumn(samples, 0L, -1, -1);
        case CONTIG -> new OfColumn((long) shares.contigs(), null, -1, -1);
        case CONTIG_INDEX -> new OfColumn((long) shares.contigs() / samples, 0L, -1, -1);
        case START, END, LENGTH, CONTIGS -> new OfColumn(-1, 0L, -1, -1);
        case SEQUENCE ->
            new OfColumn(
                -1, null, (long) shares.symbols() / Math.max(1, rows), plan.options().window());
        case DESCRIPTION, MD5, GA4GH, ANNOTATIONS -> new OfColumn(-1, null, -1, -1);
      };
    }

    private static OptionalLong known(long number) {
      return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    @Override
    public OptionalLong distinctCount() {
      return known(distinct);
    }

    @Override
    public OptionalLong nullCount() {
      return OptionalLong.of(0);
    }

    @Override
    public Optional<Object> min() {
      return Optional.ofNullable(least);
    }

    @Override
    public OptionalLong avgLen() {
      return known(length);
    }

    @Override
    public OptionalLong maxLen() {
      return known(lengthMax);
    }
  }
}
