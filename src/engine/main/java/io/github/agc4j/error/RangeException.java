package io.github.agc4j.error;

import io.github.agc4j.query.ContigRange;
import java.io.IOException;

/** Of many ranges the first that cannot be read; the cause tells why. */
public final class RangeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ContigRange range;

  /** Its number in the order in which the ranges were given, from 0 on. */
  private final long index;

  public RangeException(long index, ContigRange range, Exception cause) {
    super(
        "range "
            + index
            + " (sample "
            + range.sample()
            + ", contig "
            + range.contig()
            + ", "
            + range.from()
            + " to "
            + range.to()
            + "): "
            + cause.getMessage(),
        cause);
    this.index = index;
    this.range = range;
  }

  /**
   * The same when {@code first} ranges come before all that were counted, and {@code shift} is to
   * be added to the index of the sample.
   */
  public RangeException behind(long first, long shift) {
    return new RangeException(
        first + index, range.withSample(range.sample() + shift), (Exception) getCause());
  }

  /** The range's number in the order in which they were given, from 0 on. */
  public long index() {
    return index;
  }
}
