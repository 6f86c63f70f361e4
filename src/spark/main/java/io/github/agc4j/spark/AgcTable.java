package io.github.agc4j.spark;

import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.HadoopSettings;
import io.github.agc4j.spark.internal.read.AgcScanBuilder;
import io.github.agc4j.spark.internal.read.TableOptions;
import io.github.agc4j.spark.internal.write.AgcWriteBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One of the tables of some archives. */
final class AgcTable implements SupportsRead, SupportsWrite {
  private final Map<String, String> properties;
  private final StructType schema;

  AgcTable(Map<String, String> properties, StructType schema) {
    this.properties = Map.copyOf(properties);
    this.schema = schema;
  }

  @Override
  public String name() {
    TableOptions options = options(CaseInsensitiveStringMap.empty());
    List<String> archives = options.archives().stream().map(ArchivePlaces::shown).toList();
    return "agc " + options.table().title() + " of " + String.join(", ", archives);
  }

  @Override
  @SuppressWarnings("deprecation") // Spark asks for columns only where it knows them.
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.TRUNCATE,
        TableCapability.ACCEPT_ANY_SCHEMA);
  }

  /** The table's own options, and in their place those of one query. */
  private CaseInsensitiveStringMap all(CaseInsensitiveStringMap asked) {
    Map<String, String> all = new HashMap<>(new CaseInsensitiveStringMap(properties));
    all.putAll(asked);
    return new CaseInsensitiveStringMap(all);
  }

  private TableOptions options(CaseInsensitiveStringMap asked) {
    return TableOptions.of(all(asked));
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap asked) {
    TableOptions options = options(asked);
    checkColumns(options);
    ArchivePlaces places = places(all(asked));
    try {
      List<ArchivePlaces.Source> sources = new ArrayList<>();
      for (String archive : options.archives()) {
        sources.addAll(places.sources(archive));
      }
      return new AgcScanBuilder(places, options, sources, cores());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever names columns names those that there are, of their types. */
  private void checkColumns(TableOptions options) {
    StructType known = options.table().schema();
    for (StructField field : schema.fields()) {
      boolean isKnown = List.of(known.fieldNames()).contains(field.name());
      if (!isKnown || !known.apply(field.name()).dataType().equals(field.dataType())) {
        throw new IllegalArgumentException(
            "no column " + field.name() + " " + field.dataType().simpleString() + ": " + known);
      }
    }
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    CaseInsensitiveStringMap all = all(info.options());
    List<String> archives = TableOptions.of(all).archives();
    if (archives.size() != 1) {
      throw new IllegalArgumentException("one archive is written, not " + archives.size());
    }
    ArchivePlaces places = places(all);
    try {
      String archive = places.whole(archives.getFirst());
      return new AgcWriteBuilder(places, archive, all, info.schema(), cores());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArchivePlaces places(CaseInsensitiveStringMap options) {
    SparkSession spark = SparkSession.active();
    return new ArchivePlaces(new HadoopSettings(configuration(spark, options)));
  }

  /** What Hadoop's file systems are told: by the cluster, by the session, by the query. */
  private static Configuration configuration(SparkSession spark, CaseInsensitiveStringMap options) {
    Configuration configuration = new Configuration(spark.sparkContext().hadoopConfiguration());
    scala.jdk.javaapi.CollectionConverters.asJava(spark.conf().getAll())
        .forEach(
            (name, value) -> {
              if (name.startsWith("fs.") || name.startsWith("dfs.")) {
                configuration.set(name, value);
              }
            });
    options
        .asCaseSensitiveMap()
        .forEach(
            (name, value) -> {
              if (name.contains(".")) {
                configuration.set(name, value);
              }
            });
    return configuration;
  }

  private static int cores() {
    return SparkSession.active().sparkContext().defaultParallelism();
  }
}
