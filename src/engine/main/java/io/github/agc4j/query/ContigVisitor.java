package io.github.agc4j.query;

import java.io.IOException;

/** Takes a sample's contigs, one by one. */
public interface ContigVisitor {
  /** A contig's full name; its length in symbols is found out when it is asked for. */
  void visit(String name, LengthSource length) throws IOException;

  /** Tells the length of the contig that is being visited. */
  interface LengthSource {
    /** Its symbols, by the metadata. */
    long get() throws IOException;
  }
}
