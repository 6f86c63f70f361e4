package io.github.agc4j.cli.verify;

import io.github.agc4j.Salvage;
import io.github.agc4j.cli.option.DistinctFiles;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.Progress;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.cli.report.SampleProgress;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.source.ArchiveLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agc4j salvage}. */
@Command(
    name = "salvage",
    mixinStandardHelpOptions = true,
    description =
        "Writes what can still be read of a damaged archive into a new one, and prints what is lost, with tabs between the columns. The damaged file is only read.")
public final class SalvageCommand implements Callable<Integer>, Verbosity.Holder {
  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;
  @Mixin private Threads threads;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "the archive that is written")
  private Path output;

  @Option(names = "--force", description = "replace the output if it exists")
  private boolean force;

  @Parameters(
      index = "0",
      paramLabel = "ARCHIVE",
      description = "the damaged archive: a file or an address")
  private ArchiveLocation archive;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  private long salvage(Salvage salvage) throws IOException {
    SampleProgress reached = new SampleProgress("copying", 0, () -> 0);
    return Progress.during(
        spec.commandLine().getErr(),
        verbosity.showsProgress(),
        reached,
        () -> salvage.run(archive, output, reached::done));
  }

  @Override
  public Integer call() throws IOException {
    DistinctFiles.check(output, archive.localFile(), "is the damaged archive");
    CreateOptions options = CreateOptions.builder().threads(threads.count()).replace(force).build();
    try (TextOutput out = TextOutput.open(null)) {
      LossCount losses =
          new LossCount(new DamageTable(out, VerifyPlan.QUICK, verbosity.showsStatistics()));
      long stored = salvage(new Salvage(options, losses));
      out.println(
          Terminal.escaped(output.toString())
              + ": "
              + stored
              + " samples, "
              + losses.wholeSamples()
              + " of them whole; lost: "
              + losses.contigs()
              + " contigs, "
              + losses.samples()
              + " samples with all they had");
    }
    return 0;
  }
}
