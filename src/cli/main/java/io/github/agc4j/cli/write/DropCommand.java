package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.SampleSelection;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.ArchiveChanges;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code agc4j drop}. */
@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    description =
        "Takes samples out of an archive: of the archive itself, where their sequences stay unused until it is compacted; or with --output of a copy without them.")
public final class DropCommand extends ChangeCommand {
  @Mixin private SampleSelection selection;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SAMPLE",
      description = "samples that go, by name or by pattern such as 'HG0*'")
  private List<String> samples = List.of();

  @Override
  ArchiveChanges changes(AgcReader reader) throws IOException {
    if (samples.isEmpty() && !selection.hasFile()) {
      throw new UsageException("drop: no samples");
    }
    return ArchiveChanges.NONE.drop(selection.ascending(reader, samples));
  }
}
