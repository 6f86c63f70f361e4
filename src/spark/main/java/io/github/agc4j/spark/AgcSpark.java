package io.github.agc4j.spark;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ShardOptions;
import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.Copies;
import io.github.agc4j.spark.internal.file.HadoopSettings;
import io.github.agc4j.spark.internal.write.FilesBuild;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Archives that are made by the tasks of a Spark cluster. */
public final class AgcSpark {
  private AgcSpark() {}

  /**
   * Makes an archive of FASTA files, plain or compressed, each of them a sample: of genomes that
   * stand for all a base is made by the driver, tasks extend it with a share of the others each,
   * and the driver merges these shards. A task that fails is tried again; what it had begun is not
   * used. For equal files and shards the archive is the same, whoever makes it.
   *
   * <p>Files and target are paths of Hadoop's file systems. Archives are made on local disks, in
   * the folder for temporary files, and moved to where they belong when they are complete. Until
   * then shards lie in a folder beside the target, which goes in the end, also after an error.
   *
   * @param files one or more, with different names; the first is the reference
   * @param shards how many tasks; the base's size
   * @param options how the archive is written; null to have that chosen by the genomes, as by the
   *     command. {@link CreateOptions#threads} are those of the driver
   * @throws FileAlreadyExistsException when the target exists
   * @throws IOException when a file cannot be read, or is not FASTA
   */
  public static void create(
      SparkSession spark,
      List<String> files,
      String target,
      ShardOptions shards,
      CreateOptions options)
      throws IOException {
    build(spark, files, target, false, shards, options);
  }

  /**
   * The same, but shards are not merged: the folder {@code target} gets the base, the shards and an
   * index, and is read like one archive ({@link io.github.agc4j.source.ArchiveSet}).
   */
  public static void createSet(
      SparkSession spark,
      List<String> files,
      String target,
      ShardOptions shards,
      CreateOptions options)
      throws IOException {
    build(spark, files, target, true, shards, options);
  }

  private static void build(
      SparkSession spark,
      List<String> files,
      String target,
      boolean isSet,
      ShardOptions shards,
      CreateOptions options)
      throws IOException {
    ArchivePlaces places =
        new ArchivePlaces(new HadoopSettings(spark.sparkContext().hadoopConfiguration()));
    Copies copies = new Copies(places);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no files");
    }
    String whole = places.whole(target);
    if (copies.exists(whole)) {
      throw new FileAlreadyExistsException(whole, null, "exists already");
    }
    List<String> all = new ArrayList<>();
    for (String file : files) {
      all.add(places.whole(file));
    }
    new FilesBuild(
            JavaSparkContext.fromSparkContext(spark.sparkContext()), copies, all, shards, options)
        .run(whole, isSet);
  }
}
