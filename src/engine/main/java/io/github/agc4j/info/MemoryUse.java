package io.github.agc4j.info;

import java.util.List;

/** Off-heap memory of a component and of what it consists of. May be asked by any thread. */
public interface MemoryUse {
  /** What it is for. */
  String name();

  /** Bytes that are reserved now. */
  long currentBytes();

  /** The most bytes that were reserved at a time. */
  long peakBytes();

  /** Bytes that may be reserved; {@link Long#MAX_VALUE} without a limit. */
  long limitBytes();

  /** The components that it consists of. */
  List<? extends MemoryUse> children();
}
