package io.github.agc4j.cli.shell;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for fish (3.0 or later), which also shows descriptions. */
final class FishCompletion {
  private static final String SCRIPT =
      """
      # Completion of @NAME@ for fish, printed by "@NAME@ completion fish".
      complete -c @NAME@ -f
      """;

  private final String name;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String name) {
    this.name = name;
  }

  /** The script for {@code root} and the commands below it. */
  static String script(CommandSpec root) {
    FishCompletion completion = new FishCompletion(root.name());
    completion.script.append(SCRIPT.replace("@NAME@", root.name()));
    Definitions.options(root).forEach(option -> completion.add("__fish_use_subcommand", option));
    root.subcommands().forEach((command, line) -> completion.add(command, line.getCommandSpec()));
    return completion.script.toString();
  }

  private void add(String command, CommandSpec spec) {
    String condition = "__fish_seen_subcommand_from " + command;
    line("__fish_use_subcommand", "-a " + command + described(Definitions.text(spec)));
    for (PositionalParamSpec parameter : Definitions.parameters(spec)) {
      String values = values(parameter);
      if (!values.isEmpty()) {
        line(condition, values.strip());
      }
    }
    Definitions.options(spec).forEach(option -> add(condition, option));
  }

  private void add(String condition, OptionSpec option) {
    StringBuilder words = new StringBuilder();
    for (String optionName : option.names()) {
      words.append(optionName.startsWith("--") ? "-l " : "-s ");
      words.append(optionName.replaceFirst("^-+", "")).append(' ');
    }
    if (Definitions.needsValue(option)) {
      words.append("-r ");
    }
    words.append(Definitions.takesValue(option) ? values(option).strip() : "");
    line(condition, words.toString().strip() + described(Definitions.text(option)));
  }

  /** Files, or one of few words; otherwise nothing. */
  private static String values(ArgSpec argument) {
    if (Definitions.isFile(argument)) {
      return " -F";
    }
    List<String> choices = Definitions.choices(argument);
    return choices.isEmpty() ? "" : " -a " + quoted(String.join(" ", choices));
  }

  private void line(String condition, String words) {
    script.append("complete -c " + name + " -n " + quoted(condition) + " " + words + "\n");
  }

  private static String described(String text) {
    return " -d " + quoted(text);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
