package io.github.agc4j.info;

import java.io.IOException;

/** Takes the stretches of a contig whose letters are in lower case, in order. */
public interface MaskConsumer {
  /**
   * A stretch.
   *
   * @param from its first symbol in the contig, 0-based
   * @param to after its last symbol
   */
  void accept(long from, long to) throws IOException;
}
