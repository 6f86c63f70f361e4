package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The scripts in the shells that they are for. */
@Tag("slow")
class CompletionIT {
  /** Stands for what bash offers by itself. */
  private static final String FILES = "(files)";

  /** Completes the last of its arguments as bash does. */
  private static final String COMPLETING =
      """
      set -u
      source ./agc4j.bash
      files='(files)'
      compopt() { files=''; }
      agc4j() { [ "$1 $2" = 'listset my x.agc' ] && printf '%s\\n' HG1 HG2.1 'HG2 b' '$(touch run)'; }
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      _agc4j
      printf '%s\\n' "${COMPREPLY[@]:-$files}"
      """;

  @TempDir private static Path folder;

  @BeforeAll
  static void printScripts() throws Exception {
    for (String shell : List.of("bash", "zsh", "fish")) {
      Agc4jProcess completion = Agc4jProcess.run(folder, "completion", shell);
      assertEquals(0, completion.status(), completion.err());
      Files.writeString(folder.resolve("agc4j." + shell), completion.out());
    }
  }

  static Set<String> commands() {
    return Agc4j.whole().getSubcommands().keySet();
  }

  private static void assumeInstalled(String shell) throws Exception {
    int status = Agc4jProcess.start(folder, List.of("sh", "-c", "command -v " + shell)).status();
    assumeTrue(status == 0, shell + " is not installed");
  }

  private static List<String> completed(String... words) throws Exception {
    assumeInstalled("bash");
    List<String> command = new ArrayList<>(List.of("bash", "-c", COMPLETING, "bash"));
    command.addAll(List.of(words));
    Agc4jProcess run = Agc4jProcess.start(folder, command);
    assertEquals("", run.err());
    return run.out().lines().filter(line -> !line.isEmpty()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theScriptHasTheSyntaxOfItsShell(String shell) throws Exception {
    assumeInstalled(shell);
    assertEquals(
        new Agc4jProcess(0, "", ""),
        Agc4jProcess.start(folder, List.of(shell, "-n", "agc4j." + shell)));
  }

  @Test
  void bashCompletesCommands() throws Exception {
    assertEquals(List.of("getcol", "getctg"), completed("agc4j", "getc"));
    assertEquals(List.of("--help"), completed("agc4j", "--h"));
    assertTrue(completed("agc4j", "").containsAll(commands()));
    assertEquals(List.of("create"), completed("agc4j", "man", "cr"));
  }

  @Test
  void bashCompletesOptions() throws Exception {
    assertEquals(
        List.of("--memory", "--memory-report"), completed("agc4j", "create", "-t", "2", "--mem"));
    assertEquals(
        List.of("--output"),
        completed("agc4j", "getset", "x.agc", "create", "--memory-report", "--o"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void bashCompletesEveryOptionOfEveryCommand(String name) throws Exception {
    CommandLine command = Agc4j.whole().getSubcommands().get(name);
    assertEquals(
        new TreeSet<>(command.getCommandSpec().optionsMap().keySet()),
        new TreeSet<>(completed("agc4j", name, "-")));
  }

  @Test
  void bashCompletesFilesWhereFilesAreMeant() throws Exception {
    assertEquals(List.of(FILES), completed("agc4j", "create", ""));
    assertEquals(List.of(FILES), completed("agc4j", "create", "a.fa", "-s", "500", "b"));
    assertEquals(List.of(FILES), completed("agc4j", "create", "-o", "-x"));
    assertEquals(List.of(FILES), completed("agc4j", "create", "--output", "=", "x"));
    assertEquals(List.of(FILES), completed("agc4j", "create", "--output", "="));
    assertEquals(
        List.of(FILES), completed("agc4j", "getset", "--output", "=", "x", "-v", "1", "x"));
    assertEquals(List.of(), completed("agc4j", "create", "--threads", ""));
    assertEquals(List.of(), completed("agc4j", "nonsense", ""));
  }

  @Test
  void bashCompletesValuesOfWhichThereAreFew() throws Exception {
    assertEquals(List.of("table", "json"), completed("agc4j", "info", "--memory-report", "="));
    assertEquals(List.of("json"), completed("agc4j", "info", "--memory-report", "=", "j"));
    assertEquals(List.of(FILES), completed("agc4j", "info", "--memory-report", "=", "json", "x"));
    assertEquals(List.of("zsh"), completed("agc4j", "completion", "z"));
  }

  @Test
  void bashCompletesSamplesOfTheArchive() throws Exception {
    String archive = "my\\ x.agc";
    assertEquals(List.of("HG1", "HG2.1", "HG2\\ b"), completed("agc4j", "getset", archive, "H"));
    assertEquals(
        List.of("HG2.1"), completed("agc4j", "listctg", "-v", "1", archive, "HG1", "HG2."));
    assertEquals(List.of("HG2\\ b"), completed("agc4j", "digest", archive, "HG2\\ "));
    assertEquals(
        List.of("HG2.1", "HG2\\ b"), completed("agc4j", "getctg", archive, "chr1", "@", "HG2"));
    assertEquals(List.of(), completed("agc4j", "getctg", archive, "chr1"));
    assertEquals(List.of("\\$\\(touch\\ run\\)"), completed("agc4j", "getset", archive, "$"));
    assertTrue(Files.notExists(folder.resolve("run")), "a name was run");
    assertEquals(List.of(), completed("agc4j", "getset", "other.agc", "H"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void zshIsToldEveryCommandAndOption(String name) throws IOException {
    String script = Files.readString(folder.resolve("agc4j.zsh"));
    int start = script.indexOf("\n        " + name + ")\n");
    assertTrue(start > 0 && script.contains("'" + name + ":"), name);
    String part = script.substring(start, script.indexOf(";;", start));
    for (String option :
        Agc4j.whole().getSubcommands().get(name).getCommandSpec().optionsMap().keySet()) {
      assertTrue(part.matches("(?s).*[{,)']" + option + "[-+=]*[,}'].*"), option);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fishIsToldEveryCommandAndOption(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("agc4j.fish"));
    String start = "complete -c agc4j -n '__fish_use_subcommand' -a " + name + " -d '";
    assertTrue(lines.stream().anyMatch(line -> line.startsWith(start)), name);
    String within = "complete -c agc4j -n '__fish_seen_subcommand_from " + name + "' ";
    for (String option :
        Agc4j.whole().getSubcommands().get(name).getCommandSpec().optionsMap().keySet()) {
      String word =
          option.startsWith("--") ? "-l " + option.substring(2) : "-s " + option.substring(1);
      assertTrue(
          lines.stream().anyMatch(line -> line.startsWith(within) && line.contains(word + " ")),
          option);
    }
  }

  @Test
  void anUnknownShellIsWrongUsage() throws Exception {
    assertEquals(2, Agc4jProcess.run(folder, "completion", "csh").status());
    assertEquals(2, Agc4jProcess.run(folder, "completion").status());
  }
}
