package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.SampleSelection;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A listing of some of the samples, which are named after the archive. */
abstract class SampleListCommand extends ListCommand {
  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SAMPLE",
      description =
          "the samples, by names or patterns such as 'HG0*'; !PATTERN leaves out (default: all)")
  private List<String> samples;

  @Mixin private SampleSelection selection;

  /** The indexes of the samples. */
  final SampleIndexes samples(AgcReader reader) throws IOException {
    return selection.inOrder(reader, samples);
  }
}
