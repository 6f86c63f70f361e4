package io.github.agc4j.cli.shell;

import picocli.CommandLine.ITypeConverter;

/** The name of a command as a value of its own type, by which completion knows what to offer. */
record CommandName(String name) {
  /** Any text; whether there is such a command is known later. */
  static final class Converter implements ITypeConverter<CommandName> {
    @Override
    public CommandName convert(String value) {
      return new CommandName(value);
    }
  }
}
