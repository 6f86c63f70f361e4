package io.github.agc4j.spark.internal.write;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Where the columns of rows to be written are; −1 for those that are not there.
 *
 * @param description what follows the name in the header
 * @param contigIndex the order of a sample's contigs; without it they are ordered by name
 * @param start where the row's letters begin in the contig, if that is told in several
 */
record RowFields(int sample, int contig, int sequence, int description, int contigIndex, int start)
    implements Serializable {
  private static final String SAMPLE = "sample";
  private static final String CONTIG = "contig";
  private static final String CONTIG_INDEX = "contig_index";
  private static final String START = "start";

  /** Those of {@code schema}; other columns are not looked at. */
  static RowFields of(StructType schema) {
    return new RowFields(
        required(schema, SAMPLE, DataTypes.StringType),
        required(schema, CONTIG, DataTypes.StringType),
        required(schema, "sequence", DataTypes.StringType),
        optional(schema, "description", DataTypes.StringType),
        optional(schema, CONTIG_INDEX, DataTypes.LongType),
        optional(schema, START, DataTypes.LongType));
  }

  private static int required(StructType schema, String name, DataType type) {
    int index = optional(schema, name, type);
    if (index < 0) {
      throw new IllegalArgumentException(
          "rows need the columns sample, contig and sequence: there is no " + name);
    }
    return index;
  }

  private static int optional(StructType schema, String name, DataType type) {
    if (!List.of(schema.fieldNames()).contains(name)) {
      return -1;
    }
    int index = schema.fieldIndex(name);
    DataType is = schema.fields()[index].dataType();
    if (!is.equals(type)) {
      throw new IllegalArgumentException(
          "column " + name + " is " + is.simpleString() + ", not " + type.simpleString());
    }
    return index;
  }

  /** All rows of a sample are given to one task. */
  Distribution distribution() {
    return Distributions.clustered(new Expression[] {Expressions.column(SAMPLE)});
  }

  /** Sample by sample, contig by contig, from their starts on. */
  SortOrder[] ordering() {
    List<SortOrder> by = new ArrayList<>();
    by.add(ascending(SAMPLE));
    if (contigIndex >= 0) {
      by.add(ascending(CONTIG_INDEX));
    }
    by.add(ascending(CONTIG));
    if (start >= 0) {
      by.add(ascending(START));
    }
    return by.toArray(SortOrder[]::new);
  }

  private static SortOrder ascending(String column) {
    return Expressions.sort(Expressions.column(column), SortDirection.ASCENDING);
  }
}
