package io.github.agc4j.internal.read.set;

import io.github.agc4j.internal.read.ArchiveReader;
import java.io.IOException;

/** What is asked of an archive. */
public interface ArchiveQuestion<T> {
  /** Asks {@code archive}, which is borrowed meanwhile. */
  T ask(ArchiveReader archive) throws IOException;
}
