package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;

/** Writes the runs of samples, of one kind, in the order of samples, contigs and positions. */
final class RunWriter implements AutoCloseable {
  private static final long FRAME_BYTES = 16 << 10;

  private final boolean hasBytes;
  private final FrameWriter frames;

  /** The contig that the last run of the frame is in, and where the run ends. */
  private long lastSample;

  private long lastContig;
  private long lastEnd;

  RunWriter(boolean hasBytes, MemoryBudget budget) {
    this.hasBytes = hasBytes;
    this.frames = new FrameWriter(FRAME_BYTES, budget);
  }

  FrameWriter frames() {
    return frames;
  }

  /** Adds all runs of a contig, as {@link RunRecorder} has them. */
  void addAll(long sample, long contig, ByteReader runs) {
    long end = 0;
    while (runs.remaining() > 0) {
      long from = end + runs.varint();
      end = from + runs.varint() + 1;
      add(sample, contig, from, end, hasBytes ? runs.unsignedByte() : 0);
    }
  }

  /** Adds a run of symbols {@code [from, to)}, which is after all that were added. */
  void add(long sample, long contig, long from, long to, int value) {
    if (frames.startIfFull(sample, contig, from)) {
      lastSample = sample;
      lastContig = contig;
      lastEnd = from;
    }
    GrowableBytes text = frames.text();
    // Twice the gap, or 1 and where another contig begins.
    if (sample == lastSample && contig == lastContig) {
      text.putVarint(from - lastEnd << 1);
    } else {
      text.putVarint(sample - lastSample << 1 | 1);
      text.putVarint(sample == lastSample ? contig - lastContig : contig);
      text.putVarint(from);
    }
    text.putVarint(to - from - 1);
    if (hasBytes) {
      text.putByte(value);
    }
    frames.countRow();
    lastSample = sample;
    lastContig = contig;
    lastEnd = to;
  }

  @Override
  public void close() {
    frames.close();
  }
}
