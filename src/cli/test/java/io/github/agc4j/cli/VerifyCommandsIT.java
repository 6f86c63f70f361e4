package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands verify, digest and salvage, in processes of their own. */
@Tag("slow")
class VerifyCommandsIT {
  private static final int BASES = 40_000;

  @TempDir private static Path folder;
  private static List<Path> genomes;
  private static byte[] archive;

  @BeforeAll
  static void create() throws Exception {
    genomes = new DemoCollection(5, 4, BASES).write(folder);
    Agc4jProcess made =
        run("create", "--verify", "-s1000", "-ox.agc", "genome00.fa", "genome01.fa", "genome02.fa");
    assertEquals(new Agc4jProcess(0, "", ""), made);
    archive = Files.readAllBytes(folder.resolve("x.agc"));
    byte[] damaged = archive.clone();
    damaged[archive.length / 2] ^= 1;
    Files.write(folder.resolve("damaged.agc"), damaged);
    Files.write(folder.resolve("cut.agc"), Arrays.copyOf(archive, archive.length / 2));
    Files.writeString(folder.resolve("text"), "no archive at all\n");
    run("create", "--no-digests", "-s1000", "-oplain.agc", "genome00.fa", "genome01.fa");
  }

  private static Agc4jProcess run(String... arguments) throws IOException, InterruptedException {
    return Agc4jProcess.run(folder, arguments);
  }

  private static void matches(String pattern, String text) {
    assertTrue(text.matches("(?s)" + pattern), text);
  }

  @Test
  void wholeArchivesVerify() throws Exception {
    Agc4jProcess quick = run("verify", "x.agc");
    assertEquals(0, quick.status());
    matches("x\\.agc: whole: [0-9]+ parts, 0 damaged; 3 samples, 0 damaged\n", quick.out());
    Agc4jProcess full = run("verify", "--full", "-v1", "-t2", "x.agc");
    assertEquals(0, full.status());
    matches(
        "whole\tgenome00\t\t\nwhole\tgenome01\t\t\nwhole\tgenome02\t\t\nx\\.agc: whole: .*; 6 contigs decoded\n",
        full.out());
    Agc4jProcess one = run("verify", "--sample", "genome0[12]", "-o", "report", "x.agc");
    assertEquals(new Agc4jProcess(0, "", ""), one);
    matches(".*2 samples, 0 damaged\n", Files.readString(folder.resolve("report")));
    Agc4jProcess some = run("verify", "--full", "--percent", "50", "--seed", "3", "x.agc");
    matches(".*drawn with --seed 3\n", some.out());
    assertEquals(some, run("verify", "--full", "--percent=50", "--seed=3", "-t3", "x.agc"));
  }

  @Test
  void damageIsListedAndIsTheStatus() throws Exception {
    Agc4jProcess quick = run("verify", "-v1", "damaged.agc");
    assertEquals(1, quick.status());
    matches(
        "part\t[^\t]+\t0\tdoes not match its checksum.*\n(contig\tgenome0[0-2]\tchr[12]\t.*\n)+.*damaged\\.agc: damaged: .*\n",
        quick.out());
    Agc4jProcess cut = run("verify", "cut.agc");
    assertEquals(1, cut.status());
    matches("archive\t\t\tcut\\.agc: .*\ncut\\.agc: damaged: .*\n", cut.out());
    assertEquals("", cut.err());
  }

  @Test
  void infoTellsWhetherThereAreChecksums() throws Exception {
    matches(".*\nChecksums        : yes\n.*", run("info", "-v1", "x.agc").out());
  }

  @Test
  void theArchiveIsNeverTheOutput() throws Exception {
    Files.write(folder.resolve("own.agc"), archive);
    for (String command : List.of("verify", "digest")) {
      Agc4jProcess refused = run(command, "own.agc", "-o", "own.agc");
      assertEquals(2, refused.status(), command);
      matches("agc4j: own\\.agc: is read and cannot be the output, too\n", refused.err());
      assertArrayEquals(archive, Files.readAllBytes(folder.resolve("own.agc")), command);
    }
  }

  @Test
  void aTabInANameIsNoFieldOfTheTableOfDigests() throws Exception {
    Files.copy(genomes.get(1), folder.resolve("a\tb.fa"));
    assertEquals(0, run("create", "-s1000", "-otab.agc", "genome00.fa", "a\tb.fa").status());
    for (String line : run("digest", "tab.agc").out().split("\n")) {
      assertEquals(5, line.split("\t").length, line);
    }
    matches("(?s).*\na\\\\x09b\t2\t.*", run("digest", "--collections", "tab.agc").out());
  }

