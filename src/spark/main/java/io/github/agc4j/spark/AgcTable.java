package io.github.agc4j.spark;

import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.HadoopSettings;
import io.github.agc4j.spark.internal.read.AgcScanBuilder;
import io.github.agc4j.spark.internal.read.TableOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One of the tables of some archives. */
final class AgcTable implements SupportsRead {
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
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap asked) {
    SparkSession spark = SparkSession.active();
    ArchivePlaces places =
        new ArchivePlaces(new HadoopSettings(spark.sparkContext().hadoopConfiguration()));
    try {
      List<String> whole = new ArrayList<>();
      for (String archive : options.archives()) {
        whole.add(places.whole(archive));
      }
      return new AgcScanBuilder(
          places, options.of(whole), spark.sparkContext().defaultParallelism());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
