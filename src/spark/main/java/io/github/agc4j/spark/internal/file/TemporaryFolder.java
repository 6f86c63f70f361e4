package io.github.agc4j.spark.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this machine that goes when it is closed, with all that is in it. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  /** A new one. */
  public TemporaryFolder() throws IOException {
    this.path = Files.createTempDirectory("agc4j");
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Again without effect. */
  @Override
  public void close() throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(path)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
