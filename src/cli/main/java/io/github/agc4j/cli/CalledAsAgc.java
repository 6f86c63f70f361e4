package io.github.agc4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * What is different where the command is called by the name {@code agc}, as through a symbolic
 * link: scripts then find the defaults that they were written for. An archive that is created is
 * what C++ agc would make of the files, and takes the place of what is there; sequences come back
 * in upper case and in lines of 80 symbols. Options that are given prevail. Messages and exit
 * statuses are agc4j's (decision 0022).
 */
final class CalledAsAgc implements CommandLine.IExecutionStrategy {
  /** The launcher tells by this property how it was called. */
  private static final String NAME = "agc4j.name";

  private static final long LINE_LENGTH = 80;

  private final CommandLine.IExecutionStrategy next = new CommandLine.RunLast();

  /** Whether this is how it was called. */
  static boolean is() {
    return "agc".equals(System.getProperty(NAME));
  }

  @Override
  public int execute(ParseResult parsed) {
    if (parsed.hasSubcommand()) {
      fill(parsed.subcommand());
    }
    return next.execute(parsed);
  }

  private static void fill(ParseResult command) {
    switch (command.commandSpec().name()) {
      case "create" -> {
        fill(command, "--force", true);
        if (!isGiven(command, "--profile", "--no-case", "--no-layout", "--order")) {
          fill(command, "--compat", true);
        }
      }
      case "append" -> {
        if (!isGiven(command, "--in-place")) {
          fill(command, "--force", true);
        }
      }
      case "getcol", "getset", "getctg" -> {
        fill(command, "--upper", true);
        fill(command, "--line-length", LINE_LENGTH);
      }
      default -> {
        // All else does the same by either name.
      }
    }
  }

  private static void fill(ParseResult command, String option, Object value) {
    if (!isGiven(command, option)) {
      command.commandSpec().findOption(option).setValue(value);
    }
  }

  private static boolean isGiven(ParseResult command, String... options) {
    for (String option : options) {
      if (command.hasMatchedOption(option)) {
        return true;
      }
    }
    return false;
  }
}
