package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code agc4j listref}. */
@Command(
    name = "listref",
    mixinStandardHelpOptions = true,
    description = "Prints the name of the reference sample.")
public final class ListRefCommand extends ListCommand {
  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    if (reader.samples() > 0) {
      out.println(out.shown(reader.sampleName(0)));
    }
  }
}
