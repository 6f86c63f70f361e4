package io.github.agc4j.fuzz.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of this process for files that change thousands of times, in memory if possible. */
public final class Workplace {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path FOLDER = create();

  private Workplace() {}

  /** The folder; it vanishes with the process. */
  public static Path folder() {
    return FOLDER;
  }

  /** Writes {@code bytes} to the file called {@code name}, which may exist. */
  public static Path file(String name, byte[] bytes) throws IOException {
    return Files.write(FOLDER.resolve(name), bytes);
  }

  private static Path create() {
    try {
      Path folder =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, "agc4j-fuzz")
              : Files.createTempDirectory("agc4j-fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes {@code folder} with all that is in it. */
  public static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
