package io.github.agc4j.cli.verify;

import io.github.agc4j.AgcReader;
import io.github.agc4j.Verifier;
import io.github.agc4j.cli.option.DistinctFiles;
import io.github.agc4j.cli.option.FetchedFolder;
import io.github.agc4j.cli.option.SampleSelection;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.Progress;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.cli.report.MemoryReport;
import io.github.agc4j.cli.report.ReportOption;
import io.github.agc4j.cli.report.SampleProgress;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agc4j verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Looks for damage: at the archive's structure and checksums, or with --full also at every contig. Prints what is damaged, with tabs between the columns, and a summary; exits with 1 if anything is.")
public final class VerifyCommand implements Callable<Integer>, Verbosity.Holder {
  private static final int STATUS_DAMAGED = 1;

  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;
  @Mixin private ReportOption reportOption;
  @Mixin private Threads threads;
  @Mixin private FetchedFolder fetched;

  @Option(
      names = "--full",
      description =
          "decode every contig and compare it with its digest, if the archive has digests")
  private boolean full;

  @Option(
      names = "--sample",
      paramLabel = "SAMPLE",
      split = ",",
      description =
          "look only at these samples, by names or patterns such as 'HG0*', and at what they need")
  private List<String> samples;

  @Mixin private SampleSelection selection;

  @Option(
      names = "--percent",
      paramLabel = "P",
      defaultValue = "100",
      description =
          "look only at this share of the parts and contigs, drawn at random: above 0 … 100 (default: ${DEFAULT-VALUE})")
  private double percent;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "draw the same share as another run (default: another one each time)")
  private Long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "file for the report (default: standard output)")
  private Path output;

  @Parameters(
      index = "0",
      paramLabel = "ARCHIVE",
      description = "the archive, or a set of archives: a file, a folder or an address")
  private ArchiveLocation archive;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() throws IOException {
    VerifyPlan plan = plan();
    DistinctFiles.check(output, archive.localFile(), "is read");
    try (TextOutput out = TextOutput.open(output)) {
      Verifier verifier =
          new Verifier(plan, new DamageTable(out, plan, verbosity.showsStatistics()));
      VerifySummary summary;
      try (MemoryReport report = reportOption.watch(verifier.memory())) {
        summary = verify(verifier);
        reportOption.print(report, spec.commandLine().getErr());
      }
      out.println(SummaryLine.of(archive.toString(), plan, summary));
      out.commit();
      return summary.isWhole() ? 0 : STATUS_DAMAGED;
    }
  }

  private VerifySummary verify(Verifier verifier) throws IOException {
    SampleProgress reached = new SampleProgress("verifying", 0, () -> 0);
    verifier.tellProgress(reached::done);
    return Progress.during(
        spec.commandLine().getErr(),
        verbosity.showsProgress(),
        reached,
        () -> verifier.verify(archive, fetched.path()));
  }

  private VerifyPlan plan() throws IOException {
    if (!(percent > 0 && percent <= 100)) {
      throw new UsageException("--percent=" + percent + " is not above 0 and at most 100");
    }
    if (percent < 100 && (samples != null || selection.hasFile()) && !full) {
      throw new UsageException("--percent with --sample needs --full");
    }
    long drawn = seed != null ? seed : System.nanoTime() & 0xffff_ffffL;
    return new VerifyPlan(full, chosen(), percent / 100, drawn, threads.count(), Long.MAX_VALUE);
  }

  private SampleIndexes chosen() throws IOException {
    if (samples == null && !selection.hasFile()) {
      return null;
    }
    try (AgcReader reader =
        AgcReader.open(archive, ReadOptions.DEFAULTS.withFetched(fetched.path()))) {
      return selection.ascending(reader, samples);
    }
  }
}
