package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What the commands have in common that change an archive itself, or write it changed. */
abstract class ChangeCommand extends WriteCommand {
  @Parameters(index = "0", paramLabel = "ARCHIVE", description = "the archive")
  private Path archive;

  /** The archive. */
  Path archive() {
    return archive;
  }

  /** What is to be changed of the archive that {@code reader} reads. */
  abstract ArchiveChanges changes(AgcReader reader) throws IOException;

  @Override
  public Integer call() throws IOException {
    ArchiveChanges changes;
    long samples;
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      changes = changes(reader);
      samples = reader.samples() - changes.dropped().size();
    }
    if (output() == null) {
      run(() -> AgcWriter.changeInPlace(archive, changes, options(false)), samples);
    } else {
      write(
          List.of(archive),
          (file, replace) ->
              run(() -> AgcWriter.change(archive, changes, file, options(replace)), samples));
    }
    return 0;
  }

  private CreateOptions options(boolean replace) {
    return CreateOptions.builder().threads(threads()).replace(replace).build();
  }
}
