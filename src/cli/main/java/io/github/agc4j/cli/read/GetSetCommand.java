package io.github.agc4j.cli.read;

import io.github.agc4j.cli.option.SampleArguments;
import io.github.agc4j.cli.output.SingleOutput;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.FastaExtractor;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code agc4j getset}. */
@Command(
    name = "getset",
    mixinStandardHelpOptions = true,
    description = "Extracts samples, in the given order.")
public final class GetSetCommand extends ArchiveCommand {
  @Mixin private FastaOptions fasta;
  @Mixin private StreamingOptions streaming;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SAMPLE",
      description = "the samples, by names or patterns such as 'HG0*'")
  private List<String> samples;

  @Override
  void run(AgcReader reader) throws IOException {
    List<Long> indexes = SampleArguments.indexes(reader, samples);
    try (FastaExtractor extractor = fasta.extractor(reader);
        TextOutput out = TextOutput.open(output())) {
      SingleOutput single = new SingleOutput(out, fasta.isCompressed());
      extractor.samples(indexes, single);
      single.commit();
    }
  }
}
