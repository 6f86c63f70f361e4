package io.github.agc4j.spark;

import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.HadoopSettings;
import io.github.agc4j.spark.internal.read.AgcScanBuilder;
import io.github.agc4j.spark.internal.read.TableOptions;
import io.github.agc4j.spark.internal.write.AgcWriteBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One of the tables of some archives. */
final class AgcTable implements SupportsRead, SupportsWrite {
  private final TableOptions options;
  private final StructType schema;

  AgcTable(TableOptions options, StructType schema) {
    this.options = options;
    this.schema = schema;
  }

  @Override
  public String name() {
    return "agc " + options.table().title() + " of " + String.join(", ", options.archives());
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

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap asked) {
    ArchivePlaces places = places();
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

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    if (options.archives().size() != 1) {
      throw new IllegalArgumentException("one archive is written, not " + options.archives());
    }
    ArchivePlaces places = places();
    try {
      String archive = places.whole(options.archives().getFirst());
      return new AgcWriteBuilder(places, archive, info, cores());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArchivePlaces places() {
    return new ArchivePlaces(
        new HadoopSettings(SparkSession.active().sparkContext().hadoopConfiguration()));
  }

  private static int cores() {
    return SparkSession.active().sparkContext().defaultParallelism();
  }
}
