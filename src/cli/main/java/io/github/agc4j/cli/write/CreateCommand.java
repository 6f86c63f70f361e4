package io.github.agc4j.cli.write;

import io.github.agc4j.InputFiles;
import io.github.agc4j.ProfileChoice;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Profile;
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

  @Mixin private ShardsOption shards;

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
    order.check(parameters.isCompat(), options().concatenated());
    shards.check(inputs, parameters.isCompat(), options().concatenated(), output(), verifies());
    write(inputs, (file, replace) -> create(inputs, file, replace));
    return 0;
  }

  /** Looks at the inputs, if that chooses the profile or they are ordered, and creates it. */
  private void create(List<Path> inputs, Path file, boolean replace) throws IOException {
    boolean concatenated = options().concatenated();
    boolean isAutomatic = parameters.isAutomatic(options().needsSplitters());
    boolean areAllThere = inputs.stream().allMatch(InputFiles::canReadTwice);
    boolean needsSplitters = options().needsSplitters();
    ParameterOptions.Choice asked = isAutomatic ? null : parameters.choose(null, needsSplitters);
    boolean isKept =
        asked != null && !areAllThere && order.isBySimilarity(asked.profile(), concatenated);
    try (ProfileChoice look =
        isAutomatic || isKept ? new ProfileChoice(inputs, concatenated) : null) {
      ParameterOptions.Choice choice =
          isAutomatic ? parameters.choose(look, needsSplitters) : asked;
      note("profile " + ParameterOptions.name(choice.profile()) + ": " + choice.reason());
      CreateOptions engineOptions = engineOptions(choice.profile(), replace);
      boolean isOrdered = order.isBySimilarity(choice.profile(), concatenated);
      List<Path> read =
          isOrdered && !areAllThere ? look.keepAll(file.toAbsolutePath().getParent()) : inputs;
      int[] stored = isOrdered ? order(look, read) : null;
      run(
          () -> shards.create(file, engineOptions),
          read,
          writer -> {
            if (look != null) {
              writer.beginWith(look);
            }
            if (stored != null) {
              writer.orderWith(stored);
            }
          });
    }
  }

  private int[] order(ProfileChoice look, List<Path> inputs) throws IOException {
    return look == null
        ? InputFiles.orderBySimilarity(inputs, threads())
        : look.orderBySimilarity(inputs, threads());
  }

  private CreateOptions engineOptions(Profile profile, boolean replace) {
    return options().over(asked -> parameters.over(asked, profile), threads(), replace);
  }
}
