package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of the commands that read archives. */
@Tag("slow")
class ReadCommandsIT {
  private static final int EOF_BYTES = 28;

  @TempDir private static Path folder;
  private static String chromosome;

  @BeforeAll
  static void createArchive() throws Exception {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 70_000; i++) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    chromosome = text.toString();
    Files.writeString(folder.resolve("ref.fa"), ">chr1 first\n" + chromosome + "\n>chr2\nACGTN\n");
    Files.writeString(
        folder.resolve("HG1.1.fa"), ">chr1 x\n" + text.substring(10) + "\n>only\nGGGTTTAAA\n");
    Files.writeString(folder.resolve("HG1.2.fa"), ">chr1\nTTTT\n>empty\n");
    Agc4jProcess run = run("create", "-s", "5000", "-o", "x.agc", "ref.fa", "HG1.1.fa", "HG1.2.fa");
    assertEquals(new Agc4jProcess(0, "", ""), run);
  }

  @BeforeEach
  void putAnOldOutput() throws IOException {
    Files.writeString(folder.resolve("old"), "old");
  }

  private static Agc4jProcess run(String... arguments) throws IOException, InterruptedException {
    return Agc4jProcess.run(folder, arguments);
  }

  private static String out(String... arguments) throws IOException, InterruptedException {
    return Agc4jProcess.out(folder, arguments);
  }

  private static String unzipped(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(0x1b, bytes[bytes.length - EOF_BYTES + 16], "no empty block at the end");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void samplesAreNamedLeftOutAndReadFromAFile() throws Exception {
    assertEquals("HG1.1\nHG1.2\nref\n", out("listset", "x.agc"));
    String hg = out("listctg", "x.agc", "HG1.1", "HG1.2");
    assertEquals(hg, out("listctg", "x.agc", "!ref"));
    assertEquals(hg, out("listctg", "x.agc", "*", "!r*"));
    Files.writeString(folder.resolve("wanted"), "\ufeff# the children\r\n  HG1.1\r\n\r\nHG1.2\r\n");
    assertEquals(hg, out("listctg", "x.agc", "--samples-file", "wanted"));
    assertEquals(
        out("listctg", "x.agc", "ref") + hg,
        out("listctg", "x.agc", "ref", "--samples-file", "wanted"));
    assertEquals(
        hg,
        Agc4jProcess.runWithInput(folder, "HG*\n", "listctg", "x.agc", "--samples-file", "-")
            .out());
    for (String command : new String[] {"lengths", "digest", "getset"}) {
      assertEquals(
          out(command, "x.agc", "HG1.1", "HG1.2"),
          out(command, "x.agc", "--samples-file", "wanted"),
          command);
      assertEquals(out(command, "x.agc", "ref"), out(command, "x.agc", "!HG*"), command);
    }
    Files.writeString(folder.resolve("nothing"), "# nobody\n");
    for (String[] none :
        new String[][] {
          {"listctg", "x.agc", "!*"},
          {"getset", "x.agc", "--samples-file", "nothing"},
          {"verify", "--samples-file", "nothing", "x.agc"},
          {"extract", "-o", "none.agc", "x.agc", "--samples-file", "nothing"}
        }) {
      Agc4jProcess refused = run(none);
      assertEquals(1, refused.status(), none[0]);
      assertTrue(refused.err().contains("no samples: none is named"), refused.err());
    }
    assertTrue(Files.notExists(folder.resolve("none.agc")));
    Agc4jProcess missing = run("listctg", "x.agc", "!nobody");
    assertEquals(1, missing.status());
    assertTrue(missing.err().contains("no sample nobody"), missing.err());
  }

  @Test
  void getsetAndGetcolMakeTheirFolders() throws Exception {
    out("getset", "-o", "some/where/", "x.agc", "HG*");
    assertEquals(
        out("getset", "x.agc", "HG1.2"), Files.readString(folder.resolve("some/where/HG1.2.fa")));
    assertTrue(Files.notExists(folder.resolve("some/where/ref.fa")));
    out("getset", "-o", "some/where", "x.agc", "ref");
    assertEquals(
        out("getset", "x.agc", "ref"), Files.readString(folder.resolve("some/where/ref.fa")));
    out("getcol", "-o", "all/new", "x.agc");
    assertEquals(out("getset", "x.agc", "ref"), Files.readString(folder.resolve("all/new/ref.fa")));
    assertEquals(out("getset", "x.agc", "ref"), out("getset", "-o", "-", "x.agc", "ref"));
    assertTrue(Files.notExists(folder.resolve("-")));
  }

  @Test
  void getcolWritesOneBgzfFilePerSample() throws Exception {
    Path zipped = Files.createDirectory(folder.resolve("zipped"));
    assertEquals("", out("getcol", "-f", "-g", "6", "-t", "2", "-o", "zipped", "x.agc"));
    for (String sample : new String[] {"ref", "HG1.1", "HG1.2"}) {
      assertEquals(
          out("getset", "x.agc", sample), unzipped(zipped.resolve(sample + ".fa.gz")), sample);
    }
    try (var files = Files.list(zipped)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void getcolWithoutTheReference() throws Exception {
    assertEquals(out("getset", "x.agc", "HG1.1", "HG1.2"), out("getcol", "-r", "x.agc"));
    Path others = Files.createDirectory(folder.resolve("others"));
    assertEquals("", out("getcol", "-rg0", "-o", "others", "x.agc"));
    assertTrue(Files.exists(others.resolve("HG1.1.fa")));
    assertFalse(Files.exists(others.resolve("ref.fa")));
  }

  @Test
  void getsetAndGetctgCompressAndAcceptTheOptionsOfAgc() throws Exception {
    assertEquals("", out("getset", "-psg9", "-o", "set.gz", "x.agc", "ref"));
    assertEquals(out("getset", "x.agc", "ref"), unzipped(folder.resolve("set.gz")));
    assertEquals("", out("getctg", "-p", "-s", "-g", "1", "-o", "ctg.gz", "x.agc", "chr1@ref"));
    assertEquals(out("getctg", "x.agc", "chr1@ref"), unzipped(folder.resolve("ctg.gz")));
  }

  @Test
  void listctgListsAllSamplesUnlessSomeAreAskedFor() throws Exception {
    String hg = "HG1.1\n   chr1 x\n   only\nHG1.2\n   chr1\n   empty\n";
    assertEquals("ref\n   chr1 first\n   chr2\n" + hg, out("listctg", "x.agc"));
    assertEquals(hg, out("listctg", "x.agc", "HG*"));
  }

  @Test
  void regionsComeFromFilesAndStandardInput() throws Exception {
    String regions = "track name=t\n\nchr2\t1\t3\tx\nonly:0-2\nchr1@HG1.2\t0\t4\r\nonly\n";
    String expected = ">chr2:1-2\nCG\n>only:0-2\nGGG\n>chr1:0-3\nTTTT\n>only\nGGGTTTAAA\n";
    Files.writeString(folder.resolve("r.bed"), regions);
    assertEquals(expected, out("getctg", "-R", "r.bed", "x.agc"));
    assertEquals(">chr2\nACGTN\n" + expected, out("getctg", "x.agc", "chr2", "--regions=r.bed"));
    assertEquals(
        new Agc4jProcess(0, expected, ""),
        Agc4jProcess.runWithInput(folder, regions, "getctg", "-R", "-", "x.agc"));
    Files.writeString(folder.resolve("names.bed"), "chr1\t0\t4\n");
    assertEquals(
        ">chr1:0-3\nTTTT\n", out("getctg", "--sample", "HG1.2", "-R", "names.bed", "x.agc"));
  }

  @Test
  void theOtherStrandIsForAllOrForRegionsThatSaySo() throws Exception {
    Files.writeString(folder.resolve("s.bed"), "only\t0\t3\tx\t0\t-\nonly\t0\t3\tx\t0\t+\n");
    assertEquals(
        ">only:0-2/rc\nCCC\n>only:0-2\nGGG\n", out("getctg", "--strand", "-R", "s.bed", "x.agc"));
    assertEquals(
        ">only(-)\nTTTAAACCC\n>only:0-2(+)\nGGG\n>only:0-2(-)\nCCC\n",
        out("getctg", "-i", "--strand", "--mark-strand=sign", "-R", "s.bed", "x.agc", "only"));
    assertEquals(">chr2\nNACGT\n", out("getctg", "-i", "--mark-strand=no", "x.agc", "chr2"));
  }

  @Test
  void manyRegionsAreAnsweredInOrderInASmallHeap() throws Exception {
    StringBuilder regions = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    Random random = new Random(2);
    for (int i = 0; i < 60_000; i++) {
      int from = random.nextInt(chromosome.length() - 30);
      regions.append("chr1@ref\t").append(from).append('\t').append(from + 20).append('\n');
      expected.append(">chr1 first:").append(from).append('-').append(from + 19).append('\n');
      expected.append(chromosome, from, from + 20).append('\n');
    }
    Files.writeString(folder.resolve("many.bed"), regions);
    assertEquals("", out("getctg", "-t", "2", "-R", "many.bed", "-o", "many.fa", "x.agc"));
    assertTrue(expected.toString().equals(Files.readString(folder.resolve("many.fa"))));
  }

  @Test
  void oneBasedPositionsInQueriesAndHeaders() throws Exception {
    assertEquals(">only:1-3\nGGG\n", out("getctg", "--one-based", "x.agc", "only:1-3"));
    Files.writeString(folder.resolve("one.bed"), "only\t0\t3\nonly:3-4\n");
    assertEquals(
        ">only:1-3\nGGG\n>only:3-4\nGT\n", out("getctg", "--one-based", "-R", "one.bed", "x.agc"));
  }

  @Test
  void samplesInHeaders() throws Exception {
    assertTrue(out("getcol", "--sample-in-header", "x.agc").startsWith(">chr1@ref first\n"));
    assertTrue(
        out("getset", "--sample-in-header=pansn", "x.agc", "HG1.1").startsWith(">HG1#1#chr1 x\n"));
    assertEquals(
        ">chr1@ref:0-1 first\n" + chromosome.substring(0, 2) + "\n",
        out("getctg", "x.agc", "--sample-in-header=AT", "chr1@ref:0-1"));
  }

  @Test
  void patternsStandForSamples() throws Exception {
    assertEquals(out("getset", "x.agc", "HG1.1", "HG1.2"), out("getset", "x.agc", "HG1.[12]"));
    assertEquals(
        ">chr1@ref:0-1 first\n"
            + chromosome.substring(0, 2)
            + "\n>chr1@HG1.1:0-1 x\n"
            + chromosome.substring(10, 12)
            + "\n>chr1@HG1.2:0-1\nTT\n",
        out("getctg", "--sample-in-header", "x.agc", "chr1@*:0-1"));
    assertEquals(">only\nGGGTTTAAA\n", out("getctg", "x.agc", "only@*"));
  }

  @Test
  void lengthsAsTableAndAsDictionary() throws Exception {
    assertEquals(
        "ref\tchr1\t70000\nref\tchr2\t5\nHG1.1\tchr1\t69990\nHG1.1\tonly\t9\n"
            + "HG1.2\tchr1\t4\nHG1.2\tempty\t0\n",
        out("lengths", "x.agc"));
    assertEquals("ref\tchr1\t70000\nref\tchr2\t5\n", out("lengths", "x.agc", "r*"));
    assertEquals(
        "@HD\tVN:1.6\n@SQ\tSN:chr1\tLN:70000\n@SQ\tSN:chr2\tLN:5\n",
        out("lengths", "--dict", "--no-md5", "x.agc", "ref"));
    assertEquals(
        "@HD\tVN:1.6\n@SQ\tSN:chr1@HG1.1\tLN:69990\tM5:"
            + md5(chromosome.substring(10))
            + "\n@SQ\tSN:only@HG1.1\tLN:9\tM5:"
            + md5("GGGTTTAAA")
            + "\n@SQ\tSN:chr1@HG1.2\tLN:4\tM5:"
            + md5("TTTT")
            + "\n",
        out("lengths", "--dict", "x.agc", "HG*"));
    assertEquals(
        "",
        out(
            "lengths",
            "--dict",
            "--no-md5",
            "--sample-in-header=pansn",
            "-o",
            "d",
            "x.agc",
            "ref"));
    assertEquals(
        "@HD\tVN:1.6\n@SQ\tSN:ref#0#chr1\tLN:70000\n@SQ\tSN:ref#0#chr2\tLN:5\n",
        Files.readString(folder.resolve("d")));
  }

  private static String md5(String letters) throws Exception {
    byte[] bytes = letters.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  @Test
  void anIndexTellsWhereContigsLieInExtractedText() throws Exception {
    for (String style : new String[] {"", "--sample-in-header=at"}) {
      List<String> form = new ArrayList<>(List.of("-l", "60", "x.agc"));
      if (!style.isEmpty()) {
        form.add(style);
      }
      String text = out(Stream.concat(Stream.of("getcol"), form.stream()).toArray(String[]::new));
      StringBuilder expected = new StringBuilder();
      for (int at = 0; at < text.length(); ) {
        int start = text.indexOf('\n', at) + 1;
        int next = text.indexOf('>', start);
        String lines = text.substring(start, next < 0 ? text.length() : next);
        int symbols = lines.replace("\n", "").length();
        String name = text.substring(at + 1, start).split("\\s")[0];
        int inLine = Math.min(60, symbols);
        int bytes = symbols == 0 ? 0 : inLine + 1;
        expected.append(name + "\t" + symbols + "\t" + start + "\t" + inLine + "\t" + bytes + "\n");
        at = start + lines.length();
      }
      assertEquals(
          expected.toString(),
          out(Stream.concat(Stream.of("lengths", "--fai"), form.stream()).toArray(String[]::new)));
    }
  }

  @Test
  void dictionariesThatSamCannotHaveAreRefused() throws Exception {
    Files.writeString(folder.resolve("odd.fa"), ">a,b\nACGT\n");
    Files.writeString(folder.resolve("twice.fa"), ">a 1\nACGT\n>a 2\nACGTT\n");
    assertEquals("", out("create", "-o", "odd.agc", "odd.fa", "twice.fa"));
    fails(1, "'a,b' cannot be the name", "lengths", "--dict", "odd.agc", "odd");
    fails(
        1,
        "several sequences of the dictionary would be called a",
        "lengths",
        "--dict",
        "odd.agc",
        "twice");
    fails(1, "@ref; ask for fewer samples", "lengths", "--dict", "x.agc", "ref", "r*");
  }

  @ParameterizedTest
  @CsvSource({
    "getcol -g 10 x.agc, --gzip=10 is not within 0 … 9",
    "getset -g x x.agc ref, --gzip",
    "getset x.agc HG[1, a bracket is not closed",
    "getctg x.agc, neither queries nor --regions",
    "getset --sample-in-header=x x.agc ref, --sample-in-header",
    "lengths --sample-in-header=at x.agc, needs --dict",
    "lengths --dict --fai x.agc, either --dict or --fai"
  })
  void wrongUsageEndsWithStatus2(String command, String message) throws Exception {
    fails(2, message, command.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "getset x.agc XX*, no sample that matches XX* in the archive",
    "listctg x.agc XX*, no sample that matches XX*",
    "lengths x.agc reff, no sample reff in the archive (nearest: ref)",
    "getctg x.agc only@ref, no contig only@ref",
    "getctg x.agc chr1@HG[1, a bracket is not closed",
    "getctg --one-based x.agc only:0-3, numbers from 1 on",
    "getctg x.agc --sample reff only, no sample reff",
    "getctg x.agc onyl@*, no contig onyl@* in the archive (nearest: only)",
    "getctg -R none.bed x.agc, none.bed: no such file",
    "getctg -R zipped-not x.agc, zipped-not: is a directory"
  })
  void badInputEndsWithStatus1(String command, String message) throws Exception {
    Files.createDirectories(folder.resolve("zipped-not"));
    fails(1, message, command.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "'only\t3\t3', has no symbols",
    "'chr1\t3\t9', contig chr1 is in several samples",
    "'only\t9\t19', lies outside contig only",
    "'nothing\t0\t9', no contig nothing",
    "'chr1@XX*\t0\t9', no sample that matches XX*",
    "'chr1@X[\t0\t9', a bracket is not closed",
    "only:9-3, the first not after the last"
  })
  void badRegionsAreReportedWithFileAndLine(String line, String message) throws Exception {
    Files.writeString(folder.resolve("bad.bed"), "only\t0\t3\n\n" + line + "\n");
    fails(1, message, "getctg", "-R", "bad.bed", "x.agc", "-o", "old");
    fails(1, "bad.bed: line 3: ", "getctg", "-R", "bad.bed", "x.agc", "-o", "new");
    assertFalse(Files.exists(folder.resolve("new")));
  }

  /** Runs a command that must fail with one line and leave its output file as it is. */
  private static void fails(int status, String message, String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-o";
    all[arguments.length + 1] = arguments[0].equals("getcol") ? "." : "old";
    Agc4jProcess run = run(java.util.List.of(arguments).contains("-o") ? arguments : all);
    assertEquals(status, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("agc4j: ") && run.err().contains(message), run.err());
    assertEquals("old", Files.readString(folder.resolve("old")));
  }
}
