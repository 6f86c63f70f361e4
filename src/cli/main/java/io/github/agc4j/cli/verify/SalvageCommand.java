package io.github.agc4j.cli.verify;

import io.github.agc4j.cli.option.DistinctFiles;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.engine.verify.Salvage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j salvage}. */
@Command(
    name = "salvage",
    mixinStandardHelpOptions = true,
    description =
        "Writes what can still be read of a damaged archive into a new one, and prints what is lost, with tabs between the columns. The damaged file is only read.")
public final class SalvageCommand implements Callable<Integer>, Verbosity.Holder {
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

  @Parameters(index = "0", paramLabel = "ARCHIVE", description = "the damaged archive")
  private Path archive;

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() throws IOException {
    DistinctFiles.check(output, archive, "is the damaged archive");
    CreateOptions options =
        CreateOptions.DEFAULTS.withThreads(threads.count()).withInput(false, force);
    try (TextOutput out = TextOutput.open(null)) {
      LossCount losses = new LossCount(new DamageTable(out, verbosity.showsStatistics()));
      long stored = new Salvage(options, losses).run(archive, output, samples -> {});
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
