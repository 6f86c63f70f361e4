package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an archive after it was made, by the commands. */
@Tag("slow")
class LifeCommandsIT {
  private static final int GENOMES = 5;
  private static final int BASES = 60_000;

  @TempDir private Path folder;

  @BeforeEach
  void createArchive() throws Exception {
    new DemoCollection(1, GENOMES, BASES).write(folder);
    out("create", "-o", "x.agc", "genome00.fa", "genome01.fa", "genome02.fa");
  }

  private Agc4jProcess run(String... args) throws Exception {
    return Agc4jProcess.run(folder, args);
  }

  private String out(String... args) throws Exception {
    return Agc4jProcess.out(folder, args);
  }

  private void refused(int status, String reason, String... args) throws Exception {
    Agc4jProcess run = run(args);
    assertEquals(status, run.status(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }

  private void assertIsFile(String archive, String sample, String file) throws Exception {
    out("getset", "-o", "sample.out", archive, sample);
    assertEquals(-1, Files.mismatch(folder.resolve("sample.out"), folder.resolve(file)), sample);
    Files.delete(folder.resolve("sample.out"));
  }

  private void assertHoldsAll(String archive) throws Exception {
    Path all = Files.createTempDirectory(folder, "all");
    out("getcol", "-o", all.getFileName().toString(), archive);
    for (int i = 0; i < GENOMES; i++) {
      String file = "genome0" + i + ".fa";
      assertEquals(-1, Files.mismatch(all.resolve(file), folder.resolve(file)), file);
    }
  }

  @Test
  void samplesAreDroppedAndRenamedInPlaceAndTheArchiveIsCompacted() throws Exception {
    out("drop", "x.agc", "genome0[01]");
    assertEquals("genome02\n", out("listset", "x.agc"));
    long withUnused = Files.size(folder.resolve("x.agc"));
    out("rename", "x.agc", "genome02=last");
    assertIsFile("x.agc", "last", "genome02.fa");
    out("compact", "x.agc");
    assertTrue(Files.size(folder.resolve("x.agc")) < withUnused);
    assertIsFile("x.agc", "last", "genome02.fa");
    out("verify", "--full", "x.agc");
    refused(
        1, "reference genome00 was dropped", "append", "-a", "--in-place", "x.agc", "genome03.fa");
    out("append", "--in-place", "x.agc", "genome03.fa");
    assertIsFile("x.agc", "genome03", "genome03.fa");
  }

  @Test
  void namesCanBeExchangedByAFile() throws Exception {
    Files.writeString(folder.resolve("names"), "genome00\tgenome01\ngenome01\tgenome00\n");
    out("rename", "--names", "names", "x.agc");
    assertEquals("genome01\n", out("listref", "x.agc"));
    assertIsFile("x.agc", "genome01", "genome00.fa");
  }

  @Test
  void whatCannotBeChangedIsRefusedAndChangesNothing() throws Exception {
    byte[] before = Files.readAllBytes(folder.resolve("x.agc"));
    refused(1, "no sample genome09", "drop", "x.agc", "genome09");
    refused(1, "no sample would be left", "drop", "x.agc", "*");
    refused(2, "no samples", "drop", "x.agc");
    refused(1, "is the name of two samples", "rename", "x.agc", "genome00=genome01");
    refused(1, "no sample genome09", "rename", "x.agc", "genome09=new");
    refused(2, "OLD=NEW", "rename", "x.agc", "genome00");
    refused(1, "is no name of a sample", "rename", "x.agc", "genome00=");
    refused(2, "KEY=VALUE", "annotate", "x.agc", "genome00");
    refused(1, "no sample genome09", "annotate", "x.agc", "genome09", "a=b");
    refused(2, "cannot be a pair", "annotate", "x.agc", "a=b\tc");
    refused(2, "is an input", "merge", "-o", "x.agc", "--force", "x.agc", "x.agc");
    refused(2, "ARCHIVE", "merge", "-o", "y.agc");
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(folder.resolve("x.agc"))));
  }

