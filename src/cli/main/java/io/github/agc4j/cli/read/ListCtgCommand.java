package io.github.agc4j.cli.read;

import io.github.agc4j.cli.option.SampleArguments;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agc4j listctg}. */
@Command(
    name = "listctg",
    mixinStandardHelpOptions = true,
    description = "Lists samples, each with its contigs indented below it.")
public final class ListCtgCommand extends ListCommand {
  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SAMPLE",
      description = "the samples, by names or patterns such as 'HG0*' (default: all)")
  private List<String> samples;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    LineBuffer lines = new LineBuffer(out);
    for (long index : SampleArguments.indexes(reader, samples)) {
      lines.println(out.shown(reader.sampleName(index)));
      reader.forEachContig(index, (contig, length) -> lines.println("   " + out.shown(contig)));
    }
    lines.flush();
  }
}
