package io.github.agc4j.spark;

import static io.github.agc4j.spark.LocalSpark.shown;
import static io.github.agc4j.spark.LocalSpark.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.HadoopSettings;
import io.github.agc4j.spark.internal.file.SharedReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.ColumnStat;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.math.BigInt;

/** Archives as tables say what the files say, and only what is asked for is decoded. */
class TablesTest {
  @TempDir private static Path folder;

  private static Genomes genomes;
  private static Path archive;

  /** All windows in memory; null until they are asked for. */
  private static Dataset<Row> kept;

  @BeforeAll
  static void write() throws IOException {
    genomes = Genomes.write(folder, 1, 9, 4);
    archive = genomes.archive(folder.resolve("x.agc"));
  }

  private static Dataset<Row> windows(int window, int overlap, int partitions) {
    return LocalSpark.session()
        .read()
        .format("agc")
        .option("window", window)
        .option("overlap", overlap)
        .option("partitions", partitions)
        .load(archive.toString());
  }

  @ParameterizedTest
  @CsvSource({"1000000,0,0", "1000,0,1", "777,0,4", "500,120,3", "1000,1,30", "64,63,5"})
  void windowsMakeUpTheContigs(int window, int overlap, int partitions) {
    Dataset<Row> rows = windows(window, overlap, partitions);
    Map<String, Map<String, TreeMap<Long, String>>> pieces = new TreeMap<>();
    for (Row row : rows.collectAsList()) {
      String sequence = row.getAs("sequence");
      long start = row.<Long>getAs("start");
      assertEquals(row.<Long>getAs("end") - start, sequence.length());
      assertTrue(sequence.length() <= window);
      pieces
          .computeIfAbsent(row.getAs("sample"), name -> new TreeMap<>())
          .computeIfAbsent(row.getAs("contig"), name -> new TreeMap<>())
          .put(start, sequence);
    }
    Map<String, Map<String, String>> joined = new TreeMap<>();
    pieces.forEach(
        (sample, contigs) ->
            contigs.forEach(
                (contig, parts) ->
                    joined
                        .computeIfAbsent(sample, name -> new TreeMap<>())
                        .put(contig, joined(parts, overlap))));
    assertEquals(new TreeMap<>(genomes.letters()), joined);
  }

