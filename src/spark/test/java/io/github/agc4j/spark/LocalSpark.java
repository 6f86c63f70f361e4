package io.github.agc4j.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one session of all tests: two cores, and three attempts for each task. */
final class LocalSpark {
  private static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2,3]")
          .appName("agc4j tests")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/agc4j-spark")
          .config("spark.hadoop.fs.far.impl", FarFileSystem.class.getName())
          .config("spark.hadoop.fs.far.impl.disable.cache", "true")
          .getOrCreate();

  private LocalSpark() {}

  static SparkSession session() {
    return SESSION;
  }

  /** A table of an archive. */
  static Dataset<Row> table(Path archive, String table) {
    return session().read().format("agc").option("table", table).load(archive.toString());
  }

  /** All rows of {@code rows} as text, sorted. */
  static List<String> shown(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
