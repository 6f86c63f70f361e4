package io.github.agc4j.cli.shell;

import io.github.agc4j.AgcWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, made from its definition. */
final class ManPage {
  private final CommandSpec command;
  private final Roff page = new Roff();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /** The page of {@code command}, which is the whole command or one below it. */
  static String of(CommandSpec command) {
    ManPage page = new ManPage(command);
    page.head();
    page.options();
    page.parameters();
    page.commands();
    page.exitStatus();
    page.seeAlso();
    return page.page.toString();
  }

  /** The page's name, without section: {@code agc4j-create}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private void head() {
    String text = Definitions.text(command);
    page.title(name(command), "agc4j " + AgcWriter.VERSION);
    page.section("NAME").line(Roff.escaped(name(command)) + " \\- " + Roff.escaped(brief(text)));
    page.section("SYNOPSIS").line(synopsis());
    page.section("DESCRIPTION").text(text);
  }

  /** The part of a description that says what, without how. */
  private static String brief(String text) {
    return text.split("[:;.]( |$)", 2)[0];
  }

  private String synopsis() {
    Stream<String> options = Definitions.options(command).stream().map(ManPage::optional);
    Stream<String> parameters = Definitions.parameters(command).stream().map(ManPage::synopsis);
    Stream<String> below =
        command.subcommands().isEmpty()
            ? Stream.of()
            : Stream.of(Roff.escaped(command.usageMessage().synopsisSubcommandLabel()));
    return Stream.of(Stream.of(Roff.bold(command.qualifiedName())), options, parameters, below)
        .flatMap(part -> part)
        .collect(Collectors.joining(" "));
  }

  private static String optional(OptionSpec option) {
    String named = named(option, option.shortestName());
    return option.required() ? named : "[" + named + "]";
  }

  private static String synopsis(PositionalParamSpec parameter) {
    String label = label(parameter);
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  private static String label(PositionalParamSpec parameter) {
    boolean isMany = parameter.arity().max() > 1;
    return Roff.italic(parameter.paramLabel()) + (isMany ? "..." : "");
  }

  /** The option under one of its names, with its value; never broken at a line's end. */
  private static String named(OptionSpec option, String name) {
    if (!Definitions.takesValue(option)) {
      return Roff.bold(name);
    }
    String value = Roff.italic(option.paramLabel());
    if (!Definitions.needsValue(option)) {
      return Roff.bold(name) + "[=" + value + "]";
    }
    return Roff.bold(name) + (name.startsWith("--") ? "=" : "\\ ") + value;
  }

  private void options() {
    page.section("OPTIONS");
    for (OptionSpec option : Definitions.options(command)) {
      String names =
          Stream.of(option.names())
              .map(name -> named(option, name))
              .collect(Collectors.joining(", "));
      page.item(names).text(Definitions.text(option));
    }
  }

  private void parameters() {
    List<PositionalParamSpec> parameters = Definitions.parameters(command);
    if (!parameters.isEmpty()) {
      page.section("PARAMETERS");
      parameters.forEach(each -> page.item(label(each)).text(Definitions.text(each)));
    }
  }

  private void commands() {
    if (!command.subcommands().isEmpty()) {
      page.section("COMMANDS");
      command
          .subcommands()
          .forEach(
              (name, below) ->
                  page.item(Roff.bold(name)).text(Definitions.text(below.getCommandSpec())));
    }
  }

  private void exitStatus() {
    Map<String, String> statuses = command.root().usageMessage().exitCodeList();
    page.section("EXIT STATUS");
    statuses.forEach((status, meaning) -> page.item(Roff.bold(status)).text(meaning));
  }

  /** The whole command's page, or else those of the commands below it. */
  private void seeAlso() {
    Stream<CommandSpec> others =
        command == command.root()
            ? command.subcommands().values().stream().map(below -> below.getCommandSpec())
            : Stream.of(command.root());
    page.section("SEE ALSO")
        .line(
            others.map(other -> Roff.bold(name(other)) + "(1)").collect(Collectors.joining(", ")));
  }
}
