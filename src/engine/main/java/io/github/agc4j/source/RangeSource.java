package io.github.agc4j.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file of which ranges can be fetched, wherever it is. What is fetched is kept by the reader as
 * far as its budgets allow, so a source keeps nothing itself.
 *
 * <p>{@link #open} comes first, once; then any number of threads read, until {@link #close}.
 */
public interface RangeSource extends Closeable {
  /** What the file is called in messages: without passwords and signatures. */
  String name();

  /** What tells the file from all others, such as its whole address: not shown to anybody. */
  String identity();

  /**
   * Opens the file and fetches its end along, which readers of archives need first.
   *
   * @param end its last bytes are put here from the position on, as many as there are and fit; the
   *     position is then after them
   * @return the file's size in bytes
   * @throws IOException when there is no such file, or it cannot be read by ranges
   */
  long open(ByteBuffer end) throws IOException;

  /**
   * What tells the bytes of this state of the file from those of all others, such as a strong
   * entity tag; empty if nothing does, and then no copies of it are kept for later. Asked after
   * {@link #open}.
   */
  String version();

  /**
   * Fetches the bytes from {@code offset} on, as many as {@code target} has room for. They lie
   * within the file.
   *
   * @param target direct, filled from its position to its limit; its state is undefined after an
   *     error
   * @throws IOException when they cannot be fetched, also when the file is known to have changed
   *     since it was opened
   */
  void read(long offset, ByteBuffer target) throws IOException;
}
