package io.github.agc4j.cli.shell;

import picocli.CommandLine.Model.CommandSpec;

/** A shell with completion. */
enum Shell {
  BASH,
  ZSH;

  /** The script that makes this shell complete the command {@code root} and all below it. */
  String script(CommandSpec root) {
    return this == BASH ? BashCompletion.script(root) : ZshCompletion.script(root);
  }
}
