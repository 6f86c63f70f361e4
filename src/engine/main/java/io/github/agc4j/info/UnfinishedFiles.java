package io.github.agc4j.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Temporary files that get their final name when they are complete. A program that is told to end
 * (SIGINT, SIGTERM, SIGHUP) may delete those that are still unfinished, with a shutdown hook that
 * calls {@link #deleteAll}; otherwise they stay.
 */
public final class UnfinishedFiles {
  private static final Set<Path> FILES = ConcurrentHashMap.newKeySet();

  private UnfinishedFiles() {}

  /** From now on {@code file} is unfinished. */
  public static void add(Path file) {
    FILES.add(file.toAbsolutePath());
  }

  /** {@code file} got its final name, or was deleted. */
  public static void remove(Path file) {
    FILES.remove(file.toAbsolutePath());
  }

  /**
   * Gives {@code file} the permissions of {@code existing}, which it will replace, if that exists.
   */
  public static void copyPermissions(Path existing, Path file) throws IOException {
    PosixFileAttributeView from =
        Files.getFileAttributeView(existing, PosixFileAttributeView.class);
    PosixFileAttributeView to =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (from != null && to != null && Files.exists(existing)) {
      to.setPermissions(from.readAttributes().permissions());
    }
  }

  /** Deletes all that are unfinished; what still writes to them fails when it finishes. */
  public static void deleteAll() {
    // What is in a folder before the folder.
    for (Path file : FILES.stream().sorted(Comparator.reverseOrder()).toList()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The process ends; what cannot be deleted now stays.
      }
    }
  }
}
