package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsIT {
  @TempDir private static Path folder;
  private static String chromosome;

  @BeforeAll
  static void createArchive() throws Exception {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    chromosome = text.toString();
    Files.writeString(folder.resolve("ref.fa"), ">chr1 first\n" + chromosome + "\n>chr2\nACGTN\n");
    text.setCharAt(2500, text.charAt(2500) == 'A' ? 'C' : 'A');
    Files.writeString(folder.resolve("b.v2.fa"), ">chr1 first\n" + text + "\n>only\nGGGTTTAAA\n");
    Files.writeString(
        folder.resolve("a.fa"), ">chr1\n" + chromosome.substring(1000) + "\n>empty\n");
    Files.writeString(folder.resolve("list"), "b.v2.fa\na.fa ref.fa\n");
    Agc4jProcess run =
        run(
            "create", "-k", "21", "-s", "500", "-l", "18", "-b", "7", "-t", "2", "-i", "list", "-o",
            "x.agc", "ref.fa");
    assertEquals(new Agc4jProcess(0, "", ""), run);
  }

  private static Agc4jProcess run(String... arguments) throws IOException, InterruptedException {
    return Agc4jProcess.run(folder, arguments);
  }

  private static String wrapped(String symbols, int length) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < symbols.length(); i += length) {
      lines.append(symbols, i, Math.min(symbols.length(), i + length)).append('\n');
    }
    return lines.toString();
  }

  @Test
  void listsSamplesContigsAndReference() throws Exception {
    assertEquals(new Agc4jProcess(0, "a\nb.v2\nref\n", ""), run("listset", "x.agc"));
    assertEquals(new Agc4jProcess(0, "ref\n", ""), run("listref", "x.agc"));
    assertEquals(
        new Agc4jProcess(0, "a\n   chr1\n   empty\nref\n   chr1 first\n   chr2\n", ""),
        run("listctg", "x.agc", "a", "ref"));
  }

  @Test
  void infoPrintsItsNumbersOnStandardOutput() throws Exception {
    Agc4jProcess info = run("info", "-v", "1", "x.agc");
    assertEquals(0, info.status());
    assertTrue(
        info.out()
            .startsWith(
                "No. samples      : 3\nk-mer length     : 21\nMin. match length: 18\n"
                    + "Segment size     : 500\nBatch size       : 7\nReference name   : ref\n"),
        info.out());
    assertTrue(info.out().contains("  producer : agc4j\n"), info.out());
    assertTrue(
        info.out()
            .contains(
                "Profile          : parameters of its own\nDigests          : checks\n"
                    + "Kept of texts    : symbols case layout\n"
                    + "Readers          : agc4j, agc since 3.0; not ragc-core (see --for-ragc)\n"
                    + "Archive bytes"),
        info.out());
    long archiveBytes = Files.size(folder.resolve("x.agc"));
    assertTrue(info.out().contains("Archive bytes    : " + archiveBytes + "\n"), info.out());
    long sum = 0;
    for (String line : info.out().split("\n")) {
      if (line.matches(
          "  (references|packs|names|places|digests|layouts|lower_case|symbols|checksums|other|table, unused) *: .*")) {
        sum += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    assertEquals(archiveBytes, sum);
    String json = run("info", "--json", "x.agc").out();
    assertTrue(
        json.matches(
            "[{]\"samples\":3,\"contigs\":[0-9]+,\"bases\":[0-9]+,.*\"reference\":\"ref\",.*[}]\n"),
        json);
  }

  @Test
  void infoPrintsTheCommandsThatAnArchiveOfFormat1Records() throws Exception {
    Path archive = Path.of("../engine/test/resources/golden/v1.1-append/step2.agc");
    assertEquals(
        """
        No. samples      : 5
        k-mer length     : 21
        Min. match length: 20
        Batch size       : 3
        Reference name   : ref
        Command lines:
         : agc create -k 21 -s 1000 -b 3 -t 1 -o step1.agc ref.fa s001.fa s002.fa
         : agc append -t 2 -o step2.agc step1.agc s003.fa s004.fa
        No. contigs      : 10
        Bases            : 60405
        Profile          : parameters of its own
        Digests          : none
        Kept of texts    : names and codes only
        Readers          : agc4j, agc since 1.0; not ragc-core (see --for-ragc)
        Archive bytes    : %d
        Bases per byte   : 5.9
        """
            .formatted(Files.size(archive)),
        run("info", archive.toAbsolutePath().toString()).out().replaceAll("(?m)^  .*\n", ""));
  }

  @Test
  void getctgAnswersTheFourFormsOfQueries() throws Exception {
    assertEquals(
        ">chr1 first\n" + wrapped(chromosome, 60),
        run("getctg", "-l", "60", "x.agc", "chr1@ref").out());
    assertEquals(
        ">chr1 first:10-19\n" + chromosome.substring(10, 20) + "\n",
        run("getctg", "x.agc", "chr1@ref:10-19").out());
    Agc4jProcess cut = run("getctg", "x.agc", "only", "only:7-20", "only:5-30", "only:6-");
    assertEquals(">only\nGGGTTTAAA\n>only:7-8\nAA\n>only:5-8\nTAAA\n>only:6-8\nAAA\n", cut.out());
    assertTrue(
        cut.err()
            .matches("agc4j: range 7-20 of contig only [^\n]*ends after its 9 symbols[^\n]*\n"),
        cut.err());
    assertEquals(">empty\n", run("getctg", "x.agc", "empty").out());
  }

  @Test
  void getsetAndGetcolWriteToFilesAndFolders() throws Exception {
    assertEquals(new Agc4jProcess(0, "", ""), run("getset", "-o", "set.fa", "x.agc", "a", "ref"));
    String a = Files.readString(folder.resolve("a.fa"));
    String ref = Files.readString(folder.resolve("ref.fa"));
    assertEquals(a + ref, Files.readString(folder.resolve("set.fa")));
    Path all = Files.createDirectories(folder.resolve("all"));
    assertEquals(new Agc4jProcess(0, "", ""), run("getcol", "-t", "2", "-o", "all", "x.agc"));
    assertEquals(ref, Files.readString(all.resolve("ref.fa")));
    assertEquals(a, Files.readString(all.resolve("a.fa")));
    try (var files = Files.list(all)) {
      assertEquals(3, files.count());
    }
    Agc4jProcess stdout = run("getcol", "x.agc");
    assertTrue(stdout.out().startsWith(ref) && stdout.out().endsWith(a));
  }

  @Test
  void clusteredShortOptionsAndAttachedValuesWorkAsInAgc() throws Exception {
    assertEquals(
        run("getset", "-t", "1", "-l", "70", "x.agc", "a").out(),
        run("getset", "-t1", "-l70", "x.agc", "a").out());
  }

  @Test
  void createWritesTheArchiveToStandardOutput() throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    Agc4jProcess direct = run("create", "-o", "direct.agc", "ref.fa", "a.fa");
    assertEquals(0, direct.status(), direct.err());
    command.add(Agc4jProcess.LAUNCHER + " create ref.fa a.fa > piped.agc");
    assertEquals(0, Agc4jProcess.start(folder, command).status());
    assertEquals(-1, Files.mismatch(folder.resolve("direct.agc"), folder.resolve("piped.agc")));
  }

  @Test
  void memoryBelowWhatTheJvmNeedsIsRefused() throws Exception {
    fails(
        2,
        "--memory=32m is less than the 97m that it takes",
        run("create", "-o", "m.agc", "--memory", "32m", "ref.fa"));
    assertFalse(Files.exists(folder.resolve("m.agc")));
  }

  @Test
  void memoryReportNamesComponentsAsTableAndJson() throws Exception {
    Agc4jProcess table =
        run("create", "--force", "-o", "m.agc", "--memory-report", "--memory", "128m", "ref.fa");
    assertEquals(0, table.status(), table.err());
    for (String line :
        List.of(
            "contigs",
            "splitters",
            "open packs",
            "Java heap",
            "class metadata",
            "compiled code",
            "libraries",
            "JVM's own in the C heap",
            "resident set",
            "explained part")) {
      assertTrue(table.err().contains(line), table.err());
    }
    Agc4jProcess json = run("create", "--force", "-o", "m.agc", "--memory-report=json", "ref.fa");
    assertTrue(
        json.err()
            .matches(
                "(?s)\\{\"components\":\\{\"contigs\":\\{\"peak\":[0-9]+,\"atPeakRss\":[0-9]+\\},.*\\},\"budget\":[0-9]+,\"explained\":[0-9]+,\"resident\":[0-9]+\\}\\n"),
        json.err());
  }

  @Test
  void demoComparesAllAndPrintsATable() throws Exception {
    Agc4jProcess demo = run("demo", "--bases", "300000", "--genomes", "3", "-t", "2");
    assertEquals(0, demo.status(), demo.err());
    for (String line :
        List.of(
            "input",
            "archive",
            "smaller (gzip: ",
            "chr1@genome02:100000-100079 is ",
            "agc4j getctg genomes.agc",
            "equal to the input",
            "peak heap",
            "peak off-heap",
            "peak resident set")) {
      assertTrue(demo.out().contains(line), demo.out());
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "create", "getcol", "getset", "getctg", "listset", "listref", "listctg", "lengths", "info",
        "demo"
      })
  void everyCommandHasHelp(String command) {
    String help = Agc4j.whole().getSubcommands().get(command).getUsageMessage();
    assertTrue(help.contains("Usage: agc4j " + command), help);
  }

  @Test
  void versionAndHelpWork() throws Exception {
    String version = run("--version").out();
    assertTrue(
        version.matches("agc4j 0\\.[^\n]*\nreads AGC formats[^\n]*\n[^\n]* 25[^\n]*\n"), version);
    assertTrue(run("--help").out().contains("create"));
    Agc4jProcess full =
        Agc4jProcess.startWriting(folder, "/dev/full", Agc4jProcess.command("--help"));
    assertEquals(1, full.status());
    assertEquals("agc4j: standard output: cannot be written\n", full.err());
  }

  @Tag("slow")
  @Test
  void wrongUsageEndsWithStatus2AndOneLine() throws Exception {
    assertEquals(run("--help").out(), run().err());
    assertEquals(2, run().status());
    assertEquals(run("--help").out(), run("help").out());
    assertEquals(run("getctg", "--help"), run("help", "getctg"));
    fails(2, "nonsense", run("nonsense"));
    fails(2, "'--treads=2', nearest: --threads (", run("create", "--treads=2", "ref.fa"));
    fails(2, "-k", run("create", "-k", "abc", "ref.fa"));
    fails(2, "--kmer-length=99", run("create", "-k", "99", "-o", "no.agc", "ref.fa"));
    fails(2, "no input files", run("create", "-o", "no.agc"));
    fails(2, "no samples", run("getset", "x.agc"));
    fails(1, "the first not after the last", run("getctg", "x.agc", "only:9-3"));
    fails(2, "--memory", run("create", "--memory", "lots", "ref.fa"));
    fails(2, "--memory=50m is less than the", run("create", "--memory", "50m", "ref.fa"));
    fails(2, "--threads=0", run("create", "-t", "0", "-o", "no.agc", "ref.fa"));
    fails(2, "--line-length=0", run("getcol", "-l", "0", "x.agc"));
    assertFalse(Files.exists(folder.resolve("no.agc")));
  }

  @Tag("slow")
  @Test
  void badInputEndsWithStatus1AndOneLineThatNamesIt() throws Exception {
    Files.createDirectories(folder.resolve("dir"));
    Files.writeString(
        folder.resolve("foreign.agc"),
        "This is no archive at all, but long enough to have a trailer.");
    byte[] whole = Files.readAllBytes(folder.resolve("x.agc"));
    Files.write(folder.resolve("cut.agc"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("empty.agc"), new byte[0]);
    fails(1, "none.fa: no such file", run("create", "-o", "no.agc", "ref.fa", "none.fa"));
    fails(1, "dir: is a directory", run("create", "-o", "no.agc", "dir"));
    fails(1, "nolist: no such file", run("create", "-i", "nolist", "-o", "no.agc", "ref.fa"));
    fails(1, "x.agc: exists already", run("create", "-o", "x.agc", "ref.fa"));
    fails(1, "/proc/no.agc", run("create", "-o", "/proc/no.agc", "ref.fa"));
    fails(1, "none.agc: no such file", run("listset", "none.agc"));
    fails(1, "foreign.agc: not an archive", run("info", "foreign.agc"));
    fails(1, "cut.agc: not an archive", run("getcol", "cut.agc"));
    fails(1, "empty.agc: not an archive", run("listset", "empty.agc"));
    fails(1, "dir: is a directory", run("listset", "dir"));
    fails(1, "/dev/null: is a pipe or a device", run("listset", "/dev/null"));
    fails(1, "it cannot be connected to", run("listset", "http://127.0.0.1:1/x.agc"));
    fails(1, "http://h/x.agc: must be a file here", run("append", "http://h/x.agc", "ref.fa"));
    fails(1, "ref.fa: is no archive: it looks like FASTA", run("verify", "ref.fa"));
    fails(1, "no contig chr9@ref in the archive", run("getctg", "x.agc", "chr9@ref:0-9"));
    fails(1, "no sample reff in the archive (nearest: ref)", run("getset", "x.agc", "reff"));
    fails(1, "no contig onyl in the archive (nearest: only)", run("getctg", "x.agc", "onyl"));
    fails(1, "is in several samples", run("getctg", "x.agc", "chr1"));
    fails(1, "lies outside contig only", run("getctg", "x.agc", "only:9-12"));
    fails(1, "cut.agc: is not a folder", run("getcol", "-o", "cut.agc", "x.agc"));
    assertFalse(Files.exists(folder.resolve("no.agc")));
    assertEquals(
        -1, Files.mismatch(folder.resolve("x.agc"), Files.write(folder.resolve("copy"), whole)));
  }

  @Tag("slow")
  @Test
  void aFullDiskIsReportedAndLeavesNothing() throws Exception {
    StringBuilder large = new StringBuilder(">c\n");
    Random random = new Random(4);
    for (int i = 0; i < 8_000_000; i++) {
      large.append("ACGT".charAt(random.nextInt(4)));
    }
    Files.writeString(folder.resolve("large.fa"), large.append('\n'));
    // A limit of the file size stands for the disk: writing beyond it fails in the same way.
    Agc4jProcess create =
        Agc4jProcess.start(
            folder,
            List.of(
                "sh",
                "-c",
                "ulimit -f 3200; exec " + Agc4jProcess.LAUNCHER + " create -o full.agc large.fa"));
    assertEquals(1, create.status(), create.err());
    assertTrue(
        create.err().contains("full.agc") && create.err().contains("cannot be written"),
        create.err());
    Agc4jProcess extract =
        Agc4jProcess.start(
            folder,
            List.of("sh", "-c", "exec " + Agc4jProcess.LAUNCHER + " getcol x.agc > /dev/full"));
    assertEquals(1, extract.status(), extract.err());
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("full.agc")));
    }
  }

  private static void fails(int status, String message, Agc4jProcess run) {
    assertEquals(status, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("agc4j: ") && run.err().contains(message), run.err());
  }
}
