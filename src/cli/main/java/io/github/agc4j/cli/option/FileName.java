package io.github.agc4j.cli.option;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Files by the names of the command line. A name is bytes and need not be UTF-8; what is not
 * reaches this program as U+FFFD, and the file is looked for among those of its folder.
 */
public final class FileName {
  private static final char UNDECODED = '\ufffd';

  private FileName() {}

  /**
   * The file called {@code name}; a path that does not exist if there is none, or if several differ
   * only where their names are not UTF-8.
   *
   * @throws IllegalArgumentException when the name is empty or cannot be one
   */
  public static Path of(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the file name is empty");
    }
    Path plain = Path.of(name);
    if (name.indexOf(UNDECODED) < 0 || Files.exists(plain)) {
      return plain;
    }
    Path found = plain.isAbsolute() ? plain.getRoot() : Path.of("");
    for (Path element : plain) {
      found = child(found, element.toString());
    }
    return found;
  }

  private static Path child(Path folder, String name) {
    Path plain = folder.resolve(name);
    if (name.indexOf(UNDECODED) < 0 || Files.exists(plain)) {
      return plain;
    }
    List<Path> found = entries(folder, name);
    return found.size() == 1 ? found.getFirst() : plain;
  }

  /** Why there is no file at {@code path}, which {@link #of} gave. */
  public static String whyMissing(Path path) {
    return path.toString().indexOf(UNDECODED) < 0
        ? "no such file"
        : "no such file, or several that differ only where their names are not UTF-8: rename them, or name - and --stdin-name";
  }

  private static List<Path> entries(Path folder, String name) {
    DirectoryStream.Filter<Path> isCalled = entry -> entry.getFileName().toString().equals(name);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, isCalled)) {
      return new ArrayList<>(StreamSupport.stream(entries.spliterator(), false).toList());
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
  }
}
