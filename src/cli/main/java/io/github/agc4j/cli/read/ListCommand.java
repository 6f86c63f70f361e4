package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;

/** A command that prints text about an archive. */
abstract class ListCommand extends ArchiveCommand {
  @Override
  final void run(AgcReader reader) throws IOException {
    try (TextOutput out = TextOutput.open(output())) {
      print(reader, out);
      out.commit();
    }
  }

  abstract void print(AgcReader reader, TextOutput out) throws IOException;
}
