package io.github.agc4j.internal.archive.waypoint;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;

/** Collects what the next waypoint tells: see the grammar of the package. For one thread. */
public final class WaypointWriter implements AutoCloseable {
  /** All waypoints together take less than this share of what is written. */
  private static final long SHARE = 1000;

  /** The same while more follow, so that something is left for the end. */
  private static final long SHARE_BETWEEN = 1250;

  /** Bytes between two waypoints, at least. */
  private static final long GAP_BYTES_MIN = 64 << 10;

  /** A block takes some bytes itself. */
  private static final long BLOCK_BYTES_MIN = 512;

  /** What compression makes of a text, about. */
  private static final long COMPRESSION = 3;

  /** Bytes that the counts of a text take, and those by which compression may fail, at most. */
  private static final long REST_BYTES = 128;

  private final UnaryOperator<String> following;
  private final GrowableBytes streams;
  private final GrowableBytes announced;
  private final GrowableBytes names;
  private final GrowableBytes steps;
  private final GrowableBytes gaps;
  private final GrowableBytes sizes;
  private final GrowableBytes text;

  /** The stream that was added last, and how many up to it were the likely ones. */
  private String lastName = "";

  private long likely;
  private long announcedCount;
  private long parts;
  private long lastStream;
  private long lastEnd;
  private int sequence;

  /** Bytes of all waypoints so far. */
  private long spent;

  /** Whether any sample was told: without one nothing can be read. */
  private boolean hasSamples;

  /** How much has to be written until another one is tried. */
  private long nextTry;

  /**
   * Nothing to tell.
   *
   * @param following gives the name of the stream that likely comes after one of this name
   * @param budget what is collected is reserved from
   */
  public WaypointWriter(UnaryOperator<String> following, MemoryBudget budget) {
    this.following = following;
    this.streams = new GrowableBytes(budget);
    this.announced = new GrowableBytes(budget);
    this.names = new GrowableBytes(budget);
    this.steps = new GrowableBytes(budget);
    this.gaps = new GrowableBytes(budget);
    this.sizes = new GrowableBytes(budget);
    this.text = new GrowableBytes(budget);
  }

  /** Adds the next stream. */
  public void addStream(String name) {
    if (name.equals(following.apply(lastName))) {
      likely++;
    } else {
      endRun();
      streams.putVarint(0);
      put(streams, name);
    }
    lastName = name;
  }

  private void endRun() {
    if (likely > 0) {
      streams.putVarint(likely);
      likely = 0;
    }
  }

  private static void put(GrowableBytes target, String name) {
    target.put(name.getBytes(StandardCharsets.ISO_8859_1));
    target.putByte(0);
  }

  /**
   * Adds the next part of a stream.
   *
   * @param offset of its integer
   * @param size bytes without that
   */
  public void addPart(int stream, long offset, long size) {
    putSigned(steps, stream - lastStream);
    putSigned(gaps, offset - lastEnd);
    sizes.putVarint(size);
    lastStream = stream;
    lastEnd = offset + size;
    parts++;
  }

  private static void putSigned(GrowableBytes target, long value) {
    target.putVarint(value << 1 ^ value >> 63);
  }

  /** Adds a part that the archive will have at its end, as it would be if that were here. */
  public void announce(String stream, long metadata, MemorySegment data) {
    put(announced, stream);
    announced.putVarint(metadata);
    announced.putVarint(data.byteSize());
    announced.put(data, 0, data.byteSize());
    announcedCount++;
  }

  /** Adds names of samples, each with a zero byte after it. */
  public void addNames(MemorySegment sampleNames) {
    names.put(sampleNames, 0, sampleNames.byteSize());
    hasSamples |= sampleNames.byteSize() > 0;
  }

  /**
   * Whether a waypoint may be worth it.
   *
   * @param written bytes that were written of the archive so far
   * @param isEnd whether nothing is written after it
   */
  public boolean isDue(long written, boolean isEnd) {
    return hasSamples
        && parts > 0
        && (isEnd || written >= nextTry)
        && isWorth(textBytes() / COMPRESSION, written, isEnd);
  }

  private boolean isWorth(long bytes, long written, boolean isEnd) {
    return (spent + bytes) * (isEnd ? SHARE : SHARE_BETWEEN) <= written;
  }

  private long textBytes() {
    return streams.size()
        + announced.size()
        + names.size()
        + steps.size()
        + gaps.size()
        + sizes.size()
        + REST_BYTES;
  }

  /** Bytes that the next waypoint takes, at most. */
  public long bytesMax() {
    return WaypointHead.BYTES + textBytes() + textBytes() / 1000 + REST_BYTES;
  }

  /**
   * Writes the waypoint to {@code target}, which has room for {@link #bytesMax}, and begins the
   * next, unless it is longer than was thought.
   *
   * @return its bytes; 0 if it counts as not written
   */
  public long write(MemorySegment target, long written, boolean isEnd) {
    long[] blockEnds = makeText();
    MemorySegment compressed = target.asSlice(WaypointHead.BYTES);
    long bodyBytes = deflate(text.written(), blockEnds, compressed);
    long bytes = WaypointHead.BYTES + bodyBytes;
    if (bodyBytes == compressed.byteSize() || !isWorth(bytes, written, isEnd)) {
      // Not before there is something new to tell again.
      nextTry = written + bytes * SHARE / 4;
      return 0;
    }
    new WaypointHead(sequence++, text.size(), bodyBytes).write(target);
    spent += bytes;
    nextTry = written + Math.max(GAP_BYTES_MIN, bytes * SHARE / 4);
    for (GrowableBytes column : List.of(streams, announced, names, steps, gaps, sizes)) {
      column.clear();
    }
    likely = 0;
    announcedCount = 0;
    parts = 0;
    return bytes;
  }

  /** Puts the columns together; returns where those end that are alike. */
  private long[] makeText() {
    endRun();
    text.clear();
    text.putVarint(streams.size());
    append(streams);
    text.putVarint(announcedCount);
    append(announced);
    text.putVarint(names.size());
    long namesStart = text.size();
    append(names);
    long namesEnd = text.size();
    text.putVarint(parts);
    append(steps);
    append(gaps);
    long sizesStart = text.size();
    append(sizes);
    return new long[] {namesStart, namesEnd, sizesStart, text.size()};
  }

  private void append(GrowableBytes column) {
    text.put(column.written(), 0, column.size());
  }

  /**
   * Names and numbers are compressed as blocks of their own, since their bytes are others.
   *
   * @return bytes of {@code target} that were filled; all of them if there was too little room
   */
  private static long deflate(MemorySegment source, long[] blockEnds, MemorySegment target) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      ByteBuffer output = target.asByteBuffer();
      long from = 0;
      for (long end : blockEnds) {
        if (end - from < BLOCK_BYTES_MIN && end < source.byteSize()) {
          continue;
        }
        deflater.setInput(source.asSlice(from, end - from).asByteBuffer());
        deflater.deflate(output, Deflater.SYNC_FLUSH);
        from = end;
      }
      deflater.finish();
      deflater.deflate(output);
      return deflater.finished() ? output.position() : target.byteSize();
    } finally {
      deflater.end();
    }
  }

  @Override
  public void close() {
    streams.close();
    announced.close();
    names.close();
    steps.close();
    gaps.close();
    sizes.close();
    text.close();
  }
}
