package io.github.agc4j.cli.shell;

import io.github.agc4j.source.ArchiveLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What completion and manual pages read of a command's definition. */
final class Definitions {
  private static final Comparator<OptionSpec> BY_FIRST_NAME =
      Comparator.comparing(
          option -> option.names()[0].replaceFirst("^-+", ""), String.CASE_INSENSITIVE_ORDER);

  private Definitions() {}

  /** The options that help shows, by name. */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .sorted(BY_FIRST_NAME)
        .toList();
  }

  /** The names of the options that help shows. */
  static List<String> optionNames(CommandSpec command) {
    return options(command).stream().flatMap(option -> List.of(option.names()).stream()).toList();
  }

  /** The parameters that help shows, by position. */
  static List<PositionalParamSpec> parameters(CommandSpec command) {
    return command.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .sorted(Comparator.comparing(parameter -> parameter.index().min()))
        .toList();
  }

  /** A command's description, in one line. */
  static String text(CommandSpec command) {
    return oneLine(String.format(String.join(" ", command.usageMessage().description())));
  }

  /** The description of an option or parameter with its default, in one line. */
  static String text(ArgSpec argument) {
    return oneLine(String.join(" ", argument.description()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** Whether the option is wrong without a value. */
  static boolean needsValue(OptionSpec option) {
    return option.arity().min() > 0;
  }

  /** Whether the option may have a value. */
  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  /** Whether the value is the name of a file or folder. */
  static boolean isFile(ArgSpec argument) {
    return type(argument) == Path.class || type(argument) == ArchiveLocation.class;
  }

  /** All that the value may be; empty if that is not known. */
  static List<String> choices(ArgSpec argument) {
    if (type(argument) == CommandName.class) {
      return List.copyOf(argument.command().root().subcommands().keySet());
    }
    List<String> choices = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      // The command takes the names of constants in either case, and help tells them in lower case.
      boolean isEnum = type(argument).isEnum();
      argument
          .completionCandidates()
          .forEach(choice -> choices.add(isEnum ? choice.toLowerCase(Locale.ROOT) : choice));
    }
    return choices;
  }

  private static Class<?> type(ArgSpec argument) {
    return argument.typeInfo().isMultiValue()
        ? argument.auxiliaryTypes()[0]
        : argument.typeInfo().getType();
  }
}
