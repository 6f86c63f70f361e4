package io.github.agc4j.cli.shell;

import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code agc4j completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script by which the shell completes commands, options and file names: source <(agc4j completion bash)")
public final class CompletionCommand implements Callable<Integer> {
  private final Supplier<CommandSpec> root;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private Shell shell;

  /**
   * Asks for the definitions only when it runs.
   *
   * @param root the whole command with all commands below it
   */
  public CompletionCommand(Supplier<CommandSpec> root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    try (TextOutput out = TextOutput.open(null)) {
      out.print(shell.script(root.get()));
    }
    return 0;
  }
}
