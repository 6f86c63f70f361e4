package io.github.agc4j.cli.write;

import picocli.CommandLine.Mixin;

/** What the commands that add samples of files have in common. */
abstract class AddingCommand extends WriteCommand {
  @Mixin private WriteOptions options;
  @Mixin private InputOptions inputFiles;

  /** The options of both. */
  WriteOptions options() {
    return options;
  }

  /** The files that are read. */
  InputOptions inputFiles() {
    return inputFiles;
  }

  @Override
  SampleNaming naming() {
    return inputFiles.naming();
  }

  @Override
  boolean isStrict() {
    return options.isStrict();
  }

  @Override
  boolean verifies() {
    return options.verifies();
  }
}
