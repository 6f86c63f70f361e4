package io.github.agc4j.input;

import java.nio.file.Path;

/** Names the samples that files are. */
public interface SampleNamer {
  /** The name for {@code file}, or a member of a tar archive; null for the one by its name. */
  String nameFor(Path file);
}
