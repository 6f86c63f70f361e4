package io.github.agc4j.spark.internal.read;

import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** What tables tell. */
public enum Column {
  /** The sample's name. */
  SAMPLE(DataTypes.StringType, false),
  /** The sample's index in its archive, 0-based. */
  SAMPLE_INDEX(DataTypes.LongType, false),
  /** The contig's name: its header up to the first blank. */
  CONTIG(DataTypes.StringType, false),
  /** The contig's index in its sample, 0-based. */
  CONTIG_INDEX(DataTypes.LongType, false),
  /** What follows the name in the header; null if nothing does. */
  DESCRIPTION(DataTypes.StringType, true),
  /** Where a window begins in its contig, 0-based. */
  START(DataTypes.LongType, false),
  /** Behind the window's last symbol. */
  END(DataTypes.LongType, false),
  /** Symbols of the contig, or of all contigs of the sample. */
  LENGTH(DataTypes.LongType, false),
  /** The window's letters as they were read. */
  SEQUENCE(DataTypes.StringType, false),
  /** The MD5 of the contig in upper case, as hexadecimal digits; null if it is not known. */
  MD5(DataTypes.StringType, true),
  /** The GA4GH digest of the contig; null if it is not known, or the contig has none. */
  GA4GH(DataTypes.StringType, true),
  /** Number of contigs of the sample. */
  CONTIGS(DataTypes.LongType, false),
  /** What is told of the sample. */
  ANNOTATIONS(DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false), false);

  private final StructField field;

  Column(DataType type, boolean isNullable) {
    this.field = DataTypes.createStructField(title(), type, isNullable);
  }

  /** What it is called. */
  public final String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The field of a schema. */
  StructField field() {
    return field;
  }

  /** Whether its values are text. */
  final boolean isText() {
    return field.dataType() == DataTypes.StringType;
  }

  /** The column called {@code title}, in any case; null if there is none. */
  static Column of(String title) {
    for (Column column : values()) {
      if (column.title().equalsIgnoreCase(title)) {
        return column;
      }
    }
    return null;
  }
}
