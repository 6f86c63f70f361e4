package io.github.agc4j.cli.shell;

import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agc4j man}. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description =
        "Prints the manual page of agc4j, or of one of its commands, as roff: agc4j man create | man -l -")
public final class ManCommand implements Callable<Integer> {
  private final Supplier<CommandSpec> root;

  @Spec private CommandSpec spec;

  @Option(
      names = "--all",
      paramLabel = "FOLDER",
      description = "write all pages into an existing folder, as agc4j.1, agc4j-create.1 and so on")
  private Path folder;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      converter = CommandName.Converter.class,
      description = "the command (default: the page of agc4j itself)")
  private CommandName command;

  /**
   * Asks for the definitions only when it runs.
   *
   * @param root the whole command with all commands below it
   */
  public ManCommand(Supplier<CommandSpec> root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    if (folder == null) {
      print(asked(), null);
      return 0;
    }
    if (command != null) {
      throw new ParameterException(spec.commandLine(), "--all and a command exclude each other");
    }
    CommandSpec whole = root.get();
    List<CommandSpec> all = new ArrayList<>(List.of(whole));
    whole.subcommands().values().forEach(below -> all.add(below.getCommandSpec()));
    for (CommandSpec each : all) {
      print(each, folder.resolve(ManPage.name(each) + ".1"));
    }
    return 0;
  }

  private CommandSpec asked() {
    CommandSpec whole = root.get();
    if (command == null) {
      return whole;
    }
    CommandLine below = whole.subcommands().get(command.name());
    if (below == null) {
      throw new ParameterException(spec.commandLine(), "no command " + command.name());
    }
    return below.getCommandSpec();
  }

  private static void print(CommandSpec command, Path file) throws IOException {
    try (TextOutput out = TextOutput.open(file)) {
      out.print(ManPage.of(command));
      out.commit();
    }
  }
}
