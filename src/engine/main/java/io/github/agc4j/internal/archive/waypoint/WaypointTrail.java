package io.github.agc4j.internal.archive.waypoint;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.file.ReadableFile;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What the waypoints of a file tell together, of its last state: as far as they come one after the
 * other. For one thread.
 */
public final class WaypointTrail implements AutoCloseable {
  /** Columns of the parts, in the file's order. */
  static final int STREAM = 0;

  static final int OFFSET = 1;
  static final int SIZE = 2;
  private static final int COLUMNS = 3;
  private static final long BYTES_AT_ONCE = 1L << 20;
  private static final long TEXT_BYTES_MAX = 1L << 30;

  /** What compression makes of a byte, at most. */
  private static final long EXPANSION_MAX = 1032;

  private static final int STREAMS_MAX = 1 << 28;

  private final ReadableFile file;
  private final UnaryOperator<String> following;
  private final Scratch window;
  private final Scratch bytes;
  private final Scratch text;
  private final List<String> streams = new ArrayList<>();
  private final Map<String, Announced> announced = new LinkedHashMap<>();
  private final GrowableBytes names;
  private final LongTable parts;
  private int next;
  private boolean isBroken;
  private long lastStream;
  private long lastEnd;
  private long end;

  /** A part that the archive would have at its end. */
  record Announced(long metadata, byte[] data) {}

  private WaypointTrail(ReadableFile file, UnaryOperator<String> following, MemoryBudget budget) {
    this.file = file;
    this.following = following;
    this.window = new Scratch(budget);
    this.bytes = new Scratch(budget);
    this.text = new Scratch(budget);
    this.names = new GrowableBytes(budget);
    this.parts = new LongTable(COLUMNS, budget);
  }

  /**
   * Looks for the waypoints of {@code file}, which is borrowed; null if there is none.
   *
   * @param following gives the name of the stream that likely comes after one of this name
   */
  public static WaypointTrail find(
      ReadableFile file, UnaryOperator<String> following, MemoryBudget budget) throws IOException {
    WaypointTrail trail = new WaypointTrail(file, following, budget);
    try {
      trail.search();
    } catch (IOException | RuntimeException e) {
      trail.close();
      throw e;
    }
    if (trail.end == 0) {
      trail.close();
      return null;
    }
    return trail;
  }

  private void search() throws IOException {
    long start = 0;
    while (file.size() - start >= WaypointHead.BYTES) {
      long length = Math.min(file.size() - start, BYTES_AT_ONCE);
      MemorySegment piece = window.atLeast(length).asSlice(0, length);
      file.read(start, piece);
      // Pieces overlap, so that each head lies in one of them whole.
      long last = length - WaypointHead.BYTES;
      for (long at = 0; at <= last; at++) {
        WaypointHead head = WaypointHead.at(piece, at);
        if (head != null) {
          take(start + at, head);
        }
      }
      start += last + 1;
    }
  }

  private void take(long at, WaypointHead head) throws IOException {
    long length = WaypointHead.BYTES + head.bodyBytes();
    boolean canBe =
        length <= file.size() - at
            && head.textBytes() <= TEXT_BYTES_MAX
            && head.textBytes() <= (head.bodyBytes() + 1) * EXPANSION_MAX;
    if (!canBe) {
      return;
    }
    MemorySegment whole = bytes.atLeast(length).asSlice(0, length);
    file.read(at, whole);
    if (!head.isWhole(whole)) {
      return;
    }
    if (head.sequence() == 0) {
      begin();
    }
    isBroken |= head.sequence() != next;
    if (!isBroken) {
      apply(inflated(whole.asSlice(WaypointHead.BYTES), head.textBytes()));
      next++;
      end = at + length;
    }
  }

  /** What came so far was of an earlier state. */
  private void begin() {
    streams.clear();
    announced.clear();
    names.clear();
    parts.clear();
    next = 0;
    isBroken = false;
    lastStream = 0;
    lastEnd = 0;
  }

  private ByteReader inflated(MemorySegment body, long textBytes) {
    MemorySegment target = text.atLeast(textBytes).asSlice(0, textBytes);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(body.asByteBuffer());
      int length = inflater.inflate(target.asByteBuffer());
      verify(length == textBytes && inflater.finished(), 0, "a waypoint of another length");
      return new ByteReader(target);
    } catch (DataFormatException e) {
      throw new MalformedBytesException(0, "a waypoint that cannot be decompressed");
    } finally {
      inflater.end();
    }
  }

  private void apply(ByteReader in) {
    addStreams(new ByteReader(in.slice(in.varint())));
    for (long count = in.varint(); count > 0; count--) {
      String stream = name(in);
      long metadata = in.varint();
      MemorySegment data = in.slice(in.varint());
      announced.put(
          stream, new Announced(metadata, data.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)));
    }
    MemorySegment more = in.slice(in.varint());
    names.put(more, 0, more.byteSize());
    addParts(in);
    verify(in.remaining() == 0, in.position(), "bytes after a waypoint");
  }

  private void addStreams(ByteReader in) {
    while (in.remaining() > 0) {
      long likely = in.varint();
      verify(likely <= STREAMS_MAX - streams.size(), in.position(), "too many streams");
      if (likely == 0) {
        streams.add(name(in));
      }
      for (long i = 0; i < likely; i++) {
        verify(!streams.isEmpty(), in.position(), "a stream after none");
        streams.add(following.apply(streams.getLast()));
      }
    }
  }

  private static String name(ByteReader in) {
    return new String(in.zeroTerminated(), StandardCharsets.ISO_8859_1);
  }

  private void addParts(ByteReader in) {
    long count = in.varint();
    verify(count <= in.remaining() / COLUMNS, in.position(), "too many parts");
    long first = parts.rows();
    parts.resize(first + count);
    for (long row = first; row < parts.rows(); row++) {
      lastStream += signed(in.varint());
      verify(lastStream >= 0 && lastStream < streams.size(), in.position(), "unknown stream");
      parts.set(row, STREAM, lastStream);
    }
    for (long row = first; row < parts.rows(); row++) {
      parts.set(row, OFFSET, signed(in.varint()));
    }
    for (long row = first; row < parts.rows(); row++) {
      long size = in.varint();
      long offset = lastEnd + parts.get(row, OFFSET);
      parts.set(row, OFFSET, offset);
      parts.set(row, SIZE, size);
      lastEnd = offset + size;
      verify(offset >= 0 && size >= 0 && lastEnd >= offset, in.position(), "a part nowhere");
    }
  }

  private static long signed(long code) {
    return code >>> 1 ^ -(code & 1);
  }

  /** The offset after the last waypoint: what it tells of lies in front of it. */
  public long end() {
    return end;
  }

  List<String> streams() {
    return streams;
  }

  LongTable parts() {
    return parts;
  }

  Map<String, Announced> announced() {
    return announced;
  }

  /** The names of samples, each with a zero byte after it. */
  MemorySegment names() {
    return names.written();
  }

  @Override
  public void close() {
    window.close();
    bytes.close();
    text.close();
    names.close();
    parts.close();
  }
}
