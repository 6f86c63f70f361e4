package io.github.agc4j.cli.shell;

import picocli.CommandLine.Model.CommandSpec;

/** A shell with completion. */
enum Shell {
  BASH,
  ZSH,
  FISH;

  /** The script that makes this shell complete the command {@code root} and all below it. */
  String script(CommandSpec root) {
    return switch (this) {
      case BASH -> BashCompletion.script(root);
      case ZSH -> ZshCompletion.script(root);
      case FISH -> FishCompletion.script(root);
    };
  }
}
