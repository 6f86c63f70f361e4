package io.github.agc4j.cli.read;

import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that write FASTA. */
final class FastaOptions {
  private static final long LENGTH_MIN = 1;
  private static final long LENGTH_MAX = 2_000_000_000;

  @Mixin private Threads threads;

  @Option(
      names = {"-l", "--line-length"},
      paramLabel = "N",
      defaultValue = "80",
      description = "symbols per line: 1 … 2000000000 (default: ${DEFAULT-VALUE})")
  private long lineLength;

  int threads() {
    return threads.count();
  }

  long lineLength() {
    if (lineLength < LENGTH_MIN || lineLength > LENGTH_MAX) {
      throw new UsageException(
          "--line-length=" + lineLength + " is not within " + LENGTH_MIN + " … " + LENGTH_MAX);
    }
    return lineLength;
  }
}