  private static String joined(TreeMap<Long, String> parts, int overlap) {
    StringBuilder all = new StringBuilder();
    parts.forEach(
        (start, letters) -> {
          if (start > 0) {
            assertEquals(all.length() - overlap, start);
            assertEquals(all.substring(start.intValue()), letters.substring(0, overlap));
          }
          all.append(letters, start > 0 ? overlap : 0, letters.length());
        });
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sample = 's03'",
        "'s03' = sample",
        "sample <> 's03' AND contig = 'c1'",
        "sample IN ('s01', 's05', 'none') AND start >= 500 AND end < 2000",
        "sample LIKE 's0%' AND contig LIKE '%3' AND start = 0",
        "sample > 's04' OR contig = 'c0' AND 300 <= start",
        "NOT (sample = 's03' OR start < 600)",
        "description IS NULL AND sample = 's00'",
        "description IS NOT NULL AND contains(description, 'of s02')",
        "NOT (description = 'contig 0 of s02')",
        "contig_index BETWEEN 1 AND 2 AND sample_index = 4",
        "length > 2000 AND sample = 's08'",
        "contig <=> 'c2' AND sample = 's01'",
        "contig IN ('c1', NULL)",
        "NOT (contig IN ('c1', NULL))",
        "NOT (description <=> NULL)",
        "false"
      })
  void filtersChooseWhatSparkWouldChoose(String condition) {
    Dataset<Row> all = windows(300, 50, 3).drop("md5", "ga4gh");
    if (kept == null) {
      kept = LocalSpark.session().createDataFrame(all.collectAsList(), all.schema());
    }
    assertEquals(shown(kept.where(condition)), shown(all.where(condition)), condition);
  }

  @Test
  void theExplanationShowsWhatIsPushedDown() {
    Dataset<Row> rows =
        windows(300, 0, 0).where("sample = 's03' AND start < 600").select("contig", "start");
    String plan = rows.queryExecution().executedPlan().toString();
    assertTrue(plan.contains("pushed filters [sample = 's03', start < 600]"), plan);
    assertTrue(plan.contains("columns [contig, start]"), plan);
    assertTrue(plan.contains("samples 1"), plan);
    assertFalse(plan.contains("Filter ("), plan);
    String letters =
        windows(300, 0, 0).where("sequence = 'A'").queryExecution().executedPlan().toString();
    assertTrue(letters.contains("Filter ("), letters);
  }

  @Test
  void nothingIsDecodedUnlessLettersAreAskedFor() throws IOException {
    ArchivePlaces places = new ArchivePlaces(new HadoopSettings(new Configuration()));
    ReadOptions options = new ReadOptions(7L << 20, 32L << 20);
    try (SharedReaders.Lease lease =
        SharedReaders.open(
            places, places.whole(archive.toString()), places.state(archive.toString()), options)) {
      Dataset<Row> rows =
          LocalSpark.session().read().format("agc").option("cache", "7m").load(archive.toString());
      rows.drop("sequence", "md5", "ga4gh").collectAsList();
      assertEquals(36, rows.count());
      assertEquals(0, lease.reader().decoded().symbols());
      rows.where("sample = 's02' AND contig = 'c1'").select("sequence").collectAsList();
      // Neighbouring segments have some symbols in common.
      long decoded = lease.reader().decoded().symbols();
      int length = genomes.letters().get("s02").get("c1").length();
      assertTrue(decoded >= length && decoded < 1.2 * length, decoded + " of " + length);
    }
  }

  @Test
  void aLimitEndsTheReading() {
    assertEquals(5, windows(300, 0, 0).limit(5).collectAsList().size());
    assertEquals(5, table(archive, "contigs").limit(5).collectAsList().size());
  }

  @Test
  void thePlannerIsToldWhatToExpect() {
    Statistics stats = windows(300, 0, 0).queryExecution().optimizedPlan().stats();
    Map<String, ColumnStat> columns = new HashMap<>();
    for (var each = stats.attributeStats().iterator(); each.hasNext(); ) {
      var one = each.next();
      columns.put(one._1().name(), one._2());
    }
    double rows = windows(300, 0, 0).count();
    double told = stats.rowCount().get().toLong();
    assertTrue(told > rows / 2 && told < rows * 2, told + " of " + rows);
    ColumnStat samples = columns.get("sample_index");
    assertEquals(BigInt.apply(9), samples.distinctCount().get());
    assertEquals(0L, samples.min().get());
    assertEquals(BigInt.apply(0), samples.nullCount().get());
    ColumnStat letters = columns.get("sequence");
    assertEquals(300L, letters.maxLen().get());
    assertTrue((long) letters.avgLen().get() > 0, letters + "");
    assertFalse(columns.containsKey("md5"));
    Dataset<Row> names = windows(300, 0, 0).select("sample");
    assertTrue(
        names.queryExecution().optimizedPlan().stats().sizeInBytes().toLong()
            < stats.sizeInBytes().toLong());
  }

  @Test
  void contigsAndSamplesComeFromMetadata() throws IOException {
    List<String> contigs = new ArrayList<>();
    List<String> samples = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      reader.digests(
          SampleIndexes.range(0, reader.samples()),
          1,
          (sample, digests) -> {
            long[] index = {0};
            long[] sum = {0};
            reader.forEachContig(
                sample,
                (name, length) -> {
                  String contig = AgcReader.shortName(name);
                  boolean hasName = reader.isAllLetters(sample, index[0]);
                  contigs.add(
                      List.of(
                              reader.sampleName(sample),
                              sample,
                              contig,
                              index[0],
                              name.equals(contig) ? "null" : name.substring(contig.length() + 1),
                              length.get(),
                              digests.contig(index[0]).md5(),
                              hasName ? digests.contig(index[0]).refgetName() : "null")
                          .toString()
                          .replace(", ", ","));
                  sum[0] += length.get();
                  index[0]++;
                });
            samples.add(
                String.join(",", "[" + reader.sampleName(sample), "" + sample, "4", sum[0] + "]"));
          });
    }
    assertEquals(contigs, shown(table(archive, "contigs")));
    assertEquals(
        samples,
        shown(table(archive, "samples").select("sample", "sample_index", "contigs", "length")));
    assertEquals(36, table(archive, "sequences").where("md5 is not null").count());
  }

  @Test
  void annotationsAreAMap() throws IOException {
    Path annotated = Files.copy(archive, folder.resolve("annotated.agc"));
    ArchiveChanges changes =
        ArchiveChanges.NONE.annotate(
            new Annotations(
                Map.of(), name -> name.equals("s02") ? Map.of("year", "2024") : Map.of()));
    try (AgcWriter writer = AgcWriter.changeInPlace(annotated, changes, CreateOptions.DEFAULTS)) {
      writer.commit();
    }
    assertEquals(
        List.of("[s02]"),
        shown(table(annotated, "samples").where("annotations['year'] = '2024'").select("sample")));
  }

  @Test
  void sqlMakesTablesOfArchives() {
    LocalSpark.session()
        .sql("CREATE TABLE genomes USING agc OPTIONS (path '" + archive + "', table 'contigs')");
    try {
      assertEquals(
          List.of("[c1,9]"),
          shown(
              LocalSpark.session()
                  .sql(
                      "SELECT contig, count(*) FROM genomes WHERE contig = 'c1' GROUP BY contig")));
    } finally {
      LocalSpark.session().sql("DROP TABLE genomes");
    }
  }

  @Test
  void tablesOfCatalogsHavePropertiesAndQueriesOptionsOfTheirOwn() {
    SparkSession spark = LocalSpark.session();
    spark.sql("CREATE TABLE windows USING agc OPTIONS (path '" + archive + "', window '300')");
    try {
      spark.sql("ALTER TABLE windows SET TBLPROPERTIES ('team' = 'x')");
      assertEquals(windows(300, 0, 0).count(), spark.table("windows").count());
      assertEquals(
          windows(100, 0, 0).count(), spark.read().option("window", 100).table("windows").count());
    } finally {
      spark.sql("DROP TABLE windows");
    }
  }

  @Test
  void columnsThatAreNoneAreRefused() {
    for (String schema :
        List.of("sample STRING, start INT", "gene STRING", "sample STRING COLLATE UTF8_LCASE")) {
      Throwable refused =
          assertThrows(
              Exception.class,
              () ->
                  LocalSpark.session()
                      .read()
                      .format("agc")
                      .schema(schema)
                      .load(archive.toString())
                      .collectAsList());
      assertTrue(causes(refused).contains("no column"), causes(refused));
    }
    assertEquals(
        9,
        LocalSpark.session()
            .read()
            .format("agc")
            .schema("sample STRING, contig STRING")
            .load(archive.toString())
            .select("sample")
            .distinct()
            .count());
  }

  @Test
  void severalArchivesAreOneTable() throws IOException {
    Genomes others = Genomes.write(Files.createDirectory(folder.resolve("o")), 2, 3, 2);
    Path second = others.archive(folder.resolve("second.agc"));
    Dataset<Row> both =
        LocalSpark.session()
            .read()
            .format("agc")
            .option("table", "samples")
            .load(archive.toString(), second.toString());
    assertEquals(12, both.count());
  }

  @Test
  void archivesOfHadoopsFileSystemsAreReadByRanges() {
    int before = FarFileSystem.OPENED.get();
    String far = "far://" + archive;
    Dataset<Row> rows = LocalSpark.session().read().format("agc").load(far);
    assertEquals(shown(table(archive, "sequences")), shown(rows));
    assertTrue(FarFileSystem.OPENED.get() > before);
  }

  @Test
  void anArchiveThatWasReplacedIsReadAnew() throws IOException {
    Path changing = Files.copy(archive, folder.resolve("changing.agc"));
    assertEquals(9, table(changing, "samples").count());
    Genomes others = Genomes.write(Files.createDirectory(folder.resolve("p")), 3, 2, 2);
    Files.move(
        others.archive(folder.resolve("new.agc")), changing, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(2, table(changing, "samples").count());
  }

  @Test
  void whatIsNoneIsRefusedWithAReason() throws IOException {
    assertRefused("is none of sequences, contigs, samples", "table", "genes");
    assertRefused("window=0", "window", "0");
    assertRefused("overlap=1000000", "overlap", "1000000");
    assertRefused("no option windw", "windw", "3");
    Path none = Files.writeString(folder.resolve("none.agc"), "not an archive");
    Throwable refused = assertThrows(Exception.class, () -> table(none, "samples").collectAsList());
    assertTrue(causes(refused).contains("none.agc"), causes(refused));
    Path missing = folder.resolve("missing.agc");
    refused = assertThrows(Exception.class, () -> table(missing, "samples").collectAsList());
    assertTrue(causes(refused).contains("missing.agc"), causes(refused));
  }

  private static void assertRefused(String reason, String option, String value) {
    Throwable refused =
        assertThrows(
            Exception.class,
            () ->
                LocalSpark.session()
                    .read()
                    .format("agc")
                    .option(option, value)
                    .load(archive.toString())
                    .collectAsList());
    assertTrue(causes(refused).contains(reason), causes(refused));
  }

  /** The messages of an error and of what caused it. */
  static String causes(Throwable error) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = error; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    return all.toString();
  }
}
