package io.github.agc4j.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps commands from writing over what they read. */
public final class DistinctFiles {
  private DistinctFiles() {}

  /**
   * Refuses an output that is the same file as {@code input}, by whatever name.
   *
   * @param output null for standard output
   * @param input null for what is no file of this machine
   * @param role what the input is, as in "is an input"
   */
  public static void check(Path output, Path input, String role) throws IOException {
    if (output != null
        && input != null
        && Files.exists(output)
        && Files.exists(input)
        && Files.isSameFile(output, input)) {
      throw new UsageException(output + ": " + role + " and cannot be the output, too");
    }
  }
}
