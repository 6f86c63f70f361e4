package io.github.agc4j.query;

import java.io.IOException;

/** The same by the names as the archive has them, which need not be UTF-8. */
public interface ContigBytesVisitor {
  /** A contig's full name; its length in symbols is found out when it is asked for. */
  void visit(byte[] name, ContigVisitor.LengthSource length) throws IOException;
}
