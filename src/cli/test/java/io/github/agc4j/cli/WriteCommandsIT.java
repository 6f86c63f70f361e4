package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that write, in processes of their own. */
@Tag("slow")
class WriteCommandsIT {
  private static final int BASES = 40_000;

  @TempDir private static Path folder;
  private static List<Path> genomes;
  private static byte[] archive;

  @BeforeAll
  static void create() throws Exception {
    genomes = new DemoCollection(5, 4, BASES).write(folder);
    done(run("create", "-s", "1000", "-o", "x.agc", "genome00.fa", "genome01.fa"));
    archive = Files.readAllBytes(folder.resolve("x.agc"));
    Files.writeString(folder.resolve("bad.fa"), ">c\nACGT\nAC!\0\n");
    Files.writeString(folder.resolve("text"), "no archive at all\n");
    Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xe9, '\n'});
  }

  private static Agc4jProcess run(String... arguments) throws IOException, InterruptedException {
    return Agc4jProcess.run(folder, arguments);
  }

  private static void done(Agc4jProcess run) {
    assertEquals(new Agc4jProcess(0, "", ""), run);
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  private static String samples(String name) throws Exception {
    return run("listset", name).out().replace('\n', ' ');
  }

  @Test
  void listsOfFilesHaveCommentsBlanksAndLineEndsOfWindows() throws Exception {
    Files.copy(folder.resolve("genome02.fa"), folder.resolve("with a blank.fa"));
    Files.writeString(
        folder.resolve("files"),
        "\ufeff# genomes\r\nwith a blank.fa\r\n\r\n  genome01.fa genome03.fa\r\n");
    done(run("create", "-o", "listed.agc", "-i", "files", "genome00.fa"));
    assertEquals("genome00 genome01 genome03 with a blank ", samples("listed.agc"));
  }

  @Test
  void samplesAreCalledAsTheUserSays() throws Exception {
    done(run("create", "-o", "named.agc", "HG 1=genome00.fa", "genome01.fa"));
    assertEquals("HG 1 genome01 ", samples("named.agc"));
    Files.writeString(folder.resolve("names"), "genome02.fa\tTwo 2\r\n# none\ngenome03.fa  3\n");
    String path = folder.resolve("genome02.fa").toAbsolutePath().toString();
    done(run("append", "--in-place", "named.agc", "--names", "names", path, "./genome03.fa"));
    assertEquals("3 HG 1 Two 2 genome01 ", samples("named.agc"));
    assertEquals(
        new Agc4jProcess(1, "", "agc4j: names: genome03.fa is no input\n"),
        run("create", "-o", "unused.agc", "--names", "names", "genome02.fa"));
    assertEquals(
        new Agc4jProcess(2, "", "agc4j: genome00.fa is called both A and B\n"),
        run("create", "-o", "unused.agc", "A=genome00.fa", "B=genome00.fa"));
    assertEquals(
        2, run("create", "-c", "-o", "unused.agc", "A=genome00.fa").status(), "names with -c");
    Files.writeString(folder.resolve("wrong-names"), "genome02.fa\n");
    assertEquals(
        new Agc4jProcess(1, "", "agc4j: wrong-names:1: a file and a name, with a tab between\n"),
        run("create", "-o", "unused.agc", "--names", "wrong-names", "genome02.fa"));
  }

  @Test
  void statisticsEndWithOneLineThatPeopleRead() throws Exception {
    for (String[] command :
        List.of(
            new String[] {"create", "-v", "1", "-o", "told.agc", "genome00.fa", "genome01.fa"},
            new String[] {"getcol", "-v", "1", "-o", "told", "x.agc"},
            new String[] {"digest", "-v", "1", "-o", "told.tsv", "x.agc"})) {
      String err = run(command).err();
      String end = err.lines().toList().getLast();
      assertTrue(
          end.matches(
              "2 samples, \\d+(\\.\\d)? kbp( → [0-9.]+ kB \\([0-9.]+x\\))? in [0-9.]+ s, peak [0-9.]+ MB"),
          err);
    }
  }

  @Test
  void pipesOfTheShellHaveNoNameOfTheirOwn() throws Exception {
    Path piped = folder.resolve("genome01.fa");
    Agc4jProcess unnamed =
        Agc4jProcess.runReading(
            piped, folder, "create", "-o", "pipe.agc", "genome00.fa", "/dev/fd/0");
    assertEquals(1, unnamed.status());
    assertTrue(unnamed.err().contains("/dev/fd/0: a pipe has no name"), unnamed.err());
  }

  @Test
  void eachFastaFileInTarArchivesIsOneSample() throws Exception {
    try (OutputStream file = Files.newOutputStream(folder.resolve("k.tgz"));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      for (String name : List.of("genome01.fa", "genome00.fa", "names.txt")) {
        byte[] content = name.endsWith("t") ? new byte[] {'x'} : bytes(name);
        TarArchiveEntry entry = new TarArchiveEntry("k/" + name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    String told = "k.tgz/k/names.txt: is not FASTA, left out\n";
    assertEquals(
        new Agc4jProcess(0, "", "agc4j: warning: " + told),
        run("create", "-o", "tar.agc", "k.tgz", "Z=genome02.fa"));
    assertEquals("Z genome00 genome01 ", samples("tar.agc"));
    done(run("create", "-q", "-o", "quiet.agc", "k.tgz"));
    Files.writeString(folder.resolve("tar-names"), "genome01.fa\tOne\nnone.fa\tX\n");
    assertTrue(
        run("create", "-o", "tarred.agc", "--names", "tar-names", "k.tgz")
            .err()
            .contains("agc4j: warning: none.fa: has a name, and is no sample\n"));
    assertEquals("One genome00 ", samples("tarred.agc"));
    done(
        Agc4jProcess.runReading(
            folder.resolve("k.tgz"), folder, "create", "-q", "-o", "piped-tar.agc", "-"));
    assertEquals("genome00 genome01 ", samples("piped-tar.agc"));
    for (String sample : List.of("genome00", "genome01")) {
      String text = run("getset", "-l", "80", "tar.agc", sample).out();
      assertEquals(
          Files.readString(folder.resolve(sample + ".fa")).replaceAll("[^ACGT]", ""),
          text.replaceAll(">.*\n|[^ACGT]", ""));
    }
    assertEquals(
        new Agc4jProcess(1, "", "agc4j: " + told),
        run("create", "--strict", "-o", "strict.agc", "k.tgz"));
    assertEquals(
        new Agc4jProcess(1, "", "agc4j: k.tgz/k/genome01.fa: sample genome01 is there already\n"),
        run("append", "-o", "again.agc", "tar.agc", "k.tgz"));
  }

  @Test
  void profilesChooseHowContigsAreCut() throws Exception {
    Map<String, String> noted =
        Map.of(
            "",
            "profile virus: the first genome has about",
            "--compat",
            "profile compat: asked for",
            "--profile bacteria",
            "profile bacteria: asked for",
            "-a",
            "profile human: --adaptive and --fallback are about splitters");
    for (Map.Entry<String, String> entry : noted.entrySet()) {
      List<String> line = new ArrayList<>(List.of("create", "-v", "1", "--force", "-o", "p.agc"));
      line.addAll(entry.getKey().isEmpty() ? List.of() : List.of(entry.getKey().split(" ")));
      line.addAll(List.of("genome00.fa", "genome01.fa"));
      Agc4jProcess process = run(line.toArray(String[]::new));
      assertEquals(0, process.status(), process.err());
      assertTrue(process.err().startsWith(entry.getValue()), process.err());
      assertEquals(Files.readString(genomes.get(1)), run("getset", "p.agc", "genome01").out());
      assertEquals(
          entry.getKey().startsWith("-") && !entry.getKey().startsWith("--profile"),
          !run("info", "-v", "1", "p.agc").out().contains("agc4j_anchors"));
      assertEquals(
          entry.getKey().equals("--compat"),
          !run("info", "-v", "1", "p.agc").out().contains("agc4j_base_matches"));
    }
  }

  @Test
  void genomesAreOrderedWhenThatIsAskedFor() throws Exception {
    done(
        run(
            "create",
            "-t",
            "2",
            "--order",
            "auto",
            "-o",
            "o.agc",
            "genome02.fa",
            "genome00.fa",
            "genome01.fa",
            "genome03.fa"));
    assertEquals("genome00 genome01 genome02 genome03 ", samples("o.agc"));
    assertEquals("genome02\n", run("listref", "o.agc").out());
    done(run("create", "--order=given", "-o", "g.agc", "genome02.fa", "genome00.fa"));
    assertEquals("genome02\n", run("listref", "g.agc").out());
    assertEquals(
        ">genome02", run("getcol", "--sample-in-header=pansn", "g.agc").out().substring(0, 9));
    for (Path genome : genomes) {
      String name = genome.getFileName().toString().replace(".fa", "");
      assertEquals(Files.readString(genome), run("getset", "o.agc", name).out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--order auto --compat genome00.fa | 2 | --order=auto: not with --compat",
        "--order auto -c genome00.fa | 2 | --order=auto orders files: not with --concatenated",
        "--order best genome00.fa | 2 | Invalid value for option '--order'",
        "--order auto genome00.fa bad.fa | 1 | bad.fa:3: zero byte"
      })
  void whatCannotBeOrderedIsRefused(String line, int status, String message) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("create", "-o", "refused.agc"));
    arguments.addAll(List.of(line.split(" ")));
    Agc4jProcess process = run(arguments.toArray(String[]::new));
    assertEquals(status, process.status(), process.err());
    assertTrue(process.err().contains(message), process.err());
    assertTrue(Files.notExists(folder.resolve("refused.agc")));
  }

  @Test
  void appendWritesAnotherArchive() throws Exception {
    done(run("append", "-t", "2", "-o", "more.agc", "x.agc", "genome02.fa", "genome03.fa"));
    assertEquals("genome00 genome01 genome02 genome03 ", samples("more.agc"));
    assertEquals(Files.readString(genomes.get(3)), run("getset", "more.agc", "genome03").out());
    assertArrayEquals(archive, bytes("x.agc"));
  }

  @Test
  void appendInPlaceExtendsTheArchive() throws Exception {
    Files.write(folder.resolve("own.agc"), archive);
    Files.writeString(folder.resolve("list"), "genome02.fa\n");
    done(run("append", "--in-place", "-i", "list", "own.agc", "genome03.fa"));
    assertEquals("genome00 genome01 genome02 genome03 ", samples("own.agc"));
    assertEquals(Files.readString(genomes.get(2)), run("getset", "own.agc", "genome02").out());
  }

  @Test
  void extractTakesNamesPatternsAndAFile() throws Exception {
    done(run("append", "-o", "four.agc", "x.agc", "genome02.fa", "genome03.fa"));
    done(run("extract", "four.agc", "--samples", "genome03,genome0[01]", "-o", "three.agc"));
    assertEquals("genome00 genome01 genome03 ", samples("three.agc"));
    Files.writeString(folder.resolve("names"), "genome02\n\n");
    done(run("extract", "--samples-file", "names", "-o", "one.agc", "four.agc"));
    assertEquals(Files.readString(genomes.get(2)), run("getcol", "one.agc").out());
  }

  @Test
  void readsStandardInputPlainAndCompressed() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes("genome01.fa"));
    }
    Path compressed = Files.write(folder.resolve("packed"), packed.toByteArray());
    for (Path input : List.of(genomes.get(1), compressed)) {
      done(
          Agc4jProcess.runReading(
              input,
              folder,
              "create",
              "--force",
              "-s1000",
              "-o",
              "stdin.agc",
              "genome00.fa",
              "--stdin-name",
              "genome01",
              "-"));
      assertArrayEquals(archive, bytes("stdin.agc"));
    }
    done(
        Agc4jProcess.runReading(
            genomes.get(2), folder, "create", "-t", "2", "-o", "only.agc", "-"));
    assertEquals("stdin ", samples("only.agc"));
  }

  @Test
  void readsPipesAsTheReferenceToo() throws Exception {
    Path first = folder.resolve("genome00");
    Path second = folder.resolve("genome01");
    Process make =
        new ProcessBuilder("mkfifo", first.toString(), second.toString()).inheritIO().start();
    assumeTrue(make.waitFor() == 0, "no mkfifo");
    Process feed =
        new ProcessBuilder(
                "sh", "-c", "cat genome00.fa > genome00 & cat genome01.fa > genome01 & wait")
            .directory(folder.toFile())
            .start();
    try {
      // What can be read only once is not looked at.
      done(
          run(
              "create",
              "--profile",
              "virus",
              "-t",
              "3",
              "-s",
              "1000",
              "-o",
              "pipes.agc",
              "genome00",
              "genome01"));
    } finally {
      feed.destroy();
    }
    assertArrayEquals(archive, bytes("pipes.agc"));
  }

  @Test
  void whatIsReplacedKeepsItsPermissions() throws Exception {
    Path output = Files.writeString(folder.resolve("private.agc"), "old");
    Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(output, mine);
    done(run("create", "--force", "-o", "private.agc", "genome00.fa"));
    assertEquals(mine, Files.getPosixFilePermissions(output));
    done(run("listset", "-o", "private.agc", "x.agc"));
    assertEquals(mine, Files.getPosixFilePermissions(output));
    Files.delete(output);
  }

  @Test
  void nothingUnfinishedIsLeftWhenTheProcessIsToldToEnd() throws Exception {
    Path pipe = folder.resolve("silent");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    Process process =
        Agc4jProcess.begin(folder, "create", "-t", "2", "-o", "ended.agc", "genome00.fa", "silent");
    for (int i = 0; i < 200 && unfinished().isEmpty(); i++) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    assertEquals(1, unfinished().size());
    process.toHandle().destroy();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(List.of(), unfinished());
  }

  private static List<Path> unfinished() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("ended.agc")).toList();
    }
  }

  @Test
  void concatenatedInputHasOneSamplePerContig() throws Exception {
    done(run("create", "-acf0.01", "-s", "1000", "-b", "1", "-o", "cat.agc", "genome00.fa"));
    assertEquals("chr1 chr2 ", samples("cat.agc"));
    assertEquals(Files.readString(genomes.get(0)), run("getcol", "cat.agc").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "append -o new.agc x.agc bad.fa | 1 | bad.fa:3: zero byte",
        "append --in-place x.agc genome02.fa bad.fa | 1 | bad.fa:3: zero byte",
        "append --in-place x.agc genome01.fa | 1 | genome01.fa: sample genome01 is there already",
        "append --in-place -o new.agc x.agc genome02.fa | 2 | either --in-place or --output",
        "append --in-place x.agc | 2 | no input files",
        "append -o new.agc none.agc genome02.fa | 1 | none.agc: no such file",
        "append -o new.agc text genome02.fa | 1 | text: not an archive",
        "append -o new.agc x.agc none.fa | 1 | none.fa: no such file",
        "append -o text x.agc genome02.fa | 1 | text: exists already",
        "append -f 0.5 -o new.agc x.agc genome02.fa | 2 | --fallback=0.5 is not within",
        "append -s 100 -o new.agc x.agc genome02.fa | 2 | Unknown option",
        "create -f x -o new.agc genome00.fa | 2 | 'x' is not a double",
        "create -c -o new.agc genome00.fa genome01.fa | 1 | genome01.fa: sample chr1 is already",
        "create -o new.agc genome00.fa genome00.fa/ none/ | 1 | no such file",
        "extract -o new.agc x.agc | 2 | no samples",
        "extract --samples genome07 -o new.agc x.agc | 1 | no sample genome07 in the archive",
        "extract --samples z* -o new.agc x.agc | 1 | no sample that matches z*",
        "extract --samples genome[ -o new.agc x.agc | 2 | genome[",
        "extract --samples-file none -o new.agc x.agc | 1 | none: no such file",
        "extract --samples-file latin1 -o new.agc x.agc | 1 | latin1: is not UTF-8 text",
        "create --force -o genome00.fa genome00.fa | 2 | genome00.fa: is an input",
        "extract --force --samples genome00 -o ./x.agc x.agc | 2 | x.agc: is an input",
        "append --force -o genome02.fa x.agc genome02.fa | 2 | genome02.fa: is an input",
        "create -o new.agc - - genome00.fa - | 2 | can be read only once",
        "create -i . -o new.agc genome00.fa | 1 | .: is a directory",
        "create -s 99 -o new.agc genome00.fa | 2 | --segment-size=99 is not within",
        "create -b 0 -o new.agc genome00.fa | 2 | --batch-size=0 is not within",
        "create --profile plant -o new.agc genome00.fa | 2 | --profile=plant is none of auto, virus",
        "create --profile compat -o new.agc genome00.fa | 2 | --profile=compat is none of auto,",
        "create --compat --profile virus -o new.agc genome00.fa | 2 | --compat: not with --profile",
        "create -a --profile virus -o new.agc genome00.fa | 2 | --adaptive and --fallback need",
        "create --memory 999999999999g -o new.agc genome00.fa | 2 | more than there can be",
        "create -v 3 -o new.agc genome00.fa | 2 | '3' is not 0, 1 or 2",
        "create -i - -o new.agc - | 2 | standard input (-) can be read only once",
        "create --stdin-name= -o new.agc genome00.fa | 2 | --stdin-name: the name is empty",
        "getset -o x.agc x.agc genome00 | 2 | x.agc: is read and cannot be the output",
        "listset -o ./x.agc x.agc | 2 | is read and cannot be the output",
        "getctg -R text -o text x.agc | 2 | text: is read and cannot be the output",
        "getctg x.agc chr1@genome00:2,000-1,000 | 1 | the first not after the last",
        "getctg x.agc chr1@genome00:-5-10 | 1 | numbers from 0 on",
        "creat -o new.agc genome00.fa | 2 | no command creat, nearest: create"
      })
  void wrongUseIsRefusedInOneLineAndChangesNothing(String command, int status, String message)
      throws Exception {
    Agc4jProcess run = run(command.split(" "));
    assertEquals(status, run.status(), run.err());
    assertTrue(run.err().startsWith("agc4j: "), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
    assertArrayEquals(archive, bytes("x.agc"));
    assertEquals("no archive at all\n", new String(bytes("text"), StandardCharsets.UTF_8));
    assertTrue(Files.notExists(folder.resolve("new.agc")));
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().contains(".tmp")));
    }
  }

  @Test
  void symbolsThatAreChangedOrLeftOutAreCounted() throws Exception {
    Files.writeString(folder.resolve("odd.fa"), ">c\nACZZ-GT*JA\n");
    Agc4jProcess created = run("create", "--unknown-to-n", "-o", "odd.agc", "odd.fa");
    assertEquals(0, created.status(), created.err());
    assertTrue(
        created.err().contains("warning: 5 symbols outside the alphabet read as N"), created.err());
    assertEquals(">c\nACNNNGTNNA\n", run("getset", "odd.agc", "odd").out());
    Agc4jProcess compat =
        run("create", "--compat", "--unknown-to-n", "--force", "-o", "odd.agc", "odd.fa");
    assertTrue(
        compat.err().contains("warning: 3 symbols outside the alphabet read as N"), compat.err());
    assertTrue(
        compat.err().contains("odd.fa: 2 symbols that are no letters were left out"), compat.err());
    assertEquals(">c\nACNNGTNA\n", run("getset", "odd.agc", "odd").out());
    done(run("create", "--strict", "--force", "-o", "odd.agc", "odd.fa"));
    assertEquals(">c\nACZZ-GT*JA\n", run("getset", "odd.agc", "odd").out());
    Agc4jProcess strict =
        run("create", "--compat", "--strict", "--unknown-to-n", "-o", "strict.agc", "odd.fa");
    assertEquals(1, strict.status());
    assertFalse(Files.exists(folder.resolve("strict.agc")));
  }

  @Test
  void warningsOfManyFilesAreCountedAfterTheFirstOnes() throws Exception {
    List<String> create =
        new ArrayList<>(List.of("create", "--compat", "--force", "-o", "gapped.agc"));
    for (int i = 0; i < 13; i++) {
      Files.writeString(folder.resolve("gapped" + i + ".fa"), ">c\nAC-GT\n");
      create.add("gapped" + i + ".fa");
    }
    Agc4jProcess created = run(create.toArray(new String[0]));
    assertEquals(0, created.status(), created.err());
    assertEquals(10, created.err().split("1 symbol that is no letter", -1).length - 1);
    assertTrue(created.err().contains("warning: 3 more like these"), created.err());
    create.addAll(List.of("-v", "1"));
    Agc4jProcess all = run(create.toArray(new String[0]));
    assertEquals(13, all.err().split("1 symbol that is no letter", -1).length - 1);
  }
}
