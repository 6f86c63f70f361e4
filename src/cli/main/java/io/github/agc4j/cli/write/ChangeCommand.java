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

  /** How many samples there will be. */
  private long samples;

  /** What is to be changed of the archive that {@code reader} reads. */
  abstract ArchiveChanges changes(AgcReader reader) throws IOException;

  @Override
  public Integer call() throws IOException {
    ArchiveChanges changes;
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

  /** Samples go by their indexes: nobody must have dropped others since these were found. */
  @Override
  void check(Path file, long end) throws IOException {
    ReadOptions complete = ReadOptions.DEFAULTS.withEnd(end);
    try (AgcReader reader = AgcReader.open(file, complete)) {
      if (reader.samples() != samples) {
        throw new IOException(archive + ": was changed meanwhile");
      }
    }
  }

  private CreateOptions options(boolean replace) {
    return CreateOptions.builder().threads(threads()).replace(replace).build();
  }
}
