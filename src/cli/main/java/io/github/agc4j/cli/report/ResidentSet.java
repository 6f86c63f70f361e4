package io.github.agc4j.cli.report;

import java.util.Map;

/** The resident set of this process by kind of mapping. */
record ResidentSet(Map<Kind, Long> bytes) {
  /** What a page belongs to. */
  enum Kind {
    /** The JVM's and other shared libraries. */
    LIBRARIES,
    /** The JVM's archives of loaded classes. */
    CLASS_ARCHIVES,
    /** Other mapped files: inputs and output. */
    FILES,
    /** The Java heap. */
    HEAP,
    /** Everything else: the C heap, compiled code, class metadata, stacks. */
    ANONYMOUS
  }

  long of(Kind kind) {
    return bytes.getOrDefault(kind, 0L);
  }
}
