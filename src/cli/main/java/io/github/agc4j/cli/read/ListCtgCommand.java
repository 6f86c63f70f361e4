package io.github.agc4j.cli.read;

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
public final class ListCtgCommand extends ListCommand {
  private static final int TEXT_AT_ONCE = 1 << 14;

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
      List<IOException> failures = new ArrayList<>();
      reader.forEachContig(
          index,
          contig -> {
            text.append("   ").append(contig).append('\n');
            if (text.length() > TEXT_AT_ONCE && failures.isEmpty()) {
              flush(text, out, failures);
            }
          });
      flush(text, out, failures);
      if (!failures.isEmpty()) {
        throw failures.get(0);
      }
    }
  }

  private static void flush(StringBuilder text, TextOutput out, List<IOException> failures) {
    try {
      out.print(text.toString());
    } catch (IOException e) {
      failures.add(e);
    }
    text.setLength(0);
  }
}