  @Test
  void archivesWithoutDigestsSaySo() throws Exception {
    matches(
        ".*2 samples without digests to compare with\n",
        run("verify", "--full", "plain.agc").out());
    Agc4jProcess digest = run("digest", "plain.agc");
    assertEquals(1, digest.status());
    matches("agc4j: plain\\.agc: sample genome00 has no digests: .*\n", digest.err());
  }

  @Test
  void digestsAreThoseOfTheSequences() throws Exception {
    String record = Files.readString(genomes.get(1)).split(">")[2];
    String letters = record.substring(record.indexOf('\n')).replace("\n", "");
    String md5 =
        HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(letters.getBytes()));
    Agc4jProcess printed = run("digest", "x.agc", "genome01");
    assertEquals(0, printed.status());
    String[] columns = printed.out().split("\n")[1].split("\t");
    assertEquals(
        List.of("genome01", "chr2", String.valueOf(letters.length()), md5),
        List.of(columns).subList(0, 4));
    matches("SQ\\.[-_A-Za-z0-9]{32}", columns[4]);
    matches(
        "(genome0[02]\t2\t[-_A-Za-z0-9]{32}\n){2}",
        run("digest", "--collections", "x.agc", "genome00", "genome02").out());
    String collection = run("digest", "--collections", "x.agc", "genome00").out().strip();
    String whole = run("digest", "--collections", "--level", "1", "x.agc", "genome00").out();
    assertTrue(whole.startsWith(collection + "\t"), whole);
    matches("([^\t]+\t){2}([-_A-Za-z0-9]{32}\t){6}[-_A-Za-z0-9]{32}\n", whole);
    assertEquals(2, run("digest", "--level", "1", "x.agc").status());
    assertEquals(2, run("digest", "--collections", "--level", "2", "x.agc").status());
  }

  @Test
  void salvageWritesWhatIsLeft() throws Exception {
    byte[] damaged = Files.readAllBytes(folder.resolve("damaged.agc"));
    Agc4jProcess salvaged = run("salvage", "-o", "saved.agc", "damaged.agc");
    assertEquals(0, salvaged.status());
    long lost = salvaged.out().lines().filter(line -> line.startsWith("contig\t")).count();
    assertTrue(lost > 0 && lost < 6, salvaged.out());
    matches(
        ".*saved\\.agc: 3 samples, .* lost: " + lost + " contigs, 0 samples.*\n", salvaged.out());
    matches(".*; " + (6 - lost) + " contigs decoded\n", run("verify", "--full", "saved.agc").out());
    assertArrayEquals(damaged, Files.readAllBytes(folder.resolve("damaged.agc")));
  }

  @Test
  void salvageOfNothingLeavesNothing() throws Exception {
    Agc4jProcess salvaged = run("salvage", "-o", "none.agc", "cut.agc");
    assertEquals(1, salvaged.status());
    matches("agc4j: cut\\.agc: .*\n", salvaged.err());
    assertFalse(Files.exists(folder.resolve("none.agc")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify nothing.agc | 1 | nothing.agc: no such file",
        "verify --percent 0 x.agc | 2 | --percent=0.0 is not above 0 and at most 100",
        "verify --percent 101 x.agc | 2 | --percent=101.0 is not above 0 and at most 100",
        "verify --percent 5 --sample genome00 x.agc | 2 | --percent with --sample needs --full",
        "create --verify --no-digests -o y.agc genome00.fa | 2 | not with --no-digests",
        "verify --sample nobody x.agc | 1 | no sample nobody",
        "verify --sample genome00 cut.agc | 1 | cut.agc: not an archive, or damaged",
        "verify -t 0 x.agc | 2 | --threads=0 is not within",
        "verify | 2 | Missing required parameter",
        "digest text | 1 | text: not an archive, or damaged",
        "digest x.agc nobody | 1 | no sample nobody",
        "salvage x.agc | 2 | Missing required option: '--output=FILE'",
        "salvage -o x.agc x.agc | 2 | x.agc: is the damaged archive and cannot be the output, too",
        "salvage -o damaged.agc x.agc | 1 | damaged.agc: exists already (--force replaces it)",
        "salvage -o y.agc text | 1 | text: not an archive, or damaged"
      })
  void wrongUseIsOneLineAndLosesNothing(String arguments, int status, String message)
      throws Exception {
    Agc4jProcess refused = run(arguments.split(" "));
    assertEquals(status, refused.status(), refused.err());
    assertTrue(
        refused.err().startsWith("agc4j: ") && refused.err().contains(message), refused.err());
    assertEquals(1, refused.err().lines().count());
    assertArrayEquals(archive, Files.readAllBytes(folder.resolve("x.agc")));
    assertFalse(Files.exists(folder.resolve("y.agc")));
  }
}
