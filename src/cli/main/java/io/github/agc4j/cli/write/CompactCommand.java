package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agc4j compact}. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description =
        "Takes out of an archive what appends in place, drop and rename have left unused, and joins short packs: writes a copy, which takes the archive's place when it is complete, or is the --output.")
public final class CompactCommand extends WriteCommand {
  @Parameters(index = "0", paramLabel = "ARCHIVE", description = "the archive")
  private Path archive;

  @Override
  public Integer call() throws IOException {
    long samples;
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      samples = reader.samples();
    }
    if (output() == null) {
      run(() -> AgcWriter.compact(archive, options(true)), samples);
    } else {
      write(
          List.of(archive),
          (file, replace) -> run(() -> AgcWriter.append(archive, file, options(replace)), samples));
    }
    return 0;
  }

  private CreateOptions options(boolean replace) {
    return CreateOptions.builder().threads(threads()).replace(replace).build();
  }
}
