package io.github.agc4j.internal.text;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs of one kind that an archive has. What was read of them is kept as far as its share of
 * the memory goes; what is not there any more is read again, a part at a time. For any thread.
 */
public final class StoredRuns implements AutoCloseable {
  private static final long ALL = -1;

  private final FrameReader frames;
  private final FrameKeys keys;
  private final RunFrame.Parser parser;
  private final BlockHeap rows;
  private final long bytesMax;

  /** By part; whoever adds or drops some has the lock. */
  private final ConcurrentHashMap<Long, RunFrame> held = new ConcurrentHashMap<>();

  /** Those in stream {@code name} of {@code archive}, which is borrowed. */
  StoredRuns(
      ArchiveFile archive, String name, boolean hasBytes, long bytesMax, MemoryBudget budget) {
    this.parser = new RunFrame.Parser(hasBytes, budget);
    this.bytesMax = bytesMax;
    this.frames = new FrameReader(archive, name, budget);
    this.keys = frames.keys();
    this.rows = BlockHeap.committed(budget);
  }

  /** Whether there are none in any sample. */
  public boolean isEmpty() {
    return keys.parts() == 0;
  }

  /** Number of parts. */
  long parts() {
    return keys.parts();
  }

  int stream() {
    return keys.stream();
  }

  /**
   * Shows the runs that symbols {@code [from, to)} of a contig lie in, whole, to {@code visitor}.
   *
   * @throws io.github.agc4j.error.CorruptArchiveException when they are damaged
   */
  public void forEach(long sample, long contig, long from, long to, RunVisitor visitor)
      throws IOException {
    RunFrame frame = first(sample, contig, from, to);
    while (frame != null) {
      long part = frame.part();
      try {
        frame.forEach(sample, contig, from, to, visitor);
      } finally {
        frame.pins().unpin();
      }
      frame = next(part + 1, sample, contig, to);
    }
  }

  /**
   * Adds where the runs begin and end that {@link #forEach} would show, in turn and ascending, cut
   * to the range.
   *
   * @throws io.github.agc4j.error.CorruptArchiveException when they are damaged
   */
  public void addBounds(long sample, long contig, long from, long to, LongArray bounds)
      throws IOException {
    RunFrame frame = first(sample, contig, from, to);
    while (frame != null) {
      long part = frame.part();
      try {
        frame.addBounds(sample, contig, from, to, bounds);
      } finally {
        frame.pins().unpin();
      }
      frame = next(part + 1, sample, contig, to);
    }
  }

  private RunFrame first(long sample, long contig, long from, long to) throws IOException {
    if (isEmpty()) {
      return null;
    }
    return next(Math.max(0, keys.find(sample, contig, from)), sample, contig, to);
  }

  /** The frame {@code part}, pinned, if it begins in front of {@code to}; otherwise null. */
  private RunFrame next(long part, long sample, long contig, long to) throws IOException {
    boolean isThere = part < keys.parts() && keys.beginsBefore(part, sample, contig, to);
    return isThere ? pinned(part) : null;
  }

  private RunFrame pinned(long part) throws IOException {
    RunFrame frame = held.get(part);
    return frame != null && frame.pins().pin() ? frame : readPinned(part);
  }

  private synchronized RunFrame readPinned(long part) throws IOException {
    RunFrame frame = held.get(part);
    if (frame == null) {
      frame = read(part);
      held.put(part, frame);
    }
    frame.pins().pin();
    makeRoom();
    return frame;
  }

  private RunFrame read(long part) throws IOException {
    try (FrameReader.Frame frame = frames.read(part)) {
      parser.parse(frame);
      return new RunFrame(part, frame, parser, rows);
    } catch (MalformedBytesException e) {
      throw frames.corrupt(part, e);
    }
  }

  /** Drops frames while they are too many: those first that were not asked for of late. */
  private void makeRoom() {
    for (int round = 0; round < 2 && rows.usedBytes() > bytesMax; round++) {
      for (Iterator<RunFrame> all = held.values().iterator();
          all.hasNext() && rows.usedBytes() > bytesMax; ) {
        RunFrame each = all.next();
        if (!each.pins().wasPinned() && each.pins().retire()) {
          all.remove();
          each.free(rows);
        }
      }
    }
  }

  /** Looks at runs of all samples. */
  public interface AllRuns {
    /** Called for each run, in the order of samples and positions. */
    void visit(long sample, long from, long to) throws IOException;
  }

  /**
   * Shows all runs, whatever their contigs, to {@code visitor}.
   *
   * @param samples how many samples there are
   */
  public void forEachRun(long samples, AllRuns visitor) throws IOException {
    for (long part = 0; part < keys.parts(); part++) {
      RunFrame frame = next(part, samples, 0, 0);
      if (frame == null) {
        throw unknown(part);
      }
      try {
        long at = part;
        frame.forEachRun(
            (sample, from, to) -> {
              if (sample >= samples) {
                throw unknown(at);
              }
              visitor.visit(sample, from, to);
            });
      } finally {
        frame.pins().unpin();
      }
    }
  }

  private IOException unknown(long part) {
    return frames.corrupt(part, new MalformedBytesException(0, "runs of what is not there"));
  }

  /** Adds the runs of a sample to {@code writer}, as those of {@code newSample}. */
  void copy(long sample, long newSample, RunWriter writer) throws IOException {
    RunFrame frame = first(sample, 0, 0, 1);
    long part = frame == null ? 0 : frame.part();
    if (frame != null) {
      frame.pins().unpin();
    }
    for (frame = next(part, sample + 1, 0, 0);
        frame != null;
        frame = next(part, sample + 1, 0, 0)) {
      try {
        frame.copy(sample, newSample, writer);
      } finally {
        frame.pins().unpin();
      }
      part++;
    }
  }

  /** Adds the runs of the last part, of all samples, to {@code writer}. */
  synchronized void replayLast(RunWriter writer) throws IOException {
    if (!isEmpty()) {
      RunFrame last = read(keys.parts() - 1);
      last.copy(ALL, ALL, writer);
      last.free(rows);
    }
  }

  @Override
  public synchronized void close() {
    held.clear();
    parser.close();
    frames.close();
    rows.close();
  }
}
