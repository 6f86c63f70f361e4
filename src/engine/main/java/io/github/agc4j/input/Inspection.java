package io.github.agc4j.input;

import java.io.IOException;
import java.nio.file.Path;

/** Looks at an archive that is complete but does not count yet. */
public interface Inspection {
  /**
   * Looks at {@code file}, in which the archive ends at {@code end}.
   *
   * @throws IOException when it is not what it should be, and must not become the archive
   */
  void inspect(Path file, long end) throws IOException;
}
