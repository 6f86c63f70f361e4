package io.github.agc4j.internal.text;

import java.io.IOException;

/** Looks at runs of a contig. */
public interface RunVisitor {
  /**
   * Called for each run, in order.
   *
   * @param from its first symbol, 0-based
   * @param to after its last symbol
   * @param value the byte that all of its symbols are, 0 … 255; 0 for letters in lower case
   */
  void visit(long from, long to, int value) throws IOException;
}
