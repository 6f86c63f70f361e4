package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.cli.option.SampleSelection;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.output.SingleOutput;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigQuery;
import io.github.agc4j.query.Numbering;
import io.github.agc4j.query.QuerySource;
import io.github.agc4j.query.RegionLines;
import io.github.agc4j.query.Strand;
import io.github.agc4j.query.StrandMark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j getctg}. */
@Command(
    name = "getctg",
    mixinStandardHelpOptions = true,
    description = "Extracts contigs and ranges of contigs, in the given order.")
public final class GetCtgCommand extends ArchiveCommand {
  private static final Path STANDARD_INPUT = Path.of("-");

  private static final int FEW = 50;

  /** What many ranges have in common is worth keeping: 16 MiB of it. */
  private static final ReadOptions MANY_RANGES =
      new ReadOptions(16L << 20, ReadOptions.DEFAULTS.mappedBytes());

  @Mixin private FastaOptions fasta;
  @Mixin private StreamingOptions streaming;

  @Option(
      names = {"-R", "--regions"},
      paramLabel = "FILE",
      description =
          "also what the lines of FILE ask for: queries, or regions of a BED file (contig or contig@sample, start, end; always 0-based and half-open); - is standard input")
  private Path regions;

  @Option(
      names = "--one-based",
      description = "positions in queries and headers count from 1 instead of 0")
  private boolean oneBased;

  @Option(
      names = {"-i", "--reverse-complement"},
      description = "the other strand of everything that is asked for, as in samtools faidx")
  private boolean reversed;

  @Option(
      names = "--strand",
      description =
          "the other strand of regions of a BED file that have - as their sixth field; with -i those that have not")
  private boolean stranded;

  @Option(
      names = "--mark-strand",
      paramLabel = "FORM",
      defaultValue = "rc",
      description =
          "how headers tell the strand: rc, /rc after what is reversed; sign, (+) or (-); no (default: ${DEFAULT-VALUE})")
  private StrandMark mark;

  @Option(
      names = "--sample",
      paramLabel = "SAMPLE",
      description =
          "where the contigs of queries without a sample are looked for: a name, or a pattern of some (default: in all)")
  private String within;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "QUERY",
      description =
          "contig or contig@sample, each also with a range :from-to, :from- or :from; positions 0-based, both included, also with thousands separators; the sample may be a pattern such as 'HG0*'; PanSN names are understood, too")
  private List<String> queries;

  @Override
  ReadOptions readOptions() {
    boolean isMany = regions != null || queries != null && queries.size() > FEW;
    return isMany ? MANY_RANGES : super.readOptions();
  }

  @Override
  void run(AgcReader reader) throws IOException {
    if (queries == null && regions == null) {
      throw new UsageException("getctg: neither queries nor --regions");
    }
    if (regions != null) {
      refuseAsOutput(regions);
    }
    if (fasta.isCompressed()) {
      Terminal.refuseBinary(output());
    }
    List<ContigQuery> parsed = parsed();
    try (FastaExtractor extractor = fasta.extractor(reader, mark);
        InputStream in = openRegions();
        TextOutput out = TextOutput.open(output())) {
      SingleOutput single = new SingleOutput(out, fasta.isCompressed());
      if (within != null) {
        SampleSelection.indexes(reader, within);
        extractor.within(within);
      }
      extractor.contigs(parsed, single);
      if (in != null) {
        RegionLines lines = new RegionLines(in, regionsName(), numbering(), stranded);
        extractor.contigs(reversed ? QuerySource.reversed(lines) : lines, single);
      }
      single.commit();
      noteLostText(extractor.keptText());
      if (extractor.firstCut() != null) {
        note(extractor.firstCut() + ": it was cut there, and so may others have been");
      }
    }
  }

  private List<ContigQuery> parsed() {
    List<ContigQuery> parsed = new ArrayList<>();
    for (String query : queries == null ? List.<String>of() : queries) {
      try {
        parsed.add(ContigQuery.parse(query, numbering()).on(Strand.of(reversed)));
      } catch (IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
    }
    return parsed;
  }

  private Numbering numbering() {
    return oneBased ? Numbering.ONE_BASED : Numbering.ZERO_BASED;
  }

  private InputStream openRegions() throws IOException {
    if (regions == null) {
      return null;
    }
    if (Files.isDirectory(regions)) {
      throw new IOException(regions + ": is a directory");
    }
    return regions.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(regions);
  }

  private String regionsName() {
    return regions.equals(STANDARD_INPUT) ? "standard input" : regions.toString();
  }
}
