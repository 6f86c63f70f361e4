package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command once, as a user starts it. */
class EveryCommandIT {
  private static final int GENOMES = 3;
  private static final int BASES = 200_000;

  /** Each on the archive x.agc of genome00.fa to genome02.fa. */
  private static final List<Case> CASES =
      List.of(
          run("create -o again.agc genome00.fa genome01.fa genome02.fa")
              .makes("again.agc", "x.agc"),
          run("append -o more.agc x.agc more.fa")
              .then("getset more.agc more", "(>chr[12]\n[ACGT\n]+){2}"),
          run("extract --samples genome0[02] -o two.agc x.agc")
              .then("listset two.agc", "genome00\ngenome02\n"),
          run("drop -o dropped.agc x.agc genome01")
              .then("listset dropped.agc", "genome00\ngenome02\n"),
          run("rename -o renamed.agc x.agc genome01=new")
              .then("getset renamed.agc new", "(>chr[12]\n[ACGT\n]+){2}"),
          run("annotate -o told.agc x.agc genome01 species=S_demo")
              .then("listset --where species=S* told.agc", "genome01\n"),
          run("compact -o compact.agc x.agc").then("diff x.agc compact.agc", ""),
          run("index sets").then("listset sets", "genome00\ngenome01\ngenome02\n"),
          run("merge -o merged.agc x.agc x.agc").then("diff x.agc merged.agc", ""),
          run("diff x.agc x.agc").prints(""),
          run("lengths x.agc genome01").prints("(genome01\tchr[12]\t[0-9]+\n){2}"),
          run("getcol -o all x.agc").makes("all/genome02.fa", "genome02.fa"),
          run("getset -o one.fa x.agc genome01").makes("one.fa", "genome01.fa"),
          run("getctg x.agc chr1@genome00:0-9 chr2@genome02:5-5")
              .prints(">chr1:0-9\n[ACGT]{10}\n>chr2:5-5\n[ACGT]\n"),
          run("listset x.agc").prints("genome00\ngenome01\ngenome02\n"),
          run("listref x.agc").prints("genome00\n"),
          run("listctg x.agc genome01").prints("genome01\n   chr1\n   chr2\n"),
          run("info x.agc")
              .prints("No. samples      : 3\n.*Reference name   : genome00\n.*packs .*"),
          run("verify --full x.agc").prints("x\\.agc: whole: .*; 6 contigs decoded\n"),
          run("digest x.agc genome01")
              .prints("(genome01\tchr[12]\t[0-9]+\t[0-9a-f]{32}\tSQ\\.[-_A-Za-z0-9]{32}\n){2}"),
          run("mask x.agc").prints(""),
          run("salvage -o saved.agc x.agc")
              .prints("saved\\.agc: 3 samples, 3 of them whole; .*\n")
              .then("listset saved.agc", "genome00\ngenome01\ngenome02\n"),
          run("demo --genomes 2 --bases 200200").prints("input .* equal to the input\n.*"),
          run("completion bash").prints("# Completion of agc4j .*"),
          run("man create").prints("\\.TH \"AGC4J.*"));

  @TempDir private static Path folder;

  /**
   * What is run, a pattern of all that it prints, a file that it makes with one that is equal, and
   * what then is run and prints.
   */
  private record Case(
      String arguments,
      String printed,
      String made,
      String equal,
      String next,
      String nextPrinted) {
    String command() {
      return arguments.split(" ")[0];
    }

    Case prints(String pattern) {
      return new Case(arguments, pattern, made, equal, next, nextPrinted);
    }

    Case makes(String file, String equalFile) {
      return new Case(arguments, printed, file, equalFile, next, nextPrinted);
    }

    Case then(String command, String pattern) {
      return new Case(arguments, printed, made, equal, command, pattern);
    }
  }

  private static Case run(String arguments) {
    return new Case(arguments, "", null, null, null, null);
  }

  static List<Case> cases() {
    return CASES;
  }

  @BeforeAll
  static void createArchive() throws Exception {
    new DemoCollection(1, GENOMES, BASES).write(folder);
    Files.createDirectory(folder.resolve("all"));
    Files.copy(folder.resolve("genome01.fa"), folder.resolve("more.fa"));
    Agc4jProcess create = launch("create -o x.agc genome00.fa genome01.fa genome02.fa");
    assertEquals(0, create.status(), create.err());
    Files.createDirectory(folder.resolve("sets"));
    Files.copy(folder.resolve("x.agc"), folder.resolve("sets/x.agc"));
  }

  private static Agc4jProcess launch(String arguments) throws Exception {
    return Agc4jProcess.run(folder, arguments.split(" "));
  }

  @Test
  void everyCommandThatHelpListsHasACase() throws Exception {
    String help = launch("--help").out();
    String list = help.substring(help.indexOf("Commands:\n"), help.indexOf("Exit status:\n"));
    // Names stand two blanks from the left, continued descriptions further in.
    Set<String> listed =
        list.lines()
            .filter(line -> line.matches("  \\S.*"))
            .map(line -> line.strip().split(" ")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    // That one ends only when it is stopped.
    assertTrue(listed.remove("serve"), list);
    Set<String> tried = CASES.stream().map(Case::command).collect(Collectors.toSet());
    assertEquals(listed, new TreeSet<>(tried));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCommandDoesItsWork(Case each) throws Exception {
    assertPrints(launch(each.arguments), each.printed);
    if (each.made != null) {
      assertEquals(-1, Files.mismatch(folder.resolve(each.made), folder.resolve(each.equal)));
    }
    if (each.next != null) {
      assertPrints(launch(each.next), each.nextPrinted);
    }
  }

  private static void assertPrints(Agc4jProcess run, String pattern) {
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(
        run.out().matches("(?s)" + pattern),
        () -> run.out().substring(0, Math.min(2000, run.out().length())));
  }

  @Tag("campaign")
  @ParameterizedTest
  @MethodSource("cases")
  void theCommandHasHelp(Case each) throws Exception {
    Agc4jProcess help = launch(each.command() + " --help");
    assertEquals(0, help.status(), help.err());
    assertTrue(help.out().startsWith("Usage: agc4j " + each.command()), help.out());
  }
}
