package io.github.agc4j.internal.text;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;

/** The layouts that an archive has; the part that was asked for last is kept. For any thread. */
public final class StoredLayouts implements AutoCloseable {
  private static final long NONE = -1;

  private final FrameReader frames;
  private final MemoryBudget budget;

  /** The layout that is copied: making memory anew for each stops all threads. */
  private final SampleLayout copied;

  private FrameReader.Frame frame;
  private long part = NONE;

  StoredLayouts(ArchiveFile archive, String name, MemoryBudget budget) {
    this.frames = new FrameReader(archive, name, budget);
    this.budget = budget;
    this.copied = new SampleLayout(budget);
  }

  /** Whether no sample has one. */
  public boolean isEmpty() {
    return frames.keys().parts() == 0;
  }

  /** Number of parts. */
  long parts() {
    return frames.keys().parts();
  }

  int stream() {
    return frames.keys().stream();
  }

  /**
   * Loads the layout of a sample; false if it has none.
   *
   * @throws io.github.agc4j.error.CorruptArchiveException when it is damaged
   */
  public synchronized boolean load(long sample, SampleLayout layout) throws IOException {
    long wanted = isEmpty() ? NONE : frames.keys().find(sample, 0, 0);
    if (wanted == NONE) {
      return false;
    }
    open(wanted);
    try {
      boolean[] isFound = {false};
      forEach(
          (at, record, hasDigest, digest) -> {
            if (at == sample) {
              layout.load(record, hasDigest, digest);
              isFound[0] = true;
            }
            return at < sample;
          });
      return isFound[0];
    } catch (MalformedBytesException e) {
      throw frames.corrupt(part, e);
    }
  }

  private void open(long wanted) throws IOException {
    if (part != wanted) {
      closeFrame();
      frame = frames.read(wanted);
      part = wanted;
    }
  }

  private void closeFrame() {
    if (frame != null) {
      frame.close();
      frame = null;
      part = NONE;
    }
  }

  /** Takes the records of a frame. */
  private interface Records {
    /** Whether more are wanted. */
    boolean take(
        long sample, java.lang.foreign.MemorySegment record, boolean hasDigest, long digest);
  }

  private void forEach(Records records) {
    ByteReader in = new ByteReader(frame.text());
    ByteReader tail = new ByteReader(frame.tail());
    long sample = frame.sample();
    boolean isWanted = true;
    for (long row = 0; row < frame.rows() && isWanted; row++) {
      sample += in.varint();
      long start = in.position();
      boolean hasDigest = SampleLayout.skip(in);
      long digest = hasDigest ? tail.bigEndian(Long.BYTES) : 0;
      isWanted =
          records.take(
              sample, frame.text().asSlice(start, in.position() - start), hasDigest, digest);
    }
  }

  /**
   * Adds the layout of a sample, if it has one, to {@code writer} as that of {@code newSample}.
   *
   * @param together how many samples up to this one are one after the other in both archives
   */
  synchronized void copy(long sample, long newSample, long together, LayoutWriter writer)
      throws IOException {
    if (load(sample, copied)) {
      writer.copy(newSample, copied, copied.covered() <= together);
    }
  }

  /** The error that the layout of a sample is damaged. */
  public IOException corrupt(long sample, MalformedBytesException cause) throws IOException {
    return frames.corrupt(frames.keys().find(sample, 0, 0), cause);
  }

  /** Adds the layouts of the last part to {@code writer}. */
  synchronized void replayLast(LayoutWriter writer) throws IOException {
    if (isEmpty()) {
      return;
    }
    open(frames.keys().parts() - 1);
    try (SampleLayout layout = new SampleLayout(budget)) {
      forEach(
          (sample, record, hasDigest, digest) -> {
            layout.load(record, hasDigest, digest);
            writer.copy(sample, layout, true);
            return true;
          });
    } catch (MalformedBytesException e) {
      throw frames.corrupt(part, e);
    }
  }

  @Override
  public synchronized void close() {
    closeFrame();
    frames.close();
    copied.close();
  }
}
