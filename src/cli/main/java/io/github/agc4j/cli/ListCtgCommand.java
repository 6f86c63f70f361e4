package io.github.agc4j.cli;

import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agc4j listctg}. */
@Command(
    name = "listctg",
    mixinStandardHelpOptions = true,
    description = "Lists samples, each with its contigs indented below it.")
final class ListCtgCommand extends ListCommand {
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "SAMPLE", description = "the samples")
  private List<String> samples;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    List<Long> indexes = new ArrayList<>();
    for (String sample : samples) {
      indexes.add(reader.sampleIndex(sample));
    }
    for (long index : indexes) {
      StringBuilder text = new StringBuilder(reader.sampleName(index)).append('\n');
      for (String contig : reader.contigNames(index)) {
        text.append("   ").append(contig).append('\n');
      }
      out.print(text.toString());
    }
  }
}
