package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.cli.option.SampleSelection;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j extract}. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description =
        "Writes an archive of some samples of another one, without decoding them; they keep the archive's order.")
public final class ExtractCommand extends WriteCommand {
  @Option(
      names = "--samples",
      paramLabel = "SAMPLE",
      split = ",",
      description = "samples by name or by pattern such as 'HG0*', with commas between them")
  private List<String> samples = List.of();

  @Mixin private SampleSelection selection;

  @Parameters(index = "0", paramLabel = "ARCHIVE", description = "the archive, or a set")
  private Path archive;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SAMPLE",
      description = "further samples")
  private List<String> furtherSamples = List.of();

  @Override
  public Integer call() throws IOException {
    SampleIndexes chosen = chosen();
    // Whoever extracts over the archive would lose all other samples.
    write(ArchiveSet.archives(archive), (file, replace) -> extract(file, chosen, replace));
    return 0;
  }

  private void extract(Path target, SampleIndexes chosen, boolean replace) throws IOException {
    CreateOptions options = CreateOptions.builder().threads(threads()).replace(replace).build();
    run(() -> AgcWriter.extract(archive, chosen, target, options), chosen.size());
  }

  /** The indexes of the samples that are wanted, ascending. */
  private SampleIndexes chosen() throws IOException {
    List<String> names = new ArrayList<>(samples);
    names.addAll(furtherSamples);
    if (names.isEmpty() && !selection.hasFile()) {
      throw new UsageException("extract: no samples (--samples or --samples-file)");
    }
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      return selection.ascending(reader, names);
    }
  }
}
