package io.github.agc4j.cli.read;

import io.github.agc4j.cli.output.SingleOutput;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.FastaExtractor;
import java.io.IOException;
import java.util.ArrayList;
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

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "SAMPLE", description = "the samples")
  private List<String> samples;

  @Override
  void run(AgcReader reader) throws IOException {
    List<Long> indexes = new ArrayList<>();
    for (String sample : samples) {
      indexes.add(reader.sampleIndex(sample));
    }
    try (TextOutput out = TextOutput.open(output());
        FastaExtractor extractor =
            new FastaExtractor(reader, fasta.lineLength(), fasta.threads())) {
      extractor.samples(indexes, new SingleOutput(out));
      out.commit();
    }
  }
}
