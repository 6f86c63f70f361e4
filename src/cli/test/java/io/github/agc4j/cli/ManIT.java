package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

@Tag("slow")
class ManIT {
  private static final Pattern MACRO = Pattern.compile("\\.(TH|SH|TP|nh|ad)( .*)?");
  private static final Pattern TEXT =
      Pattern.compile(
          "([^.'\\\\]|\\\\&)?([^\\\\]|\\\\(f[BIR]|[-& ]|\\([a-z]{2}|\\[u[0-9A-F]{4,6}\\]))*");

  @TempDir private static Path folder;

  @BeforeAll
  static void writePages() throws Exception {
    assertEquals(new Agc4jProcess(0, "", ""), Agc4jProcess.run(folder, "man", "--all", "."));
  }

  /** The whole command and all below it. */
  static List<CommandSpec> commands() {
    CommandSpec root = Agc4j.whole().getCommandSpec();
    return Stream.concat(
            Stream.of(root),
            root.subcommands().values().stream().map(command -> command.getCommandSpec()))
        .toList();
  }

  private static Path file(CommandSpec command) {
    return folder.resolve(command.qualifiedName("-") + ".1");
  }

  private static List<String> lines(CommandSpec command) throws IOException {
    return Files.readAllLines(file(command), StandardCharsets.US_ASCII);
  }

  /** The page without markup. */
  private static String plain(CommandSpec command) throws IOException {
    return String.join("\n", lines(command))
        .replaceAll("\\\\f[BIR]", "")
        .replaceAll("\\\\([- ])", "$1")
        .replace("\\[u2026]", "…")
        .replace("\\(ha", "^")
        .replace("\\(dq", "\"");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aPageHasAllOptionsWithTheirDescriptions(CommandSpec command) throws IOException {
    String page = plain(command);
    String options = page.substring(page.indexOf(".SH \"OPTIONS\""));
    for (var option : command.options()) {
      for (String name : option.names()) {
        assertTrue(options.matches("(?s).*[\\n ]" + name + "[\\n ,=\\[].*"), name);
      }
      assertTrue(options.contains("\n" + String.join(" ", option.description()) + "\n"), options);
    }
    for (var parameter : command.positionalParameters()) {
      assertTrue(
          options.contains("\n" + String.join(" ", parameter.description()) + "\n"), options);
    }
    assertFalse(page.contains("${"), page);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aPageHasTheUsualSections(CommandSpec command) throws IOException {
    boolean isWhole = !command.subcommands().isEmpty();
    boolean hasParameters = !command.positionalParameters().isEmpty();
    List<String> expected =
        Stream.of(
                "NAME",
                "SYNOPSIS",
                "DESCRIPTION",
                "OPTIONS",
                hasParameters ? "PARAMETERS" : "",
                isWhole ? "COMMANDS" : "",
                "EXIT STATUS",
                "SEE ALSO")
            .filter(heading -> !heading.isEmpty())
            .map(heading -> ".SH \"" + heading + "\"")
            .toList();
    assertEquals(expected, lines(command).stream().filter(l -> l.startsWith(".SH")).toList());
    String page = plain(command);
    String name = command.qualifiedName("-");
    assertTrue(page.contains(".SH \"NAME\"\n" + name + " - "), page);
    for (int status = 0; status <= 2; status++) {
      assertTrue(page.contains("\n.TP\n" + status + "\n"), page);
    }
    for (CommandSpec other : commands()) {
      boolean isMeant = isWhole != (other == command || other.parent() == null);
      assertEquals(isMeant, page.contains(other.qualifiedName("-") + "(1)"), page);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aPageIsNothingButKnownMacrosAndEscapedText(CommandSpec command) throws IOException {
    for (String line : lines(command)) {
      assertTrue(MACRO.matcher(line).matches() || TEXT.matcher(line).matches(), line);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void groffHasNoWarnings(CommandSpec command) throws Exception {
    int status = Agc4jProcess.start(folder, List.of("sh", "-c", "command -v groff")).status();
    assumeTrue(status == 0, "groff is not installed");
    Agc4jProcess groff =
        Agc4jProcess.start(
            folder, List.of("groff", "-man", "-Tutf8", "-ww", file(command).toString()));
    assertEquals("", groff.err());
    assertEquals(0, groff.status());
  }

  @Test
  void printsTheWholeCommandOrOne() throws Exception {
    Agc4jProcess whole = Agc4jProcess.run(folder, "man");
    assertEquals(Files.readString(folder.resolve("agc4j.1")), whole.out());
    Agc4jProcess create = Agc4jProcess.run(folder, "man", "create");
    assertEquals(Files.readString(folder.resolve("agc4j-create.1")), create.out());
  }

  @Test
  void whatIsNotThereIsRefused() throws Exception {
    assertEquals(
        new Agc4jProcess(2, "", "agc4j: no command creat (see agc4j man --help)\n"),
        Agc4jProcess.run(folder, "man", "creat"));
    assertEquals(2, Agc4jProcess.run(folder, "man", "--all", ".", "create").status());
    assertEquals(1, Agc4jProcess.run(folder, "man", "--all", "none").status());
  }
}
