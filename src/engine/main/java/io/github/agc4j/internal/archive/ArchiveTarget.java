package io.github.agc4j.internal.archive;

import io.github.agc4j.internal.memory.MappedOutput;
import java.io.IOException;
import java.nio.file.Path;

/** The file that an archive is written to, and how it takes effect. Closed once. */
interface ArchiveTarget extends AutoCloseable {
  /** Where parts and footer go, front to back; closed by the target. */
  MappedOutput output();

  /** The file itself, whatever it is called yet. */
  Path file();

  /** Whether the parts of the archive that is extended are in the file already. */
  boolean holdsSource();

  /** Everything up to the trailer was written: forces it to the disk and makes it the archive. */
  void commit() throws IOException;

  /** What messages call the file. */
  @Override
  String toString();

  /** Frees everything; without {@link #commit} the archive is what it was before. */
  @Override
  void close() throws IOException;
}