  @Test
  void shardsOfOneBaseAreMergedAndADiffTellsWhatIsNew() throws Exception {
    out("append", "-o", "three.agc", "x.agc", "genome03.fa");
    out("append", "-o", "four.agc", "x.agc", "genome04.fa");
    Agc4jProcess merge = run("merge", "-v", "1", "-o", "all.agc", "three.agc", "four.agc");
    assertTrue(merge.err().contains("four.agc: copied\n"), merge.err());
    assertTrue(merge.err().contains("3 samples that are in several archives"), merge.err());
    assertHoldsAll("all.agc");
    Agc4jProcess diff = run("diff", "x.agc", "all.agc");
    assertEquals(1, diff.status());
    assertEquals("only-second\tgenome03\nonly-second\tgenome04\n", diff.out());
    assertEquals("agc4j: x.agc and all.agc differ: 3 same, 2 only-second\n", diff.err());
  }

  @Test
  void aCollectionThatIsDividedAmongShardsComesBack() throws Exception {
    List<String> command = new ArrayList<>(List.of("create", "--shards", "2", "-o", "sh.agc"));
    for (int i = 0; i < GENOMES; i++) {
      command.add("genome0" + i + ".fa");
    }
    out(command.toArray(String[]::new));
    assertHoldsAll("sh.agc");
    command.set(4, "set");
    command.add(3, "--keep-shards");
    out(command.toArray(String[]::new));
    assertEquals(out("listset", "sh.agc"), out("listset", "set"));
    assertHoldsAll("set");
    String verified = out("verify", "--full", "set");
    assertTrue(verified.contains("set/shard1.agc: whole: "), verified);
    assertTrue(verified.contains("\nset: whole: "), verified);
    out("merge", "-o", "joined.agc", "set");
    assertEquals("", out("diff", "joined.agc", "set"));
    out("extract", "-o", "part.agc", "set", "genome01", "genome04");
    assertIsFile("part.agc", "genome04", "genome04.fa");
    refused(1, "is a set", "append", "--in-place", "set", "genome00.fa");
    refused(1, "is a set", "drop", "set", "genome00");
    refused(2, "is an input", "merge", "-o", "set/base.agc", "--force", "set");
  }

  @Test
  void archivesInAFolderBecomeASet() throws Exception {
    Path set = Files.createDirectory(folder.resolve("folder"));
    Files.copy(folder.resolve("x.agc"), set.resolve("a.agc"));
    out("create", "-o", "folder/b.agc", "genome00.fa", "genome03.fa");
    Agc4jProcess index = run("index", "-v", "1", "folder");
    assertEquals("folder: 2 archives, 4 samples\n", index.err());
    assertIsFile("folder", "genome03", "genome03.fa");
    out("append", "-o", "folder/c.agc", "folder/a.agc", "genome04.fa");
    out("index", "folder", "b.agc", "folder/c.agc");
    assertEquals("genome00\n", out("listref", "folder"));
    assertEquals(5, out("listset", "folder").lines().count());
    Files.createDirectory(folder.resolve("empty"));
    refused(1, "has no file that ends in .agc", "index", "empty");
    refused(1, "none.agc: no such file", "index", "folder", "none.agc");
    refused(2, "is not in folder", "index", "folder", "other/x.agc");
    refused(1, "is a directory, and no set", "listset", ".");
  }

  @Test
  void shardsThatMakeNoSenseAreRefused() throws Exception {
    refused(2, "--keep-shards is for --shards", "create", "--keep-shards", "genome00.fa");
    refused(2, "--shards=0 is not", "create", "--shards", "0", "-o", "no.agc", "genome00.fa");
    refused(2, "--base is for --shards", "create", "--base", "1", "-o", "no.agc", "genome00.fa");
    refused(2, "not with", "create", "-c", "--shards", "2", "-o", "no.agc", "genome00.fa");
    refused(2, "read", "create", "--shards", "2", "-o", "no.agc", "-");
  }

