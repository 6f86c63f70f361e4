package io.github.agc4j.spark;

import static io.github.agc4j.spark.LocalSpark.shown;
import static io.github.agc4j.spark.LocalSpark.table;
import static io.github.agc4j.spark.TablesTest.causes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.ShardOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tasks make of files and of rows is whole, and the same however often they are tried. */
class BuildTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 16, 400, 5).build();

  @TempDir private Path folder;

  private Genomes genomes;
  private Path target;

  @BeforeEach
  void write() throws IOException {
    genomes = Genomes.write(folder, 7, 12, 3);
    target = folder.resolve("x.agc");
  }

  private static Map<String, Map<String, String>> letters(Path archive) throws IOException {
    Map<String, Map<String, String>> all = new TreeMap<>();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      for (long sample = 0; sample < reader.samples(); sample++) {
        Map<String, String> contigs = new TreeMap<>();
        List<String> names = reader.contigNames(sample);
        for (int i = 0; i < names.size(); i++) {
          byte[] letters = new byte[(int) reader.contigLength(sample, i)];
          reader.fetchLetters(sample, i, 0, letters.length, letters, 0);
          contigs.put(AgcReader.shortName(names.get(i)), new String(letters));
        }
        all.put(reader.sampleName(sample), contigs);
      }
    }
    return all;
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path expected(int shards) throws IOException {
    Path expected = folder.resolve("expected" + shards + ".agc");
    try (AgcWriter writer =
        AgcWriter.createInShards(expected, new ShardOptions(shards, 3), OPTIONS)) {
      for (Path file : genomes.files()) {
        writer.add(file);
      }
      writer.commit();
    }
    return expected;
  }

  @Test
  void theArchiveIsTheOneThatTheCommandMakes() throws IOException {
    Path expected = expected(4);
    AgcSpark.create(
        LocalSpark.session(), genomes.names(), target.toString(), new ShardOptions(4, 3), OPTIONS);
    assertEquals(new TreeMap<>(genomes.letters()), letters(target));
    assertEquals(-1, Files.mismatch(expected, target));
  }

  @Test
  void shardsThatAreNotMergedAreReadLikeOneArchive() throws IOException {
    List<String> before = inFolder();
    AgcSpark.createSet(
        LocalSpark.session(), genomes.names(), "far://" + target, new ShardOptions(4, 3), OPTIONS);
    List<String> after = new ArrayList<>(before);
    after.add("x.agc");
    assertEquals(after.stream().sorted().toList(), inFolder());
    assertEquals(new TreeMap<>(genomes.letters()), letters(target));
    assertEquals(shown(rows(expected(4), 500)), shown(rows(target, 500)));
    assertEquals(
        1, rows(target, 5000).where("sample_index = 7 AND contig = 'c0' AND start = 0").count());
  }

  @Test
  void aTaskThatFailsIsTriedAgainWithoutTrace() throws IOException {
    List<String> names = new ArrayList<>(genomes.names());
    Path unlucky = Files.move(genomes.files().get(7), folder.resolve("unlucky.fa"));
    names.set(7, unlucky.toString());
    List<String> far = names.stream().map(name -> "far://" + name).toList();
    List<String> before = inFolder();
    FarFileSystem.FAILURES.set(2);
    AgcSpark.create(LocalSpark.session(), far, "far://" + target, new ShardOptions(3, 1), OPTIONS);
    List<String> after = new ArrayList<>(before);
    after.add("x.agc");
    assertEquals(after.stream().sorted().toList(), inFolder());
    assertEquals(genomes.letters().get("s07"), letters(target).get("unlucky"));
    assertEquals(12, letters(target).size());
  }

  @Test
  void whatCannotBeReadEndsItAndLeavesNothing() throws IOException {
    List<String> names = new ArrayList<>(genomes.names());
    names.set(8, Files.writeString(folder.resolve("bad.fa"), ">c\nAC\0GT\n").toString());
    List<String> before = inFolder();
    Exception refused =
        assertThrows(
            Exception.class,
            () ->
                AgcSpark.create(
                    LocalSpark.session(),
                    names,
                    target.toString(),
                    new ShardOptions(3, 1),
                    OPTIONS));
    assertTrue(causes(refused).contains("bad.fa"), causes(refused));
    assertEquals(before, inFolder());
    Files.createFile(target);
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            AgcSpark.create(
                LocalSpark.session(),
                genomes.names(),
                target.toString(),
                ShardOptions.of(2),
                null));
  }

  @Test
  void theProfileIsChosenByTheGenomes() throws IOException {
    AgcSpark.create(
        LocalSpark.session(), genomes.names(), target.toString(), ShardOptions.of(2), null);
    assertEquals(new TreeMap<>(genomes.letters()), letters(target));
  }

  private Dataset<Row> rows(Path archive, int window) {
    return LocalSpark.session()
        .read()
        .format("agc")
        .option("window", window)
        .load(archive.toString());
  }

  @Test
  void rowsBecomeAnArchiveWithTheSameRows() throws IOException {
    Path source = genomes.archive(folder.resolve("source.agc"));
    Path base = folder.resolve("base.agc");
    try (AgcWriter writer =
        AgcWriter.extract(source, SampleIndexes.range(0, 3), base, CreateOptions.DEFAULTS)) {
      writer.commit();
    }
    List<String> before = inFolder();
    rows(source, 1000)
        .where("sample >= 's03'")
        .write()
        .format("agc")
        .option("base", base.toString())
        .option("shards", 3)
        .mode(SaveMode.Overwrite)
        .save(target.toString());
    List<String> after = new ArrayList<>(before);
    after.add("x.agc");
    assertEquals(after.stream().sorted().toList(), inFolder());
    Dataset<Row> written = rows(target, 5000).drop("sample_index");
    assertEquals(shown(rows(source, 5000).drop("sample_index")), shown(written));
  }

  @Test
  void rowsAreAddedToAnArchive() throws IOException {
    Path source = genomes.archive(folder.resolve("source.agc"));
    Dataset<Row> some = table(source, "sequences");
    write(some.where("sample < 's05'").select("sample", "contig", "sequence"), SaveMode.Overwrite);
    write(some.where("sample >= 's05'").select("sample", "contig", "sequence"), SaveMode.Append);
    assertEquals(new TreeMap<>(genomes.letters()), letters(target));
    byte[] before = Files.readAllBytes(target);
    Exception refused =
        assertThrows(
            Exception.class,
            () ->
                write(
                    some.where("sample = 's03'")
                        .selectExpr("sample", "contig", "reverse(sequence) sequence"),
                    SaveMode.Append));
    assertTrue(causes(refused).contains("s03"), causes(refused));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(target)));
  }

  private void write(Dataset<Row> rows, SaveMode mode) {
    rows.write().format("agc").mode(mode).save(target.toString());
  }

  @Test
  void whatAnotherWroteMeanwhileIsNotReplaced() throws IOException {
    Path source = genomes.archive(folder.resolve("source.agc"));
    String touched = Files.copy(source, target).toString();
    Dataset<Row> rows =
        table(source, "sequences")
            .where("sample_index = 0")
            .selectExpr("'new' sample", "contig", "sequence");
    // What is read is written by a function that meanwhile changes the target.
    LocalSpark.session()
        .udf()
        .register(
            "touching",
            (UDF1<String, String>)
                letters -> {
                  Files.setLastModifiedTime(
                      Path.of(touched), FileTime.fromMillis(System.currentTimeMillis() + 5000));
                  return letters;
                },
            DataTypes.StringType);
    Dataset<Row> changing = rows.selectExpr("sample", "contig", "touching(sequence) sequence");
    Exception refused = assertThrows(Exception.class, () -> write(changing, SaveMode.Append));
    assertTrue(causes(refused).contains("changed by others"), causes(refused));
    assertEquals(-1, Files.mismatch(source, target));
  }

  @Test
  void anArchiveThatIsFarIsReplacedWholeOrNotAtAll() throws IOException {
    Path source = genomes.archive(folder.resolve("source.agc"));
    Path unlucky = Files.copy(source, folder.resolve("unlucky.agc"));
    Dataset<Row> some = table(source, "sequences").where("sample < 's02'");
    Dataset<Row> rows = some.select("sample", "contig", "sequence");
    List<String> before = inFolder();
    FarFileSystem.FAILED_RENAMES.set(1);
    assertThrows(
        Exception.class,
        () -> rows.write().format("agc").mode("overwrite").save("far://" + unlucky));
    assertEquals(before, inFolder());
    assertEquals(-1, Files.mismatch(source, unlucky));
    rows.write().format("agc").mode("overwrite").save("far://" + unlucky);
    assertEquals(before, inFolder());
    assertEquals(2, letters(unlucky).size());
  }

  @Test
  void samplesOfOneNameAreRefusedWhicheverShardTheyAreIn() throws IOException {
    List<String> names = new ArrayList<>(genomes.names());
    Path other = Files.createDirectory(folder.resolve("other"));
    names.add(Files.copy(genomes.files().get(2), other.resolve("s02.fasta")).toString());
    Exception refused =
        assertThrows(
            IOException.class,
            () ->
                AgcSpark.create(
                    LocalSpark.session(), names, target.toString(), ShardOptions.of(3), OPTIONS));
    assertTrue(refused.getMessage().contains("s02 is there already"), refused.getMessage());
    assertFalse(Files.exists(target));
  }

  @Test
  void contigsOfOneNameAreToldByTheirIndex() throws IOException {
    Path file = Files.writeString(folder.resolve("twice.fa"), ">c one\nACGTT\n>c two\nGGA\n");
    Path source = folder.resolve("source.agc");
    try (AgcWriter writer = AgcWriter.create(source, OPTIONS)) {
      writer.add(file);
      writer.commit();
    }
    write(rows(source, 2), SaveMode.Overwrite);
    assertEquals(shown(rows(source, 9)), shown(rows(target, 9)));
  }

  @Test
  void rowsThatMakeNoGenomesAreRefused() throws IOException {
    Path source = genomes.archive(folder.resolve("source.agc"));
    List<String> before = inFolder();
    Dataset<Row> rows = rows(source, 300);
    assertRefused("there is no sequence", rows.select("sample", "contig"));
    assertRefused("no column start", rows.select("sample", "contig", "sequence"));
    assertRefused("a row starts at 300, not at 0", rows.where("start > 0"));
    assertRefused("column start is string", rows.withColumn("start", rows.col("contig")));
    assertRefused("no rows", rows.where("sample = 'none'"));
    assertEquals(before, inFolder());
    assertFalse(Files.exists(target));
  }

  private void assertRefused(String reason, Dataset<Row> rows) {
    Exception refused =
        assertThrows(Exception.class, () -> write(rows, SaveMode.Overwrite), reason);
    assertTrue(causes(refused).contains(reason), causes(refused));
  }
}
