package io.github.agc4j.spark.internal.read;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The tables of an archive. */
public enum TableKind {
  /** Windows of contigs: a row for each. */
  SEQUENCES(
      Column.SAMPLE,
      Column.SAMPLE_INDEX,
      Column.CONTIG,
      Column.CONTIG_INDEX,
      Column.DESCRIPTION,
      Column.START,
      Column.END,
      Column.LENGTH,
      Column.SEQUENCE,
      Column.MD5,
      Column.GA4GH),
  /** Contigs: a row for each. */
  CONTIGS(
      Column.SAMPLE,
      Column.SAMPLE_INDEX,
      Column.CONTIG,
      Column.CONTIG_INDEX,
      Column.DESCRIPTION,
      Column.LENGTH,
      Column.MD5,
      Column.GA4GH),
  /** Samples: a row for each. */
  SAMPLES(Column.SAMPLE, Column.SAMPLE_INDEX, Column.CONTIGS, Column.LENGTH, Column.ANNOTATIONS);

  /** What is known of a window before anything is decoded. */
  private static final Set<Column> KNOWN_BEFORE =
      EnumSet.of(
          Column.SAMPLE,
          Column.SAMPLE_INDEX,
          Column.CONTIG,
          Column.CONTIG_INDEX,
          Column.DESCRIPTION,
          Column.START,
          Column.END,
          Column.LENGTH);

  private final List<Column> columns;

  TableKind(Column... columns) {
    this.columns = List.of(columns);
  }

  /** The table called {@code name}. */
  public static TableKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.title().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "table=" + name + " is none of sequences, contigs, samples"));
  }

  /** What it is called. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All columns. */
  public StructType schema() {
    return DataTypes.createStructType(
        columns.stream().map(Column::field).toArray(StructField[]::new));
  }

  /** Whether rows can be told by {@code column} before they are made. */
  boolean isFilteredBy(Column column) {
    boolean isOfSample = column == Column.SAMPLE || column == Column.SAMPLE_INDEX;
    return columns.contains(column)
        && (this == SAMPLES ? isOfSample : KNOWN_BEFORE.contains(column));
  }
}
