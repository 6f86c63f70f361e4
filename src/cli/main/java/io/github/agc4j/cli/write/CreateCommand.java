package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.engine.option.CreateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description =
        "Creates an archive of FASTA files (plain or gzip), each of them a sample, the first the reference.")
public final class CreateCommand extends WriteCommand {
  @Mixin private WriteOptions options;
  @Mixin private InputFiles inputFiles;

  @Option(
      names = {"-b", "--batch-size"},
      paramLabel = "N",
      defaultValue = "50",
      description =
          "sequences in a pack, and samples in a batch of metadata: 1 … 10^9 (default: ${DEFAULT-VALUE})")
  private int packCardinality;

  @Option(
      names = {"-k", "--kmer-length"},
      paramLabel = "N",
      defaultValue = "31",
      description = "k-mer length: 17 … 32 (default: ${DEFAULT-VALUE})")
  private int kmerLength;

  @Option(
      names = {"-l", "--min-match"},
      paramLabel = "N",
      defaultValue = "20",
      description = "minimum match length: 15 … 32 (default: ${DEFAULT-VALUE})")
  private int matchMin;

  @Option(
      names = {"-s", "--segment-size"},
      paramLabel = "N",
      defaultValue = "60000",
      description = "segment size in symbols: 100 … 1000000 (default: ${DEFAULT-VALUE})")
  private int segmentSize;

  @Parameters(
      paramLabel = "FASTA",
      arity = "0..*",
      description = "reference first, then further samples; - is standard input")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    List<Path> inputs = inputFiles.all(files, 1);
    if (inputs.isEmpty()) {
      throw new UsageException("create: no input files");
    }
    write(inputs, (file, replace) -> create(file, inputs, engineOptions(replace)));
    return 0;
  }

  @Override
  boolean verifies() {
    return options.verifies();
  }

  private CreateOptions engineOptions(boolean replace) {
    return options.over(
        () ->
            CreateOptions.DEFAULTS.withParameters(
                kmerLength, matchMin, segmentSize, packCardinality),
        threads(),
        replace);
  }

  private void create(Path target, List<Path> inputs, CreateOptions engineOptions)
      throws IOException {
    run(
        engineOptions,
        inputs.size(),
        (writer, progress) -> writer.create(target, inputs, progress));
  }
}
