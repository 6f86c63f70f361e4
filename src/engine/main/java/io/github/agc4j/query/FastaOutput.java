package io.github.agc4j.query;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where extracted FASTA text goes, in order and from one thread. */
public interface FastaOutput {
  /** The text of this sample follows. */
  void startSample(String name) throws IOException;

  /** Takes the remaining bytes of {@code text}, which is borrowed until return. */
  void write(ByteBuffer text) throws IOException;

  /** Whether the samples make one text, in which a line that a sample leaves open is ended. */
  default boolean isOneText() {
    return false;
  }

  /** The sample's text is complete. */
  void endSample() throws IOException;
}
