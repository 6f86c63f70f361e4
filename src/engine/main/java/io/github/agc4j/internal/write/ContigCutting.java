package io.github.agc4j.internal.write;

import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.internal.write.input.InputReader;
import io.github.agc4j.internal.write.input.SampleBatch;
import java.io.IOException;

/**
 * Cuts the contigs of a batch into segments and decides about each; those of known groups are
 * encoded at once. Groups and references do not change meanwhile.
 */
interface ContigCutting extends AutoCloseable {
  /** The format's limit, less what buffers need. */
  long SEGMENT_SYMBOLS_MAX = Integer.MAX_VALUE - 64;

  /** Learns what a new archive needs to know of its reference, if anything. */
  void begin(InputReader reader, Workers workers) throws IOException, InterruptedException;

  /** Learns what {@code source} has; its splitters are known already. */
  void resume(SourceArchive source) throws IOException;

  /** Logs all segments of a batch. */
  void run(SampleBatch batch, Workers workers) throws IOException, InterruptedException;

  /** Learns what a batch that is stored has added. */
  void learn(SampleBatch batch, Registration registration, long firstNewGroup);

  /** Refuses a segment that the format cannot hold. */
  static void checkLength(SampleBatch batch, int index, long symbols) throws IOException {
    if (symbols > SEGMENT_SYMBOLS_MAX) {
      throw new IOException(batch.describe(index) + ": a segment has 2^31 symbols or more");
    }
  }

  @Override
  void close();
}
