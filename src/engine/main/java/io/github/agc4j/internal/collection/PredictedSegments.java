package io.github.agc4j.internal.collection;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.ByteReader;

/**
 * Decodes where segments are in formats 1 and 2, whose numbers are coded against those of the
 * contig's segment before; the first one's against 0.
 */
final class PredictedSegments {
  private static final long MAX = 0xffff_ffffL;

  /** How a number is coded. */
  interface Coding {
    /** What {@code code} stands for after the number {@code before}. */
    long value(long code, long before);
  }

  private final long groups;
  private final Coding coding;

  /** A decoder for groups numbered below {@code groups}. */
  PredictedSegments(long groups, Coding coding) {
    this.groups = groups;
    this.coding = coding;
  }

  /**
   * Adds the {@code count} segments of a contig to {@code batch}.
   *
   * @param streams where groups, in-group ids, raw lengths and orientations come from; they may be
   *     one and the same
   * @throws io.github.agc4j.internal.memory.MalformedBytesException when a number is out of its
   *     range
   */
  void read(ByteReader[] streams, long count, CatalogBatch batch) {
    long group = 0;
    long id = 0;
    long length = 0;
    for (long i = 0; i < count; i++) {
      group = next(streams[0], group, groups - 1, "unknown group");
      id = next(streams[1], id, Integer.MAX_VALUE, "in-group id out of range");
      length = next(streams[2], length, MAX, "raw length out of range");
      long orientation = CatalogInteger.read(streams[3]);
      verify(orientation <= 1, streams[3].position(), "unknown orientation");
      batch.addSegment(group, id, length, orientation == 1);
    }
  }

  private long next(ByteReader in, long before, long max, String otherwise) {
    long value = coding.value(CatalogInteger.read(in), before);
    verify(value >= 0 && value <= max, in.position(), otherwise);
    return value;
  }
}
