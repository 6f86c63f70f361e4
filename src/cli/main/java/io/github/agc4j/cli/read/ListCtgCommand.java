package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code agc4j listctg}. */
@Command(
    name = "listctg",
    mixinStandardHelpOptions = true,
    description = "Lists samples, each with its contigs indented below it.")
public final class ListCtgCommand extends SampleListCommand {
  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    LineBuffer lines = new LineBuffer(out);
    for (long index : samples(reader)) {
      lines.println(out.shown(reader.sampleName(index)));
      reader.forEachContig(index, (contig, length) -> lines.println("   " + out.shown(contig)));
    }
    lines.flush();
  }
}
