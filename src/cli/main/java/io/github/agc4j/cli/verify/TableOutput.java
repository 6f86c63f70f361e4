package io.github.agc4j.cli.verify;

import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a table about an archive goes. */
final class TableOutput {
  private TableOutput() {}

  /**
   * Output to {@code file}, or to standard output if that is null.
   *
   * @throws UsageException when it would replace {@code archive}
   */
  static TextOutput open(Path file, Path archive) throws IOException {
    if (file != null
        && Files.exists(file)
        && Files.exists(archive)
        && Files.isSameFile(file, archive)) {
      throw new UsageException(file + ": is read and cannot be the output, too");
    }
    return TextOutput.open(file);
  }
}
