package io.github.agc4j.spark;

import io.github.agc4j.spark.internal.read.TableOptions;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The format {@code agc} of Spark: {@code spark.read().format("agc").load("my.agc")} and {@code
 * CREATE TABLE genomes USING agc OPTIONS (path 'my.agc')}.
 *
 * <p>Archives are paths of Hadoop's file systems, or {@code http} addresses. Options:
 *
 * <ul>
 *   <li>{@code table}: {@code sequences} (windows of contigs; default), {@code contigs}, {@code
 *       samples}
 *   <li>{@code window}: symbols of a window (1 000 000), {@code overlap}: those that it has in
 *       common with the one before (0)
 *   <li>{@code partitions}: in how many parts archives are read (as many as there are cores),
 *       {@code partitionSymbols}: what none should exceed (2<sup>30</sup>)
 *   <li>{@code cache}: what each JVM keeps of what was decompressed, for each archive (128m)
 * </ul>
 */
public final class AgcDataSource implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return "agc";
  }

  /** Rows to be written bring their own columns. */
  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    TableOptions.checkNames(options);
    return TableOptions.of(options).table().schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new AgcTable(properties, schema);
  }
}
