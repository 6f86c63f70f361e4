package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code agc4j listset}. */
@Command(
    name = "listset",
    mixinStandardHelpOptions = true,
    description = "Lists the samples, in bytewise order, one per line.")
public final class ListSetCommand extends ListCommand {
  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    LineBuffer lines = new LineBuffer(out);
    reader.forEachSampleByName(sample -> lines.println(out.shown(reader.sampleName(sample))));
    lines.flush();
  }
}
