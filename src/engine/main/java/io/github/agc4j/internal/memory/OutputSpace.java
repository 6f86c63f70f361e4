package io.github.agc4j.internal.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Makes sure that a file may be written up to some offset. */
public interface OutputSpace {
  /** A file of one's own: nothing to do. */
  OutputSpace OWN = (channel, end) -> {};

  /** Called before bytes below {@code end} are written for the first time. */
  void reserve(FileChannel channel, long end) throws IOException;
}
