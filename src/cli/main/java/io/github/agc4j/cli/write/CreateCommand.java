package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.engine.option.CreateOptions;
import io.github.agc4j.engine.option.Profile;
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
    ParameterOptions.Choice choice =
        parameters.choose(inputs, options().concatenated(), options().needsSplitters());
    note("profile " + ParameterOptions.name(choice.profile()) + ": " + choice.reason());
    order.check(inputs, choice.profile(), options().concatenated());
    write(
        inputs,
        (file, replace) -> {
          CreateOptions engineOptions = engineOptions(choice.profile(), replace);
          create(file, inputs, order.of(inputs, choice.profile(), engineOptions), engineOptions);
        });
    return 0;
  }

  private CreateOptions engineOptions(Profile profile, boolean replace) {
    return options().over(asked -> parameters.over(asked, profile), threads(), replace);
  }

  private void create(Path target, List<Path> inputs, int[] stored, CreateOptions engineOptions)
      throws IOException {
    run(
        engineOptions,
        inputs,
        (writer, progress) -> writer.create(target, inputs, stored, progress));
  }
}
