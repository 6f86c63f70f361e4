package io.github.agc4j.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Temporary files that get their final name when they are complete. Those that are still unfinished
 * when the process is told to end (SIGINT, SIGTERM, SIGHUP) are deleted then.
 */
public final class UnfinishedFiles {
  private static final Set<Path> FILES = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(UnfinishedFiles::deleteAll, "agc4j-unfinished"));
  }

  private UnfinishedFiles() {}

  /** From now on {@code file} is deleted when the process ends. */
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

  private static void deleteAll() {
    for (Path file : FILES) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The process ends; what cannot be deleted now stays.
      }
    }
  }
}
