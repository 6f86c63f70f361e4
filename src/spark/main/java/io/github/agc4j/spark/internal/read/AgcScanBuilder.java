package io.github.agc4j.spark.internal.read;

import io.github.agc4j.spark.internal.file.ArchivePlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Learns what a query asks of a table. */
public final class AgcScanBuilder
    implements ScanBuilder,
        SupportsPushDownV2Filters,
        SupportsPushDownRequiredColumns,
        SupportsPushDownLimit {
  private final ArchivePlaces places;
  private final TableOptions options;
  private final List<ArchivePlaces.Source> sources;
  private final int cores;
  private final List<Predicate> pushed = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private StructType columns;
  private long limit = Long.MAX_VALUE;

  /**
   * A builder for a table.
   *
   * @param sources the archives, those of sets one by one
   * @param cores how many tasks are worked on at a time
   */
  public AgcScanBuilder(
      ArchivePlaces places, TableOptions options, List<ArchivePlaces.Source> sources, int cores) {
    this.places = places;
    this.options = options;
    this.sources = List.copyOf(sources);
    this.cores = cores;
    this.columns = options.table().schema();
  }

  /** Takes what rows can be told by before they are made; returns the others. */
  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    Conditions known = new Conditions(options.table());
    List<Predicate> others = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Condition condition = known.of(predicate);
      if (condition == null) {
        others.add(predicate);
      } else {
        pushed.add(predicate);
        conditions.add(condition);
      }
    }
    return others.toArray(Predicate[]::new);
  }

  @Override
  public Predicate[] pushedPredicates() {
    return pushed.toArray(Predicate[]::new);
  }

  @Override
  public void pruneColumns(StructType required) {
    columns = required;
  }

  @Override
  public boolean pushLimit(int newLimit) {
    limit = newLimit;
    return true;
  }

  @Override
  public Scan build() {
    List<Column> wanted =
        Stream.of(columns.fields()).map(StructField::name).map(Column::of).toList();
    ReadPlan plan =
        new ReadPlan(
            places, options, sources, wanted, new Condition.All(List.copyOf(conditions)), limit);
    return new AgcScan(plan, columns, Arrays.toString(pushedPredicates()), cores);
  }
}
