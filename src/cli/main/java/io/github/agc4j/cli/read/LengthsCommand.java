package io.github.agc4j.cli.read;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.query.HeaderStyle;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agc4j lengths}. */
@Command(
    name = "lengths",
    mixinStandardHelpOptions = true,
    description = "Prints sample, contig and length in symbols, with tabs between them.")
public final class LengthsCommand extends SampleListCommand {
  @Mixin private HeaderOption header;

  @Option(
      names = "--dict",
      description =
          "print a SAM sequence dictionary instead; contigs of several samples are called contig@sample")
  private boolean asDictionary;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    if (!asDictionary && header.style() != HeaderStyle.PLAIN) {
      throw new UsageException("--sample-in-header needs --dict");
    }
    List<Long> indexes = samples(reader);
    LineBuffer lines = new LineBuffer(out);
    if (asDictionary) {
      HeaderStyle style =
          indexes.size() > 1 && header.style() == HeaderStyle.PLAIN
              ? HeaderStyle.AT
              : header.style();
      new SequenceDictionary(reader, indexes, style).print(lines);
    } else {
      printTable(reader, indexes, out, lines);
    }
    lines.flush();
  }

  private static void printTable(
      AgcReader reader, List<Long> samples, TextOutput out, LineBuffer lines) throws IOException {
    for (long sample : samples) {
      String name = out.shownField(reader.sampleName(sample));
      reader.forEachContig(
          sample,
          (contig, length) ->
              lines.println(
                  name + "\t" + out.shownField(AgcReader.shortName(contig)) + "\t" + length.get()));
    }
  }
}
