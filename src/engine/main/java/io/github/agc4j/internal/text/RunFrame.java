package io.github.agc4j.internal.text;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.Pins;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The runs of a part as rows of words that can be searched. Filled by one thread, then looked at by
 * any that has it pinned.
 */
final class RunFrame {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  /** Contig of which sample after the first, first symbol, and end·256 + value. */
  private static final int ROW_BYTES = 3 * Long.BYTES;

  private static final int FROM = Long.BYTES;
  private static final int END = 2 * Long.BYTES;
  private static final int CONTIG_BITS = 32;
  private static final long POSITION_MAX = 1L << 54;

  private final long part;
  private final long firstSample;
  private final long count;
  private final long cell;
  private final MemorySegment rows;
  private final Pins pins = new Pins();

  /** Rows for {@code frame} in a cell of {@code heap}, which {@link #free} gives back. */
  RunFrame(long part, FrameReader.Frame frame, BlockHeap heap) {
    this.part = part;
    this.firstSample = frame.sample();
    this.count = frame.rows();
    this.cell = heap.allocate(count * ROW_BYTES);
    this.rows = heap.view(cell, count * ROW_BYTES);
  }

  /** Bytes of the rows of a frame. */
  static long bytes(FrameReader.Frame frame) {
    return frame.rows() * ROW_BYTES;
  }

  long part() {
    return part;
  }

  Pins pins() {
    return pins;
  }

  void free(BlockHeap heap) {
    heap.free(cell, count * ROW_BYTES);
  }

  /** Reads all rows. */
  void fill(FrameReader.Frame frame, boolean hasBytes) {
    ByteReader in = new ByteReader(frame.text());
    long sample = 0;
    long contig = frame.contig();
    long end = frame.position();
    for (long row = 0; row < count; row++) {
      long step = in.varint();
      long from;
      if ((step & 1) == 0) {
        from = end + (step >>> 1);
      } else {
        long samples = step >>> 1;
        sample += samples;
        contig = in.varint() + (samples == 0 ? contig : 0);
        from = in.varint();
      }
      end = from + in.varint() + 1;
      verify(
          sample >= 0
              && sample < 1L << CONTIG_BITS - 1
              && contig >= 0
              && contig < 1L << CONTIG_BITS
              && from >= 0
              && from < end
              && end < POSITION_MAX,
          in.position(),
          "run out of range");
      long at = row * ROW_BYTES;
      rows.set(WORD, at, sample << CONTIG_BITS | contig);
      rows.set(WORD, at + FROM, from);
      rows.set(WORD, at + END, end << Byte.SIZE | (hasBytes ? in.unsignedByte() : 0));
    }
    verify(in.remaining() == 0, in.position(), "more than its runs");
  }

  /** Shows the runs that symbols {@code [from, to)} of a contig lie in to {@code visitor}. */
  void forEach(long sample, long contig, long from, long to, RunVisitor visitor)
      throws IOException {
    long key = sample - firstSample << CONTIG_BITS | contig;
    for (long row = Math.max(0, lastUpTo(key, from)); row < count; row++) {
      long at = row * ROW_BYTES;
      long ofRow = rows.get(WORD, at);
      long start = rows.get(WORD, at + FROM);
      if (ofRow > key || ofRow == key && start >= to) {
        return;
      }
      long endAndValue = rows.get(WORD, at + END);
      if (ofRow == key && endAndValue >>> Byte.SIZE > from) {
        visitor.visit(start, endAndValue >>> Byte.SIZE, (int) (endAndValue & 0xff));
      }
    }
  }

  /** The last row that begins at {@code from} of a contig or in front of that; −1 if none does. */
  private long lastUpTo(long key, long from) {
    long low = -1;
    long high = count - 1;
    while (low < high) {
      long middle = low + high + 1 >>> 1;
      long ofRow = rows.get(WORD, middle * ROW_BYTES);
      boolean isUpTo =
          ofRow < key || ofRow == key && rows.get(WORD, middle * ROW_BYTES + FROM) <= from;
      if (isUpTo) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Shows all runs to {@code visitor}. */
  void forEachRun(StoredRuns.AllRuns visitor) throws IOException {
    for (long row = 0; row < count; row++) {
      long at = row * ROW_BYTES;
      visitor.visit(
          firstSample + (rows.get(WORD, at) >>> CONTIG_BITS),
          rows.get(WORD, at + FROM),
          rows.get(WORD, at + END) >>> Byte.SIZE);
    }
  }

  /** Adds the runs of a sample, or of all if that is negative, to {@code writer}. */
  void copy(long sample, long newSample, RunWriter writer) {
    for (long row = 0; row < count; row++) {
      long at = row * ROW_BYTES;
      long ofRow = firstSample + (rows.get(WORD, at) >>> CONTIG_BITS);
      if (sample < 0 || ofRow == sample) {
        long endAndValue = rows.get(WORD, at + END);
        writer.add(
            sample < 0 ? ofRow : newSample,
            rows.get(WORD, at) & (1L << CONTIG_BITS) - 1,
            rows.get(WORD, at + FROM),
            endAndValue >>> Byte.SIZE,
            (int) (endAndValue & 0xff));
      }
    }
  }
}
