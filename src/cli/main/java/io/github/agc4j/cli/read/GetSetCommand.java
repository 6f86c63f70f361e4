package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.SampleSelection;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code agc4j getset}. */
@Command(
    name = "getset",
    mixinStandardHelpOptions = true,
    description =
        "Extracts samples, in the given order: to standard output or one file, or with -o FOLDER of an existing folder or a name that ends in / each into FOLDER/sample.fa (with -g sample.fa.gz).")
public final class GetSetCommand extends ArchiveCommand {
  @Mixin private FastaOptions fasta;
  @Mixin private StreamingOptions streaming;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SAMPLE",
      description = "the samples, by names or patterns such as 'HG0*'; !PATTERN leaves out")
  private List<String> samples;

  @Mixin private SampleSelection selection;

  @Override
  void run(AgcReader reader) throws IOException {
    if (samples == null && !selection.hasFile()) {
      throw new UsageException("getset: no samples (all of them: getcol)");
    }
    SampleIndexes indexes = selection.inOrder(reader, samples);
    noteLostText(reader, indexes);
    showing(
        reader,
        "extracting",
        indexes.size(),
        done -> {
          if (asksForFolder()) {
            fasta.toFolder(reader, indexes, output(), done);
          } else {
            fasta.toOne(reader, indexes, output(), done);
          }
        });
  }
}
