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

/** {@code agc4j getcol}. */
@Command(
    name = "getcol",
    mixinStandardHelpOptions = true,
    description =
        "Extracts all samples: to standard output, or with -o each into FOLDER/sample.fa of an existing folder.")
public final class GetColCommand extends ArchiveCommand {
  @Mixin private FastaOptions fasta;

  @Override
  void run(AgcReader reader) throws IOException {
    List<Long> samples = LongStream.range(0, reader.samples()).boxed().toList();
    if (output() != null && !Files.isDirectory(output())) {
      throw new IOException(output() + ": is not an existing folder");
    }
    try (FastaExtractor extractor =
        new FastaExtractor(reader, fasta.lineLength(), fasta.threads())) {
      if (output() == null) {
        try (TextOutput out = TextOutput.open(null)) {
          extractor.samples(samples, new SingleOutput(out));
        }
      } else {
        try (FolderOutput out = new FolderOutput(output())) {
          extractor.samples(samples, out);
        }
      }
    }
  }
}
