package io.github.agc4j.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion script for bash (3.2 or later). File names are left to bash itself, which alone
 * quotes them right: picocli's own script hands them to {@code compgen -W}, which runs a name such
 * as {@code $(…)}.
 */
final class BashCompletion {
  /** What parameters that are samples of the archive are called, and those that name some. */
  private static final String SAMPLE = "SAMPLE";

  private static final String QUERY = "QUERY";
  private static final String SCRIPT =
      """
      # Completion of @NAME@ for bash, printed by "@NAME@ completion bash".
      _@NAME@() {
        local IFS=$' \\t\\n' command=${COMP_WORDS[1]} word=${COMP_WORDS[COMP_CWORD]}
        local options='' needing='' last=0 expecting='' position=0 words='' archive='' samples='' i
        COMPREPLY=()
        if ((COMP_CWORD == 1)); then
          compopt +o default 2>/dev/null
          COMPREPLY=($(compgen -W '@TOP@' -- "$word"))
          return
        fi
        # Options, those of them that need a value, and from which position on parameters are alike.
        case $command in
      @COMMANDS@  esac
        # "--option=value" is three words.
        for ((i = 2; i < COMP_CWORD; i++)); do
          if [[ ${COMP_WORDS[i]} == '=' ]]; then
            expecting=${COMP_WORDS[i - 1]}
          elif [[ $expecting ]]; then
            expecting=''
          elif [[ $needing == *" ${COMP_WORDS[i]} "* ]]; then
            expecting=${COMP_WORDS[i]}
          elif [[ ${COMP_WORDS[i]} != -* && $position -lt $last ]]; then
            archive=${archive:-${COMP_WORDS[i]}}
            position=$((position + 1))
          fi
        done
        if [[ $word == '=' ]]; then
          expecting=${COMP_WORDS[COMP_CWORD - 1]}
          word=''
        fi
        if [[ ! $expecting && $word == -* ]]; then
          words=$options
        else
          case "$command ${expecting:-$position}" in
      @VALUES@      *) [[ $expecting ]] || words=$options ;;
          esac
        fi
        compopt +o default 2>/dev/null
        if [[ $samples ]]; then
          # Names are data: they are compared and quoted, never run.
          word=${word//\\\\/}
          while IFS= read -r i; do
            [[ $i != "$word"* ]] || COMPREPLY+=("$(printf %q "$i")")
          done < <("${COMP_WORDS[0]}" listset "${archive//\\\\/}" 2>/dev/null)
          return
        fi
        COMPREPLY=($(compgen -W "$words" -- "$word"))
      }
      # By default bash completes file names; the function switches that off where they are not wanted.
      complete -o default -F _@NAME@ @NAME@
      """;

  private final StringBuilder commands = new StringBuilder();
  private final StringBuilder values = new StringBuilder();

  private BashCompletion() {}

  /** The script for {@code root} and the commands below it. */
  static String script(CommandSpec root) {
    BashCompletion completion = new BashCompletion();
    root.subcommands().forEach((name, command) -> completion.add(name, command.getCommandSpec()));
    List<String> top =
        Stream.concat(root.subcommands().keySet().stream(), Definitions.optionNames(root).stream())
            .toList();
    return SCRIPT
        .replace("@NAME@", root.name())
        .replace("@TOP@", String.join(" ", top))
        .replace("@COMMANDS@", completion.commands)
        .replace("@VALUES@", completion.values);
  }

  private void add(String name, CommandSpec command) {
    List<String> needing = new ArrayList<>();
    for (OptionSpec option : Definitions.options(command)) {
      List<String> names = List.of(option.names());
      if (Definitions.needsValue(option)) {
        needing.addAll(names);
      }
      offer(option, names.stream().map(each -> pattern(name, each)).toList());
    }
    int last = 0;
    for (PositionalParamSpec parameter : Definitions.parameters(command)) {
      boolean isOpenEnded = parameter.index().isVariable();
      int end = isOpenEnded ? parameter.index().min() : parameter.index().max();
      List<String> patterns = new ArrayList<>();
      for (int i = parameter.index().min(); i <= end; i++) {
        patterns.add(pattern(name, String.valueOf(i)));
      }
      offer(parameter, patterns);
      last = isOpenEnded ? end : end + 1;
    }
    commands
        .append("    " + name + ")\n")
        .append("      options='" + String.join(" ", Definitions.optionNames(command)) + "'\n")
        .append("      needing=' " + String.join(" ", needing) + " '\n")
        .append("      last=" + last + "\n")
        .append("      ;;\n");
  }

  private static String pattern(String command, String place) {
    return "'" + command + " " + place + "'";
  }

  /** What completes a value at the places of {@code patterns}. */
  private void offer(ArgSpec argument, List<String> patterns) {
    List<String> words = Definitions.choices(argument);
    String start = "      " + String.join(" | ", patterns) + ") ";
    if (Definitions.isFile(argument)) {
      values.append(start + "return ;;\n");
    } else if (argument.isPositional() && argument.paramLabel().equals(SAMPLE)) {
      values.append(start + "samples=1 ;;\n");
    } else if (argument.isPositional() && argument.paramLabel().equals(QUERY)) {
      // The shell takes contig@sample apart.
      values.append(start + "[[ ${COMP_WORDS[COMP_CWORD - 1]} != '@' ]] || samples=1 ;;\n");
    } else if (argument.isPositional() || !words.isEmpty()) {
      values.append(start + "words='" + String.join(" ", words) + "' ;;\n");
    }
  }
}
