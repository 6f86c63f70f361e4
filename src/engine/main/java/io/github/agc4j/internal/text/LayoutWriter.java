package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.line.LineForm;
import java.lang.foreign.MemorySegment;

/** Writes the layouts and the digests of samples, in the order of samples. */
final class LayoutWriter implements AutoCloseable {
  /** What is told of a sample's text: it has a digest, that of more samples, lines in front. */
  static final int HAS_DIGEST = 1;

  static final int COVERS_MORE = 2;
  static final int HAS_BEFORE = 4;

  /** Stands for the number of contigs that are left. */
  static final long REST = 0;

  private static final long FRAME_BYTES = 32 << 10;

  private final FrameWriter frames;

  /** The sample's items so far. */
  private final GrowableBytes items;

  private long itemCount;

  /** The form of the contigs that were added last, and how many these are. */
  private LineForm form;

  private long formCount;
  private long lastSample;

  LayoutWriter(MemoryBudget budget) {
    this.frames = new FrameWriter(FRAME_BYTES, budget);
    this.items = new GrowableBytes(budget);
  }

  FrameWriter frames() {
    return frames;
  }

  /** Starts a sample, of which all contigs follow. */
  void startSample() {
    items.clear();
    itemCount = 0;
    form = null;
    formCount = 0;
  }

  /** Adds the lines of the next contig. */
  void addContig(long symbols, MemorySegment lines) {
    if (form != null && form.isOf(new ByteReader(lines), symbols)) {
      formCount++;
      return;
    }
    endForm(formCount);
    LineForm guess = LineForm.guess(new ByteReader(lines));
    if (guess != null && guess.isOf(new ByteReader(lines), symbols)) {
      form = guess;
      formCount = 1;
    } else {
      form = null;
      formCount = 0;
      items.putVarint(1 << 1 | 1);
      items.putVarint(lines.byteSize());
      items.put(lines, 0, lines.byteSize());
      itemCount++;
    }
  }

  private void endForm(long count) {
    if (formCount > 0) {
      items.putVarint(count << 1);
      items.putVarint(form.width());
      items.putVarint(form.unit());
      itemCount++;
    }
  }

  /** Ends the sample {@code sample}, of which {@code text} tells the rest. */
  void endSample(long sample, SampleText text) {
    endForm(REST);
    if (frames.startIfFull(sample, 0, 0)) {
      lastSample = sample;
    }
    GrowableBytes out = frames.text();
    out.putVarint(sample - lastSample);
    out.putVarint(
        (text.covered() > 0 ? HAS_DIGEST : 0)
            | (text.covered() > 1 ? COVERS_MORE : 0)
            | (text.before().byteSize() > 0 ? HAS_BEFORE : 0));
    if (text.covered() > 1) {
      out.putVarint(text.covered());
    }
    if (text.before().byteSize() > 0) {
      out.putVarint(text.before().byteSize());
      out.put(text.before(), 0, text.before().byteSize());
    }
    out.putVarint(itemCount);
    out.put(items.written(), 0, items.size());
    if (text.covered() > 0) {
      frames.tail().putLongLittleEndian(Long.reverseBytes(text.digest()));
    }
    frames.countRow();
    lastSample = sample;
  }

  /**
   * Adds a sample as it was written before.
   *
   * @param keepsDigest whether the samples in front of it are those that its digest is also of
   */
  void copy(long sample, SampleLayout layout, boolean keepsDigest) {
    if (frames.startIfFull(sample, 0, 0)) {
      lastSample = sample;
    }
    GrowableBytes out = frames.text();
    out.putVarint(sample - lastSample);
    if (keepsDigest) {
      out.put(layout.record(), 0, layout.record().byteSize());
    } else {
      MemorySegment rest = layout.recordAfterDigest();
      out.putVarint(layout.hasBefore() ? HAS_BEFORE : 0);
      out.put(rest, 0, rest.byteSize());
    }
    if (layout.hasDigest() && keepsDigest) {
      frames.tail().putLongLittleEndian(Long.reverseBytes(layout.digest()));
    }
    frames.countRow();
    lastSample = sample;
  }

  @Override
  public void close() {
    frames.close();
    items.close();
  }
}
