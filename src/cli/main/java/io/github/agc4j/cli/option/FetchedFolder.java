package io.github.agc4j.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where copies of what is fetched are kept. */
public final class FetchedFolder {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "folder for copies of what is fetched of an archive at an address, checked by checksums and used again (default: none are kept)")
  private Path folder;

  /** Null for none. */
  public Path path() {
    return folder;
  }
}
