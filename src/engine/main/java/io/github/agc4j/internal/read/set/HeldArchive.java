package io.github.agc4j.internal.read.set;

import io.github.agc4j.internal.read.ArchiveReader;

/** An archive that stays open until this is closed. */
public interface HeldArchive extends AutoCloseable {
  /** The archive, borrowed. */
  ArchiveReader archive();

  @Override
  void close();
}
