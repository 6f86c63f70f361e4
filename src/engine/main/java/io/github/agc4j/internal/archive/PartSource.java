package io.github.agc4j.internal.archive;

import io.github.agc4j.error.CorruptArchiveException;
import java.io.IOException;

/** Where the parts of streams come from. */
public interface PartSource {
  /** Which streams and parts there are. */
  StreamDirectory directory();

  /**
   * A copy of part {@code part} (0-based) of {@code stream}, to be closed by the caller's thread.
   *
   * @throws CorruptArchiveException when there is no such part
   * @throws IllegalStateException when the source is closed
   */
  PartCopy part(int stream, long part) throws IOException;

  /** The error that part {@code part} of the stream called {@code stream} is damaged. */
  CorruptArchiveException corrupt(String stream, long part, Throwable cause);
}
