package io.github.agc4j.internal.text;

import io.github.agc4j.internal.archive.PartClaim;
import io.github.agc4j.internal.archive.PartSink;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.LongTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Collects texts of bounded size, of which each becomes a part: see the grammar of the package. For
 * one thread.
 */
final class FrameWriter implements AutoCloseable {
  private static final int SAMPLE = 0;
  private static final int CONTIG = 1;
  private static final int POSITION = 2;
  private static final int ROWS = 3;

  /** Columns of what was collected up to a frame's end. */
  private static final int TEXT_END = 4;

  private static final int TAIL_END = 5;
  private static final int COLUMNS = 6;
  private static final int LEVEL = 19;

  /** Bytes that a part has in front of its frame, at most. */
  private static final int HEAD_BYTES_MAX = 64;

  private final long bytesMax;
  private final GrowableBytes texts;
  private final GrowableBytes tails;
  private final GrowableBytes head;
  private final LongTable frames;
  private final Scratch compressed;

  /** A writer of frames that end at {@code bytesMax} bytes of text. */
  FrameWriter(long bytesMax, MemoryBudget budget) {
    this.bytesMax = bytesMax;
    this.texts = new GrowableBytes(budget);
    this.tails = new GrowableBytes(budget);
    this.head = new GrowableBytes(budget);
    this.frames = new LongTable(COLUMNS, budget);
    this.compressed = new Scratch(budget);
  }

  private long last() {
    return frames.rows() - 1;
  }

  /** Starts a frame if there is none, or the last one is full; whether it did. */
  boolean startIfFull(long sample, long contig, long position) {
    long textStart = frames.rows() == 0 ? 0 : startOf(last(), TEXT_END);
    if (frames.rows() > 0 && texts.size() - textStart < bytesMax) {
      return false;
    }
    end();
    long row = frames.add();
    frames.set(row, SAMPLE, sample);
    frames.set(row, CONTIG, contig);
    frames.set(row, POSITION, position);
    return true;
  }

  private long startOf(long frame, int column) {
    return frame == 0 ? 0 : frames.get(frame - 1, column);
  }

  private void end() {
    if (frames.rows() > 0) {
      frames.set(last(), TEXT_END, texts.size());
      frames.set(last(), TAIL_END, tails.size());
    }
  }

  /** Where the text of the last frame is appended. */
  GrowableBytes text() {
    return texts;
  }

  /** Where what is not compressed of the last frame is appended. */
  GrowableBytes tail() {
    return tails;
  }

  /** Counts a row of the last frame. */
  void countRow() {
    frames.set(last(), ROWS, frames.get(last(), ROWS) + 1);
  }

  /** Bytes of the frames that are full. */
  long fullBytes() {
    return frames.rows() == 0 ? 0 : startOf(last(), TEXT_END);
  }

  /**
   * Writes the frames but the last one, or all of them.
   *
   * @param areAll whether nothing is added any more
   */
  void write(PartSink sink, int stream, PackWriter writer, boolean areAll) throws IOException {
    end();
    long count = areAll ? frames.rows() : Math.max(0, last());
    for (long frame = 0; frame < count; frame++) {
      write(frame, sink, stream, writer);
    }
    remove(count);
  }

  private void write(long frame, PartSink sink, int stream, PackWriter writer) throws IOException {
    long textStart = startOf(frame, TEXT_END);
    long textBytes = frames.get(frame, TEXT_END) - textStart;
    MemorySegment text = texts.written().asSlice(textStart, textBytes);
    MemorySegment room = compressed.atLeast(PackWriter.roomFor(textBytes));
    long frameBytes = writer.writeFrame(text, LEVEL, room);
    boolean isShorter = frameBytes < textBytes;
    head.clear();
    head.putVarint(frames.get(frame, CONTIG));
    head.putVarint(frames.get(frame, POSITION));
    head.putVarint(frames.get(frame, ROWS));
    head.putVarint(textBytes);
    head.putVarint(isShorter ? frameBytes : 0);
    long bodyBytes = isShorter ? frameBytes : textBytes;
    long tailStart = startOf(frame, TAIL_END);
    long tailBytes = frames.get(frame, TAIL_END) - tailStart;
    PartClaim claim = sink.claim(stream, HEAD_BYTES_MAX + bodyBytes + tailBytes);
    MemorySegment.copy(head.written(), 0, claim.room(), 0, head.size());
    MemorySegment.copy(isShorter ? room : text, 0, claim.room(), head.size(), bodyBytes);
    MemorySegment.copy(
        tails.written(), tailStart, claim.room(), head.size() + bodyBytes, tailBytes);
    claim.commit(frames.get(frame, SAMPLE), head.size() + bodyBytes + tailBytes);
  }

  /** Forgets the first {@code count} frames. */
  private void remove(long count) {
    if (count == 0) {
      return;
    }
    long textBytes = frames.get(count - 1, TEXT_END);
    long tailBytes = frames.get(count - 1, TAIL_END);
    removeFirst(texts, textBytes);
    removeFirst(tails, tailBytes);
    frames.removeFirst(count);
    for (long frame = 0; frame < frames.rows(); frame++) {
      frames.set(frame, TEXT_END, frames.get(frame, TEXT_END) - textBytes);
      frames.set(frame, TAIL_END, frames.get(frame, TAIL_END) - tailBytes);
    }
  }

  private static void removeFirst(GrowableBytes bytes, long count) {
    MemorySegment all = bytes.written();
    MemorySegment.copy(all, count, all, 0, all.byteSize() - count);
    bytes.truncate(all.byteSize() - count);
  }

  @Override
  public void close() {
    texts.close();
    tails.close();
    head.close();
    frames.close();
    compressed.close();
  }
}