  @Test
  void anotherSampleOfOneNameIsRefusedOrRenamedAndTheDiffNamesTheContig() throws Exception {
    out("create", "-o", "other.agc", "genome01=genome04.fa");
    refused(1, "another sample genome01", "merge", "-o", "both.agc", "x.agc", "other.agc");
    assertTrue(Files.notExists(folder.resolve("both.agc")));
    out("merge", "--rename-duplicates", "--verify", "-o", "both.agc", "x.agc", "other.agc");
    assertIsFile("both.agc", "genome01-2", "genome04.fa");
    Agc4jProcess diff = run("diff", "x.agc", "other.agc");
    assertTrue(diff.out().contains("different\tgenome01\tchr1\n"), diff.out());
    assertTrue(diff.out().contains("only-first\tgenome00\n"), diff.out());
  }

  @Test
  void whatIsToldOfSamplesIsListedAndSelectsThem() throws Exception {
    Files.writeString(
        folder.resolve("told.tsv"),
        "sample\tspecies\tyear\ngenome00\tS. demo\t\ngenome02\t\t2024\n");
    out("annotate", "x.agc", "--set", "title=Demo", "--annotations", "told.tsv");
    out("annotate", "x.agc", "genome01", "species=S. other");
    String table =
        "sample\tspecies\tyear\ngenome00\tS. demo\t\ngenome01\tS. other\t\ngenome02\t\t2024\n";
    assertEquals(table, out("listset", "-l", "x.agc"));
    assertTrue(out("info", "x.agc").contains("title            : Demo\n"));
    assertTrue(out("info", "--json", "x.agc").contains("\"annotations\":{\"title\":\"Demo\"}"));
    assertEquals(
        "{\"sample\":\"genome02\",\"annotations\":{\"year\":\"2024\"}}\n",
        out("listset", "--json", "--where", "year=2024", "x.agc"));
    assertEquals("genome00\ngenome01\n", out("listset", "--where", "species='S. *'", "x.agc"));
    assertEquals(
        "genome01\n",
        out("listset", "--where", "species=S*", "--where", "species!=S. demo", "x.agc"));
    out("extract", "--where", "year=2024", "-o", "year.agc", "x.agc");
    assertEquals("sample\tyear\ngenome02\t2024\n", out("listset", "-l", "year.agc"));
    out("append", "--in-place", "--set", "title=", "x.agc", "genome03.fa");
    assertEquals(table + "genome03\t\t\n", out("listset", "-l", "x.agc"));
    assertTrue(!out("info", "x.agc").contains("Demo"));
    refused(1, "annotated with species=none", "getset", "--where", "species=none", "x.agc");
    out("verify", "--full", "x.agc");
  }

  @Test
  void nothingIsLeftBesideTheArchives() throws Exception {
    out("create", "-o", "own.agc", "genome04.fa");
    out("merge", "-o", "both.agc", "x.agc", "own.agc");
    out("compact", "both.agc");
    out("drop", "both.agc", "genome00");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(file -> file.toString().matches(".*[.](tmp|part).*")).count());
    }
  }

  @Test
  void anArchiveWithoutItsEndGivesBackWhatItCan() throws Exception {
    new DemoCollection(2, 2, 5_000_000).write(folder);
    out("create", "-o", "long.agc", "genome00.fa", "genome01.fa");
    byte[] bytes = Files.readAllBytes(folder.resolve("long.agc"));
    Files.write(folder.resolve("cut.agc"), Arrays.copyOf(bytes, bytes.length - 200));
    Agc4jProcess salvage = run("salvage", "-o", "saved.agc", "cut.agc");
    assertEquals(0, salvage.status(), salvage.err());
    assertTrue(salvage.out().contains("its end is lost"), salvage.out());
    assertEquals("", out("diff", "long.agc", "saved.agc"));
  }
}
