package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in texts beside names and letters comes back, unless the user does not want it. */
@Tag("slow")
class TextsIT {
  private static final String REF = ">chr1 first\nACGTacgtAC\nGTNNnn-AC*\nacg\n\n>chr2\nAAAA\n";
  private static final String MESSY = ">chr1\tx\r\nAC GTac\r\ngtACGT.\u00ff?\r\n>chr2 \naaaa";

  @TempDir private static Path folder;

  @BeforeAll
  static void createArchive() throws Exception {
    write("ref.fa", REF);
    write("messy.fa", MESSY);
    assertEquals("", out("create", "--verify", "-o", "x.agc", "ref.fa", "messy.fa"));
  }

  private static void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String read(String name) throws IOException {
    return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.ISO_8859_1);
  }

  private static Agc4jProcess run(String... arguments) throws IOException, InterruptedException {
    return Agc4jProcess.run(folder, arguments);
  }

  private static String out(String... arguments) throws IOException, InterruptedException {
    return Agc4jProcess.out(folder, arguments);
  }

  private static String sha256(String name) throws Exception {
    byte[] text = Files.readAllBytes(folder.resolve(name));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
  }

  @Test
  void filesComeBackByteForByte() throws Exception {
    out("getcol", "-o", "all", "x.agc");
    assertEquals(REF, read("all/ref.fa"));
    assertEquals(MESSY, read("all/messy.fa"));
    out("getset", "-o", "both.fa", "x.agc", "messy", "ref");
    assertEquals(MESSY + "\n" + REF, read("both.fa"));
    out("append", "--in-place", "--verify", "x.agc", "again=messy.fa");
    out("extract", "-o", "some.agc", "x.agc", "again");
    out("salvage", "-q", "-o", "saved.agc", "some.agc");
    out("getset", "-o", "again.fa", "saved.agc", "again");
    assertEquals(MESSY, read("again.fa"));
  }

  @Test
  void linesOfOneWidthAndUpperCaseAreForThoseWhoAskForThem() throws Exception {
    assertEquals(
        ">chr1 first\nACGTACGTACGTNNN\nN-AC*ACG\n>chr2\nAAAA\n",
        out("getset", "--upper", "-l", "15", "x.agc", "ref"));
    assertEquals(
        REF.toUpperCase().replace("CHR", "chr").replace("FIRST", "first"),
        out("getset", "--upper", "x.agc", "ref"));
    assertEquals(">chr1 first:12-18\nNNnn-AC\n", out("getctg", "x.agc", "chr1@ref:12-18"));
    assertEquals(">chr1 first:12-18/rc\nGT-nnNN\n", out("getctg", "-i", "x.agc", "chr1@ref:12-18"));
    assertEquals(
        ">chr1 first:12-18\nNNNN-AC\n", out("getctg", "--upper", "x.agc", "chr1@ref:12-18"));
  }

  @Test
  void masksArePrintedAsBed() throws Exception {
    assertEquals("chr1\t4\t8\nchr1\t14\t16\nchr1\t20\t23\n", out("mask", "x.agc", "ref"));
    assertTrue(out("mask", "x.agc").contains("chr2@messy\t0\t4\n"));
  }

  @Test
  void digestsOfFilesAreThoseOfSha256sum() throws Exception {
    assertEquals(
        sha256("ref.fa") + "  ref\n" + sha256("messy.fa") + "  messy\n",
        out("digest", "--files", "x.agc", "ref", "messy"));
    String[] symbols = out("digest", "x.agc", "ref").split("[\t\n]");
    String md5 =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("MD5")
                    .digest("ACGTACGTACGTNNNN-AC*ACG".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(md5, symbols[3]);
    assertEquals("*", symbols[4]);
  }

  @Test
  void whatIsNotWantedIsNotKept() throws Exception {
    out("create", "--no-case", "-o", "upper.agc", "messy.fa");
    assertTrue(out("info", "upper.agc").contains("Kept of texts    : symbols layout\n"));
    out("getset", "-o", "upper.fa", "upper.agc", "messy");
    assertEquals(
        MESSY.replace("ac", "AC").replace("gt", "GT").replace("aaaa", "AAAA"), read("upper.fa"));
    out("create", "--no-layout", "-o", "lines.agc", "messy.fa");
    assertTrue(out("info", "lines.agc").contains("Kept of texts    : symbols case\n"));
    out("getset", "-o", "lines.fa", "lines.agc", "messy");
    assertEquals(">chr1\tx\nACGTacgtACGT.\u00ff?\n>chr2 \naaaa\n", read("lines.fa"));
    Agc4jProcess digest = run("digest", "--files", "lines.agc");
    assertEquals("", digest.out());
    assertTrue(digest.err().contains("1 samples have no digest of a file"), digest.err());
  }

  @Test
  void unknownSymbolsBecomeNWhenThatIsAskedForAndAreCounted() throws Exception {
    Agc4jProcess create = run("create", "--unknown-to-n", "-o", "n.agc", "ref.fa");
    assertEquals(0, create.status(), create.err());
    assertTrue(create.err().contains("2 symbols"), create.err());
    assertEquals(REF.replace('-', 'N').replace('*', 'N'), out("getset", "n.agc", "ref"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seq1\nACGT\n",
        ">a\nAC\0GT\n",
        ">a\nAC>GT\n",
        ">a\nACGT\n;note\nACGT\n",
        ">a\nMAEVLQFPEIKELDFQILPQEFFELQPIFE\n"
      })
  void whatIsNoSequenceIsRefusedWithItsLine(String text) throws Exception {
    write("bad.fa", text);
    Agc4jProcess create = run("create", "-o", "bad.agc", "ref.fa", "bad.fa");
    assertEquals(1, create.status());
    assertTrue(create.err().matches("agc4j: .*bad\\.fa.*(line|:)[ ]?[1-3].*\n"), create.err());
    assertTrue(Files.notExists(folder.resolve("bad.agc")));
  }

  @Test
  void textsThatAnotherProgramDroppedAreMissed() throws Exception {
    Path archive = Path.of("test/resources/lost-texts.agc").toAbsolutePath();
    assertTrue(
        out("info", archive.toString())
            .contains("Kept of texts    : symbols case layout, lost of some samples\n"));
    Agc4jProcess getset = run("getset", archive.toString(), "ref");
    assertEquals(0, getset.status());
    assertTrue(
        getset.err().contains("a program has written or extended the archive"), getset.err());
    String verified = out("verify", archive.toString());
    assertTrue(verified.contains("case and lines of some samples lost"), verified);
  }
}
