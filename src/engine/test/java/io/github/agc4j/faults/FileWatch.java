package io.github.agc4j.faults;

import java.io.IOException;
import java.nio.file.Path;

/** Learns of each operation on files, and may make it fail. Called by any thread. */
interface FileWatch {
  /** Lets everything happen. */
  FileWatch NONE = (operation, file) -> {};

  /**
   * Called before {@code operation}, which is not done if this throws.
   *
   * @param file as the system knows it
   */
  void before(FileOperation operation, Path file) throws IOException;

  /** How many of {@code bytes}, one or more, a read or write takes. */
  default int granted(FileOperation operation, int bytes) {
    return bytes;
  }

  /**
   * Called after {@code operation} was done.
   *
   * @param file what it was done to
   * @param name what a moved file is called now; otherwise {@code file}
   */
  default void after(FileOperation operation, Path file, Path name) {}
}
