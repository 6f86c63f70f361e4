package io.github.agc4j.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for zsh, which also shows descriptions. */
final class ZshCompletion {
  private static final String SCRIPT =
      """
      #compdef @NAME@
      # Completion of @NAME@ for zsh, printed by "@NAME@ completion zsh".
      _@NAME@() {
        local context state state_descr line
        typeset -A opt_args
        _arguments -C -s \\
      @OPTIONS@    '1:command:->command' \\
          '*::argument:->argument'
        case $state in
          command)
            local -a commands=(
      @NAMES@      )
            _describe command commands
            ;;
          argument)
            case $line[1] in
      @COMMANDS@      esac
            ;;
        esac
      }
      # As a file on the fpath this is the function itself; read by source it only registers it.
      if [ "$funcstack[1]" = _@NAME@ ]; then
        _@NAME@ "$@"
      else
        compdef _@NAME@ @NAME@
      fi
      """;

  private ZshCompletion() {}

  /** The script for {@code root} and the commands below it. */
  static String script(CommandSpec root) {
    StringBuilder names = new StringBuilder();
    StringBuilder commands = new StringBuilder();
    root.subcommands()
        .forEach(
            (name, command) -> {
              CommandSpec spec = command.getCommandSpec();
              names.append("        " + quoted(name + ":" + Definitions.text(spec)) + "\n");
              commands.append("        " + name + ")\n          _arguments -s");
              arguments(spec).forEach(argument -> commands.append(" \\\n            " + argument));
              commands.append("\n          ;;\n");
            });
    String options =
        options(root).stream()
            .map(option -> "    " + option + " \\\n")
            .collect(Collectors.joining());
    return SCRIPT
        .replace("@NAME@", root.name())
        .replace("@OPTIONS@", options)
        .replace("@NAMES@", names)
        .replace("@COMMANDS@", commands);
  }

  private static List<String> arguments(CommandSpec command) {
    List<String> arguments = new ArrayList<>(options(command));
    for (PositionalParamSpec parameter : Definitions.parameters(command)) {
      String value = parameter.paramLabel() + ":" + action(parameter);
      String optional = parameter.arity().min() == 0 ? "::" : ":";
      if (parameter.index().isVariable()) {
        arguments.add(quoted("*:" + value));
      } else {
        for (int i = parameter.index().min(); i <= parameter.index().max(); i++) {
          arguments.add(quoted(i + 1 + optional + value));
        }
      }
    }
    return arguments;
  }

  private static List<String> options(CommandSpec command) {
    List<String> specs = new ArrayList<>();
    for (OptionSpec option : Definitions.options(command)) {
      String excluded = String.join(" ", option.names());
      if (option.usageHelp() || option.versionHelp()) {
        // Nothing goes with these.
        excluded = "- *";
      }
      String before = option.isMultiValue() ? "*" : "(" + excluded + ")";
      String text = "[" + escaped(Definitions.text(option), "[]\\") + "]";
      String names =
          Stream.of(option.names())
              .map(name -> name + attachment(option, name))
              .collect(Collectors.joining(","));
      boolean hasOneName = option.names().length == 1;
      specs.add(
          quoted(before) + (hasOneName ? names : "{" + names + "}") + quoted(text + value(option)));
    }
    return specs;
  }

  /** How a value follows the name: at once or as the next word, or only at once if optional. */
  private static String attachment(OptionSpec option, String name) {
    if (!Definitions.takesValue(option)) {
      return "";
    }
    boolean isLong = name.startsWith("--");
    if (Definitions.needsValue(option)) {
      return isLong ? "=" : "+";
    }
    return isLong ? "=-" : "-";
  }

  private static String value(OptionSpec option) {
    if (!Definitions.takesValue(option)) {
      return "";
    }
    String colons = Definitions.needsValue(option) ? ":" : "::";
    return colons + escaped(option.paramLabel(), ":\\") + ":" + action(option);
  }

  private static String action(ArgSpec argument) {
    if (Definitions.isFile(argument)) {
      return "_files";
    }
    List<String> choices = Definitions.choices(argument);
    // A blank: nothing to offer, but the label is shown.
    return choices.isEmpty() ? " " : "(" + String.join(" ", choices) + ")";
  }

  private static String escaped(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append(special.indexOf(c) < 0 ? "" : "\\").append((char) c));
    return escaped.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
