package io.github.agc4j.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** The tarball, unpacked under a path with blanks, where nothing can be written. */
@Tag("slow")
class TarballIT {
  private static final long BYTES_MAX = 60_000_000;
  private static final String TEXT = ">chr 1\n" + "acgtTTGCATnn".repeat(500) + "\n";

  @TempDir(factory = WithBlanks.class)
  private static Path unpacked;

  private static Path top;

  @TempDir private Path folder;

  /** Folders whose names a careless script would break. */
  static final class WithBlanks implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory("a $b  c");
    }
  }

  @BeforeAll
  static void unpack() throws Exception {
    top = Built.unpack(unpacked);
    Run.out(unpacked, "chmod", "-R", "a-w", top.toString());
  }

  @BeforeEach
  void writeGenome() throws Exception {
    Run.out(folder, "chmod", "777", ".");
    Files.writeString(folder.resolve("s0.fa"), TEXT);
  }

  private static String launcher() {
    return top.resolve("bin/agc4j").toString();
  }

  /** No PATH, no HOME, no locale, and nothing of Java's. */
  private Run bare(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    return Run.of(folder, Map.of(), Run.unprivileged(command.toArray(String[]::new)));
  }

  @Test
  void itRunsWithoutAnythingOfTheMachines() throws Exception {
    assertEquals(new Run(0, "", ""), bare("create", "-o", "ü.agc", "s0.fa"));
    assertEquals(new Run(0, "s0\n", ""), bare("listset", "ü.agc"));
    assertEquals(new Run(0, TEXT, ""), bare("getset", "ü.agc", "s0"));
    assertEquals(new Run(0, ">chr 1:0-3\nacgt\n", ""), bare("getctg", "ü.agc", "chr:0-3"));
    Run verify = bare("verify", "--full", "ü.agc");
    assertEquals(0, verify.status(), verify.err());
    Run report = bare("info", "--memory-report", "ü.agc");
    assertEquals(0, report.status(), report.err());
    assertTrue(report.err().contains("Java heap"), report.err());
  }

  @Test
  void whatItWritesIsWhatTheTreeWrites() throws Exception {
    bare("create", "-o", "installed.agc", "s0.fa");
    Path tree = Path.of("../cli/agc4j").toAbsolutePath().normalize();
    Run.out(folder, tree.toString(), "create", "-o", "tree.agc", "s0.fa");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("tree.agc")),
        Files.readAllBytes(folder.resolve("installed.agc")));
  }

  @Test
  void itWritesNothingButWhatItIsAskedFor() throws Exception {
    bare("create", "-o", "x.agc", "s0.fa");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Run.out(empty, "chmod", "777", ".");
    Map<String, String> environment =
        Map.of(
            "HOME",
            empty.toString(),
            "TMPDIR",
            empty.toString(),
            "AGC4J_JAVA_OPTS",
            "-Djava.io.tmpdir=" + empty);
    for (String command : List.of("listset", "info", "verify", "getcol")) {
      Run run = Run.of(empty, environment, List.of(launcher(), command, "../x.agc"));
      assertEquals(0, run.status(), run.err());
    }
    assertEquals(List.of(), Built.names(empty));
  }

  /** The class that every command begins with comes from a cache, not from a jar. */
  @Test
  void theCachesAreUsedWhereverItIsUnpacked() throws Exception {
    bare("create", "-o", "x.agc", "s0.fa");
    for (String command : List.of("listset", "verify", "compact")) {
      Path log = folder.resolve(command + ".log");
      Run run =
          Run.of(
              folder,
              Map.of("AGC4J_JAVA_OPTS", "-Xlog:class+load:file=" + log),
              List.of(launcher(), command, "x.agc"));
      assertEquals(0, run.status(), run.err());
      assertTrue(
          Files.readString(log).contains("picocli.CommandLine source: shared objects file"),
          command);
    }
  }

  /** As by who copies without a thought of times. */
  @Test
  void aCopyWithOtherTimesRunsToo() throws Exception {
    Run.out(folder, "cp", "-r", top.toString(), "copy");
    Run create = Run.of(folder, "copy/bin/agc4j", "create", "-o", "x.agc", "s0.fa");
    assertEquals(new Run(0, "", ""), create);
    assertEquals(new Run(0, TEXT, ""), Run.of(folder, "copy/bin/agc4j", "getset", "x.agc", "s0"));
    Run.out(folder, "chmod", "-R", "u+w", "copy");
  }

  @Test
  void itReadsWhatEveryCompressorWrites() throws Exception {
    List<String> programs = new ArrayList<>();
    for (String program : List.of("gzip", "bzip2", "xz", "zstd")) {
      if (Run.has(program)) {
        programs.add(program);
        Run.out(folder, "sh", "-c", program + " -c s0.fa >s0.fa." + program);
        String archive = program + ".agc";
        assertEquals(new Run(0, "", ""), bare("create", "-o", archive, "s=s0.fa." + program));
        assertEquals(new Run(0, TEXT, ""), bare("getset", archive, "s"), program);
      }
    }
    assumeTrue(programs.size() == 4, "only " + programs + " are installed");
  }

  @Test
  void theVersionTellsCommitAndBuild() throws Exception {
    String version = bare("--version").out();
    assertTrue(
        version.matches(
            "(?s)agc4j "
                + Pattern.quote(Built.VERSION)
                + ", (commit [0-9a-f]{12}(-dirty)? of \\d{4}-\\d\\d-\\d\\d|no commit), linux-.*"),
        version);
  }

  @Test
  void itIsFoundThroughLinks() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("first"), Path.of(launcher()));
    Files.createSymbolicLink(bin.resolve("agc4j"), Path.of("../first"));
    Run run =
        Run.of(
            folder,
            Map.of("PATH", bin + ":" + System.getenv("PATH")),
            List.of("sh", "-c", "agc4j --version"));
    assertTrue(run.out().startsWith("agc4j "), run.err());
    Files.delete(folder.resolve("first"));
  }

  @Test
  void itIsSmallEnough() throws Exception {
    assertTrue(Files.size(Built.tarball()) <= BYTES_MAX);
  }

  @Test
  void allFilesAreOfOneTimeAndNobodysToWrite() throws Exception {
    List<String> entries =
        Run.out(folder, "tar", "tvzf", Built.tarball().toString()).lines().toList();
    assertTrue(entries.size() > 100);
    for (String entry : entries) {
      assertTrue(
          entry.matches("[-d]rw[-x]r-[-x]r-[-x] (0/0|root/root) .*2026-01-01 00:00 .*")
              || entry.contains(" -> "),
          entry);
    }
  }

  @Test
  void everyCommandHasAPageAndEveryShellItsCompletion() throws Exception {
    Path share = top.resolve("share");
    TreeSet<String> pages = new TreeSet<>(List.of("agc4j.1"));
    String page = bare("man").out();
    Pattern.compile("\\.TP\n\\\\fB([a-z]+)\\\\fR")
        .matcher(page.substring(page.indexOf(".SH \"COMMANDS\"")))
        .results()
        .map((MatchResult found) -> "agc4j-" + found.group(1) + ".1")
        .forEach(pages::add);
    assertTrue(pages.size() > 20, pages.toString());
    assertEquals(List.copyOf(pages), Built.names(share.resolve("man/man1")));
    assertEquals(page, Files.readString(share.resolve("man/man1/agc4j.1")));
    assertTrue(page.contains(Built.VERSION), page.substring(0, 100));
    Map<String, String> files =
        Map.of(
            "bash",
            "bash-completion/completions/agc4j",
            "zsh",
            "zsh/site-functions/_agc4j",
            "fish",
            "fish/vendor_completions.d/agc4j.fish");
    for (Map.Entry<String, String> shell : files.entrySet()) {
      assertEquals(
          bare("completion", shell.getKey()).out(),
          Files.readString(share.resolve(shell.getValue())));
    }
  }

  @Test
  void everythingInsideHasItsLicenceAndIsInTheBill() throws Exception {
    Path documents = top.resolve("share/doc/agc4j");
    List<String> licences = Built.names(documents.resolve("licences"));
    assumeTrue(
        Files.exists(documents.resolve("sbom.json")), "a bill of materials is only made online");
    String bill = Files.readString(documents.resolve("sbom.json"));
    List<String> jars = Built.names(top.resolve("app/lib"));
    assertTrue(jars.size() > 10, jars.toString());
    for (String jar : jars) {
      MatchResult name =
          Pattern.compile("(.*?)-(\\d.*)\\.jar").matcher(jar).results().findFirst().get();
      assertTrue(
          licences.contains(name.group(1)) || licences.contains(name.group(1) + ".txt"), jar);
      assertTrue(bill.contains("/" + name.group(1) + "@" + name.group(2) + "?type=jar"), jar);
    }
    assertTrue(licences.contains("agc4j-cli") && bill.contains("/agc4j-cli@" + Built.VERSION));
    assertTrue(licences.contains("picocli.txt") && licences.contains("runtime.txt"));
    assertTrue(bill.contains("\"OpenJDK runtime, modules java.base"), "the runtime");
    assertTrue(Files.exists(top.resolve("runtime/legal/java.base/LICENSE")));
    assertTrue(Files.readString(documents.resolve("changelog.md")).contains(Built.VERSION));
  }

  @Test
  void theRuntimeIsNoDevelopmentKit() throws Exception {
    assertEquals(List.of("java"), Built.names(top.resolve("runtime/bin")));
    try (Stream<Path> files = Files.walk(top)) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".jmod")));
    }
  }
}
