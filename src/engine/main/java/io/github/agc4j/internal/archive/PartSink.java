package io.github.agc4j.internal.archive;

import java.io.IOException;

/** Where the parts of streams go. */
public interface PartSink {
  /** Adds a stream after the last one and returns its index. */
  int addStream(String name);

  /**
   * Claims the place after all parts claimed before, for a part of {@code stream} that will have at
   * most {@code bytesMax} bytes. The caller writes the part into {@link PartClaim#room} and then
   * commits it; other threads may fill claims meanwhile, and the file's order is that of the
   * claims.
   */
  PartClaim claim(int stream, long bytesMax) throws IOException;
}
