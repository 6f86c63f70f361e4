package io.github.agc4j.cli.read;

import io.github.agc4j.cli.output.FolderOutput;
import io.github.agc4j.cli.output.SingleOutput;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.FastaExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agc4j getcol}. */
@Command(
    name = "getcol",
    mixinStandardHelpOptions = true,
    description =
        "Extracts all samples: to standard output, or with -o each into FOLDER/sample.fa (with -g sample.fa.gz) of an existing folder.")
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
    List<Long> samples =
        LongStream.range(withoutReference ? 1 : 0, reader.samples()).boxed().toList();
    if (output() != null && !Files.isDirectory(output())) {
      throw new IOException(output() + ": is not an existing folder");
    }
    try (FastaExtractor extractor = fasta.extractor(reader)) {
      if (output() == null) {
        try (TextOutput out = TextOutput.open(null)) {
          SingleOutput single = new SingleOutput(out, fasta.isCompressed());
          extractor.samples(samples, single);
          single.commit();
        }
      } else {
        try (FolderOutput out = new FolderOutput(output(), fasta.isCompressed())) {
          extractor.samples(samples, out);
        }
      }
    }
  }
}
