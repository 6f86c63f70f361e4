package io.github.agc4j.cli.write;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j append}. */
@Command(
    name = "append",
    mixinStandardHelpOptions = true,
    description =
        "Writes an archive that has the samples of another one and those of FASTA files; or adds the samples to the archive itself. What files may be, and what their samples are called: as with create.")
public final class AppendCommand extends AddingCommand {
  @Option(
      names = "--in-place",
      description =
          "extend the archive itself: what is new is written after its end, and until all of it is on the disk the archive is the old one")
  private boolean inPlace;

  @Parameters(index = "0", paramLabel = "ARCHIVE", description = "the archive")
  private Path archive;

  @Parameters(
      index = "1..*",
      paramLabel = "FASTA",
      arity = "0..*",
      description = "the samples to be added; - is standard input")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    List<Path> inputs = inputFiles().all(files, 0, options().concatenated());
    if (inPlace && output() != null) {
      throw new UsageException("append: either --in-place or --output");
    }
    if (inPlace && inputs.isEmpty()) {
      throw new UsageException("append: no input files");
    }
    if (inPlace) {
      run(() -> AgcWriter.appendInPlace(archive, engineOptions(false)), inputs, writer -> {});
    } else {
      write(
          inputs,
          (file, replace) ->
              run(
                  () -> AgcWriter.append(archive, file, engineOptions(replace)),
                  inputs,
                  writer -> {}));
    }
    return 0;
  }

  private CreateOptions engineOptions(boolean replace) {
    return options().over(UnaryOperator.identity(), threads(), replace);
  }
}
