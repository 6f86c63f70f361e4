package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.SequenceDictionary;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
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
  @Mixin private Threads threads;

  @Option(
      names = "--dict",
      description =
          "print a SAM sequence dictionary instead; contigs of several samples are called contig@sample")
  private boolean asDictionary;

  @Option(
      names = "--no-md5",
      description =
          "with --dict: without M5, which is computed of contigs that the archive has no MD5 of, and left out in archives without digests")
  private boolean withoutMd5;

  @Option(
      names = "--fai",
      description =
          "print the index (as of samtools faidx) of the text that getset -l writes of these samples")
  private boolean asIndex;

  @Option(
      names = {"-l", "--line-length"},
      paramLabel = "N",
      defaultValue = "80",
      description = "with --fai: symbols in a line of that text (default: ${DEFAULT-VALUE})")
  private long lineLength;

  private void checkForms() {
    if (asDictionary && asIndex) {
      throw new UsageException("either --dict or --fai");
    }
    if (!asDictionary && !asIndex && header.style() != HeaderStyle.PLAIN) {
      throw new UsageException("--sample-in-header needs --dict or --fai");
    }
    if (lineLength < 1 || lineLength > FastaOptions.LENGTH_MAX) {
      throw new UsageException(
          "--line-length=" + lineLength + " is not within 1 … " + FastaOptions.LENGTH_MAX);
    }
  }

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    checkForms();
    SampleIndexes indexes = samples(reader);
    LineBuffer lines = new LineBuffer(out);
    if (asDictionary) {
      HeaderStyle style =
          indexes.size() > 1 && header.style() == HeaderStyle.PLAIN
              ? HeaderStyle.AT
              : header.style();
      new SequenceDictionary(reader, indexes, style, !withoutMd5, threads.count())
          .print(lines::println);
    } else if (asIndex) {
      new FastaIndex(reader, indexes, header.style(), lineLength).print(out, lines);
    } else {
      printTable(reader, indexes, out, lines);
    }
    lines.flush();
  }

  private static void printTable(
      AgcReader reader, SampleIndexes samples, TextOutput out, LineBuffer lines)
      throws IOException {
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
