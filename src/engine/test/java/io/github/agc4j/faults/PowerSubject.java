package io.github.agc4j.faults;

import java.io.IOException;
import java.nio.file.Path;

/** What is done with an archive while the power fails, and what the archive has to hold then. */
interface PowerSubject {
  /** The file that is written or changed; its folder has what is needed. */
  Path target();

  /** What the target holds before; null if it is not there. */
  Object before() throws IOException;

  /** What the target holds afterwards. */
  Object after() throws IOException;

  /** All that an archive holds. */
  Object content(Path archive) throws IOException;

  /** Does it with the files of {@code folder}, which {@code watch} watches. */
  void run(Path folder, FileWatch watch) throws IOException;
}
