package io.github.agc4j.cli.read;

import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code agc4j listset}. */
@Command(
    name = "listset",
    mixinStandardHelpOptions = true,
    description = "Lists the samples, in bytewise order, one per line.")
public final class ListSetCommand extends ListCommand {
  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    List<String> names = new ArrayList<>();
    for (long sample = 0; sample < reader.samples(); sample++) {
      names.add(reader.sampleName(sample));
    }
    names.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    StringBuilder text = new StringBuilder();
    names.forEach(name -> text.append(out.shown(name)).append('\n'));
    out.print(text.toString());
  }
}
