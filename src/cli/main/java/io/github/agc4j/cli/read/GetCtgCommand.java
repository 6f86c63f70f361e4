package io.github.agc4j.cli.read;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.output.SingleOutput;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.AgcReader;
import io.github.agc4j.engine.FastaExtractor;
import io.github.agc4j.engine.query.ContigQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code agc4j getctg}. */
@Command(
    name = "getctg",
    mixinStandardHelpOptions = true,
    description = "Extracts contigs and ranges of contigs, in the given order.")
public final class GetCtgCommand extends ArchiveCommand {
  @Mixin private FastaOptions fasta;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "QUERY",
      description =
          "contig, contig@sample, contig:from-to or contig@sample:from-to; positions 0-based, both included")
  private List<String> queries;

  @Override
  void run(AgcReader reader) throws IOException {
    List<ContigQuery> parsed = new ArrayList<>();
    for (String query : queries) {
      try {
        parsed.add(ContigQuery.parse(query));
      } catch (IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
    }
    try (TextOutput out = TextOutput.open(output());
        FastaExtractor extractor =
            new FastaExtractor(reader, fasta.lineLength(), fasta.threads())) {
      extractor.contigs(parsed, new SingleOutput(out));
      out.commit();
    }
  }
}
