package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.cli.output.FolderOutput;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of samples and contigs are data: neither paths nor instructions to a terminal. */
@Tag("slow")
class HostileNamesIT {
  private static final String TEXT = ">c\n" + NamedArchive.BASES + "\n";

  @TempDir private Path top;
  private Path folder;
  private Path outside;

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectories(top.resolve("a/b/out"));
    outside = Files.writeString(top.resolve("outside"), "untouched");
  }

  private Agc4jProcess run(String... arguments) throws Exception {
    return Agc4jProcess.run(top, arguments);
  }

  private void archive(byte[]... samples) throws IOException {
    NamedArchive.write(top.resolve("x.agc"), "c", List.of(samples));
  }

  private void archive(String... samples) throws IOException {
    archive(Stream.of(samples).map(HostileNamesIT::bytes).toArray(byte[][]::new));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** All that is below the top folder but the archive, as paths. */
  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      Set<String> files = new TreeSet<>();
      all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> files.add(top.relativize(file).toString()));
      files.removeAll(List.of("x.agc", "outside"));
      return files;
    }
  }

  static List<byte[]> namesThatNoFileMayHave() {
    List<byte[]> names = new ArrayList<>();
    for (String name :
        List.of(
            "",
            "../x",
            "../../../outside",
            "/",
            "/tmp/agc4j-escaped",
            "sub/x",
            "..\\x",
            "C:\\x",
            "a\nb",
            "a\rb",
            "a\tb",
            "\u001b[2Jx",
            "a\u007fb",
            "a\u009bb",
            "x".repeat(300),
            "é".repeat(127))) {
      names.add(bytes(name));
    }
    names.add(new byte[] {'a', (byte) 0xff});
    names.add(new byte[] {(byte) 0xc0, (byte) 0xaf});
    names.add(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
    return names;
  }

  /** What getcol does, without a process of its own. */
  private void extract(boolean compressed) throws IOException {
    TextForm form = new TextForm(80, compressed ? 1 : TextForm.PLAIN, HeaderStyle.PLAIN);
    try (AgcReader reader = AgcReader.open(top.resolve("x.agc"), ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, form, 1);
        FolderOutput output = new FolderOutput(folder, compressed)) {
      extractor.samples(SampleIndexes.range(0, reader.samples()), output);
    }
  }

  @ParameterizedTest
  @MethodSource("namesThatNoFileMayHave")
  void whatIsNoFileNameIsRefusedAndNothingIsWritten(byte[] name) throws Exception {
    archive(name);
    for (boolean compressed : new boolean[] {false, true}) {
      IOException refused = assertThrows(IOException.class, () -> extract(compressed));
      assertTrue(refused.getMessage().contains("cannot be a file name"), refused.getMessage());
    }
    assertEquals(Set.of(), files());
    assertEquals("untouched", Files.readString(outside));
  }

  @Test
  void getcolTellsOfARefusedNameInOneLineAndGetsetExtractsTheSample() throws Exception {
    archive("../\u001b[2J\n\u0085");
    Agc4jProcess run = run("getcol", "-o", folder.toString(), "x.agc");
    assertEquals(1, run.status());
    assertTrue(run.err().contains("'../\\x1b[2J\\x0a\\x85' cannot be a file name"), run.err());
    assertOneShownLine(run.err());
    assertEquals(TEXT, run("getset", "x.agc", "*").out());
  }

  private static void assertOneShownLine(String err) {
    assertTrue(err.endsWith("\n"), err);
    assertTrue(err.substring(0, err.length() - 1).chars().noneMatch(Character::isISOControl), err);
  }

  @Test
  void namesOfBytesThatAreNoUtf8DoNotBecomeOneFile() throws Exception {
    archive(new byte[] {'a', (byte) 0xfe}, new byte[] {'a', (byte) 0xff});
    assertThrows(IOException.class, () -> extract(false));
    assertEquals(Set.of(), files());
  }

  /** The launcher sees to it that names of files are UTF-8; the tests' JVM may have others. */
  private static boolean isAsciiOrFilesAreUtf8(String name) {
    return name.chars().allMatch(c -> c < 0x80)
        || "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "...",
        "-",
        "-o",
        "~",
        "$HOME",
        "a b",
        "x.fa",
        "x.fa.tmp1",
        "ü",
        "\ud83e\uddec"
      })
  void strangeNamesAreFilesOfTheFolder(String name) throws Exception {
    assumeTrue(isAsciiOrFilesAreUtf8(name), "the JVM cannot name such files here");
    archive(name);
    extract(false);
    assertEquals(Set.of("a/b/out/" + name + ".fa"), files());
    assertEquals(TEXT, Files.readString(folder.resolve(name + ".fa")));
  }

  @Test
  void theLongestNamesThatFilesMayHaveAreFiles() throws Exception {
    for (String letter : List.of("x", "é", "\ud83e\uddec")) {
      String name = letter.repeat((255 - ".fa.gz".length()) / bytes(letter).length);
      if (!isAsciiOrFilesAreUtf8(name)) {
        continue;
      }
      archive(name);
      extract(true);
      assertTrue(Files.exists(folder.resolve(name + ".fa.gz")));
    }
  }

  @Test
  void namesThatDifferInWhatAnEscapeWouldMapTogetherAreFilesOfTheirOwn() throws Exception {
    archive("a_b", "a b", "a%20b", "a+b", "a", "a.", "a.fa");
    extract(false);
    assertEquals(7, files().size());
  }

  @Test
  void symbolicLinksInTheFolderAreReplacedAndNotFollowed() throws Exception {
    archive("s", "dangling", "tofolder");
    Files.createSymbolicLink(folder.resolve("s.fa"), outside);
    Files.createSymbolicLink(folder.resolve("dangling.fa"), top.resolve("new"));
    Path other = Files.createDirectory(top.resolve("other"));
    Files.createSymbolicLink(folder.resolve("tofolder.fa"), other);
    extract(false);
    assertEquals("untouched", Files.readString(outside));
    assertEquals(Set.of("a/b/out/dangling.fa", "a/b/out/s.fa", "a/b/out/tofolder.fa"), files());
    for (String name : List.of("s", "dangling", "tofolder")) {
      Path file = folder.resolve(name + ".fa");
      assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), name);
      assertEquals(TEXT, Files.readString(file), name);
    }
  }

  @Test
  void aFolderWithTheFilesNameIsRefused() throws Exception {
    archive("s");
    Files.createDirectory(folder.resolve("s.fa"));
    IOException refused = assertThrows(IOException.class, () -> extract(false));
    assertTrue(refused.getMessage().contains("s.fa: exists and is no file"));
  }

  @Test
  void listingsHaveOneLinePerNameAndFieldsAsManyAsTheySay() throws Exception {
    archive("a\nb", "c\td", "e\u001bf");
    assertEquals("a\\x0ab\nc\td\ne\u001bf\n", run("listset", "x.agc").out());
    assertEquals("a\\x0ab\n", run("listref", "x.agc").out());
    assertEquals("a\\x0ab\n   c\nc\td\n   c\ne\u001bf\n   c\n", run("listctg", "x.agc").out());
    assertEquals("a\\x0ab\tc\t8\nc\\x09d\tc\t8\ne\u001bf\tc\t8\n", run("lengths", "x.agc").out());
    assertTrue(run("info", "x.agc").out().contains("Reference name   : a\\x0ab\n"));
  }

  @Test
  void samplesInHeadersHaveNoLineEnds() throws Exception {
    archive("a\r\nb");
    assertEquals(
        ">c@a\\x0d\\x0ab\n" + NamedArchive.BASES + "\n",
        run("getcol", "--sample-in-header", "x.agc").out());
  }

  @Test
  void aDictionaryHasNoNamesThatSamDoesNotAllow() throws Exception {
    NamedArchive.write(top.resolve("x.agc"), "c\u001b[2J\u0085d", List.of(bytes("s")));
    Agc4jProcess run = run("lengths", "--dict", "x.agc");
    assertEquals(1, run.status());
    assertEquals("", run.out());
    assertOneShownLine(run.err());
  }

  @Test
  void messagesAndTracesShowControlsAsEscapes() throws Exception {
    archive("evil\u001b[31m\r\n\u0085\u202e", "evil2");
    Agc4jProcess unknown = run("getset", "x.agc", "evil");
    assertOneShownLine(unknown.err());
    assertTrue(unknown.err().contains("evil\\x1b[31m\\x0d\\x0a\\x85\\u202e"), unknown.err());
    Agc4jProcess traced = run("getcol", "-v", "2", "-o", folder.toString(), "x.agc");
    assertTrue(traced.err().contains("\tat "), traced.err());
    assertFalse(
        traced
            .err()
            .replace("\n\tat ", "")
            .replace("\n", "")
            .chars()
            .anyMatch(Character::isISOControl),
        traced.err());
    assertTrue(
        traced
            .err()
            .lines()
            .skip(1)
            .allMatch(line -> line.matches("\tat .*|(Caused by: )?[a-z.]+[A-Z].*")),
        traced.err());
  }
}
