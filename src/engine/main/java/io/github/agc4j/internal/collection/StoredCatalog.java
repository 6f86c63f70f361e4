package io.github.agc4j.internal.collection;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.memory.MalformedBytesException;
import java.io.IOException;
import java.util.List;

/**
 * The metadata in the form of one of the archive formats. Names and commands are there for any
 * thread, batches are read by one at a time.
 */
interface StoredCatalog extends AutoCloseable {
  /** The samples' names, borrowed. */
  NameTable samples();

  /** Number of samples in each batch but the last, at least 1. */
  long batchSamples();

  /** What raw lengths are coded against; 0 if they are stored as they are. */
  long expectedLength();

  /**
   * Fills an empty batch with samples {@code first} … {@code first + count − 1}.
   *
   * @throws CorruptArchiveException when they are damaged; the batch is the caller's to free
   */
  void read(CatalogBatch batch, long first, long count) throws IOException;

  /** The error that a contig name of batch {@code batch} is damaged. */
  CorruptArchiveException corruptNames(long batch, MalformedBytesException cause);

  /** The commands that made the archive, the oldest first. */
  List<RecordedCommand> commands();

  @Override
  void close();
}
