package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.AnnotationOptions;
import picocli.CommandLine.Mixin;

/** What the commands that add samples of files have in common. */
abstract class AddingCommand extends WriteCommand {
  @Mixin private WriteOptions options;
  @Mixin private InputOptions inputFiles;
  @Mixin private AnnotationOptions annotations;

  /** The options of both. */
  WriteOptions options() {
    return options;
  }

  @Override
  AnnotationOptions annotations() {
    return annotations;
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
