package io.github.agc4j.query;

import java.io.IOException;

/** Takes samples, one by one. */
public interface SampleVisitor {
  /** Called with the index of a sample. */
  void visit(long sample) throws IOException;
}
