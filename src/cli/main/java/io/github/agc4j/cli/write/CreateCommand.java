package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.engine.input.FileInputs;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.engine.option.Profile;
import io.github.agc4j.fasta.source.ReadAhead;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code agc4j create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description =
        "Creates an archive of FASTA files (plain, gzip, zstd, xz or bzip2), each of them a sample, the first the reference. A file is a sample called as the file is, without the extension of a compressed file and of FASTA (.fa .fasta .fna .fas .fsa .ffn .frn .mfa); NAME=FILE calls it NAME. Each FASTA file in a tar archive (.tar, .tar.gz, .tgz, …) is a sample.")
public final class CreateCommand extends AddingCommand {
  /** So much of a pipe is kept until it is known what it brings: more than a bacterium has. */
  private static final long AHEAD_BYTES = 16L << 20;

  @Mixin private ParameterOptions parameters;

  @Mixin private OrderOption order;

  @Parameters(
      paramLabel = "FASTA",
      arity = "0..*",
      description = "reference first, then further samples; - is standard input")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    List<Path> inputs = inputFiles().all(files, 1, options().concatenated());
    if (inputs.isEmpty()) {
      throw new UsageException("create: no input files");
    }
    try (ReadAhead start = readAhead(inputs.getFirst())) {
      create(inputs, start);
    }
    return 0;
  }

  /** The start of what is looked at and cannot be read twice; null otherwise. */
  private ReadAhead readAhead(Path first) throws IOException {
    boolean isLookedAt = parameters.isAutomatic(options().needsSplitters());
    return isLookedAt && !FileInputs.isRegularGenome(first)
        ? new ReadAhead(first, AHEAD_BYTES, MemoryBudget.root(MemoryBudget.UNLIMITED))
        : null;
  }

  private void create(List<Path> inputs, ReadAhead start) throws IOException {
    boolean concatenated = options().concatenated();
    ParameterOptions.Choice choice =
        parameters.choose(inputs, start, concatenated, options().needsSplitters());
    note("profile " + ParameterOptions.name(choice.profile()) + ": " + choice.reason());
    order.check(inputs, choice.profile(), concatenated);
    write(
        inputs,
        (file, replace) -> {
          CreateOptions engineOptions = engineOptions(choice.profile(), replace);
          int[] stored = order.of(inputs, choice.profile(), engineOptions);
          run(
              engineOptions,
              inputs,
              (writer, progress) -> {
                writer.beginWith(start);
                writer.create(file, inputs, stored, progress);
              });
        });
  }

  private CreateOptions engineOptions(Profile profile, boolean replace) {
    return options().over(asked -> parameters.over(asked, profile), threads(), replace);
  }
}
