package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agc4j getcol}. */
@Command(
    name = "getcol",
    mixinStandardHelpOptions = true,
    description =
        "Extracts all samples: to standard output, or with -o each into FOLDER/sample.fa (with -g sample.fa.gz), a folder that is made if it is not there.")
public final class GetColCommand extends ArchiveCommand {
  @Mixin private FastaOptions fasta;

  @Option(
      names = {"-r", "--no-reference"},
      description = "leave out the reference, which is the archive's first sample")
  private boolean withoutReference;

  @Option(
      names = {"-f", "--fast"},
      description = "accepted for agc's sake: extraction is always as fast as it can be")
  private boolean fast;

  @Override
  void run(AgcReader reader) throws IOException {
    SampleIndexes samples = SampleIndexes.range(withoutReference ? 1 : 0, reader.samples());
    noteLostText(reader, samples);
    showing(
        reader,
        "extracting",
        samples.size(),
        done -> {
          if (output() == null) {
            fasta.toOne(reader, samples, null, done);
          } else {
            fasta.toFolder(reader, samples, output(), done);
          }
        });
  }
}
