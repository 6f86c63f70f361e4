package io.github.agc4j.query;

import java.io.IOException;

/** Tells the length of the contig that is being visited. */
public interface LengthSource {
  /** Its symbols, by the metadata. */
  long get() throws IOException;
}
