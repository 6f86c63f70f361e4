package io.github.agc4j.spark;

import static io.github.agc4j.spark.LocalSpark.shown;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.option.ShardOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/spark.md: what stands between the markers here stands there. */
class ExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("// example: ([a-z ]+)\n(.*?)\n *// end\n", Pattern.DOTALL);

  @TempDir private Path folder;
  private final SparkSession spark = LocalSpark.session();
  private Genomes genomes;
  private String archive;

  @BeforeEach
  void write() throws IOException {
    genomes = Genomes.write(folder, 11, 6, 3);
    archive = genomes.archive(folder.resolve("my.agc")).toString();
  }

  private String all(String sample) {
    return String.join("|", genomes.letters().get(sample).values()).toUpperCase(Locale.ROOT);
  }

  @Test
  void gcContentOfEachGenome() {
    // example: gc content
    Dataset<Row> gc =
        spark
            .read()
            .format("agc")
            .load(archive)
            .withColumn("bases", expr("translate(upper(sequence), '-*.N', '')"))
            .withColumn("others", expr("translate(bases, 'GCS', '')"))
            .groupBy("sample")
            .agg(expr("1 - sum(length(others)) / sum(length(bases)) AS gc"));
    // end
    for (Row row : gc.collectAsList()) {
      String bases = all(row.getString(0)).replaceAll("[-|N]", "");
      double others = bases.replaceAll("[GCS]", "").length();
      assertEquals(1 - others / bases.length(), row.getDouble(1), 1e-12);
    }
    assertEquals(6, gc.count());
  }

  @Test
  void genomesThatHaveAKmer() {
    String kmer =
        genomes.letters().get("s03").get("c1").substring(200, 221).toUpperCase(Locale.ROOT);
    // example: kmers
    String reversed = new StringBuilder(kmer).reverse().toString();
    Dataset<Row> having =
        spark
            .read()
            .format("agc")
            .option("overlap", kmer.length() - 1) // so that none is cut in two
            .load(archive)
            .withColumn("other", expr("translate('" + reversed + "', 'ACGT', 'TGCA')"))
            .where("contains(upper(sequence), '" + kmer + "') OR contains(upper(sequence), other)")
            .select("sample")
            .distinct();
    // end
    TreeSet<String> expected = new TreeSet<>();
    for (String sample : genomes.letters().keySet()) {
      if (all(sample).contains(kmer)) {
        expected.add("[" + sample + "]");
      }
    }
    assertEquals(List.copyOf(expected), shown(having));
  }

  @Test
  void oneGeneOfAllGenomes() {
    String contig = genomes.letters().get("s00").get("c0").toUpperCase(Locale.ROOT);
    String forward = contig.substring(100, 118);
    String reverse = contig.substring(400, 418);
    // example: gene
    String gene = forward + ".{0,2000}?" + reverse;
    Dataset<Row> genes =
        spark
            .read()
            .format("agc")
            .option("window", 100_000)
            .option("overlap", 2_100) // longer than the gene and its primers
            .load(archive)
            .withColumn("gene", expr("regexp_extract(upper(sequence), '" + gene + "', 0)"))
            .where("gene <> ''")
            .selectExpr(
                "sample", "contig", "start + instr(upper(sequence), gene) - 1 AS at", "gene")
            .distinct();
    // end
    TreeSet<String> expected = new TreeSet<>();
    genomes
        .letters()
        .forEach(
            (sample, contigs) -> {
              Matcher found =
                  Pattern.compile(gene).matcher(contigs.get("c0").toUpperCase(Locale.ROOT));
              if (found.find()) {
                expected.add("[" + sample + ",c0," + found.start() + "," + found.group() + "]");
              }
            });
    assertTrue(expected.size() > 0);
    assertEquals(List.copyOf(expected), shown(genes));
  }

  @Test
  void anArchiveOfFiles() throws IOException {
    List<String> files = genomes.names();
    String target = folder.resolve("made.agc").toString();
    // example: build
    AgcSpark.create(spark, files, target, ShardOptions.of(2), null);
    // end
    assertEquals(6, LocalSpark.table(Path.of(target), "samples").count());
  }

  @Test
  void documentationHasTheseExamples() throws IOException {
    String documentation = Files.readString(Path.of("../../docs/spark.md"));
    String source = Files.readString(Path.of("test/java/io/github/agc4j/spark/ExamplesTest.java"));
    Matcher examples = EXAMPLE.matcher(source);
    int count = 0;
    for (; examples.find(); count++) {
      String example = examples.group(2).stripIndent();
      assertTrue(documentation.contains(example), examples.group(1) + ":\n" + example);
    }
    assertEquals(4, count);
  }
}
