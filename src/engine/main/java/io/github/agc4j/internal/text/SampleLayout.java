package io.github.agc4j.internal.text;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.text.line.LineForm;
import io.github.agc4j.internal.text.line.LineReader;
import io.github.agc4j.internal.text.line.LineUnit;
import java.lang.foreign.MemorySegment;

/**
 * How the text of a sample is cut in lines, contig by contig, and the digest of its file. Owns its
 * memory; used again for other samples. For one thread.
 */
public final class SampleLayout implements AutoCloseable {
  private static final MemorySegment NOTHING = MemorySegment.NULL;

  private final Scratch scratch;
  private MemorySegment record = NOTHING;
  private long digest;
  private boolean hasDigest;
  private long covered;
  private long digestEnd;
  private boolean hasBefore;
  private MemorySegment before = NOTHING;
  private ByteReader items;
  private long itemsLeft;
  private long formLeft;
  private boolean isRest;
  private LineForm form;
  private MemorySegment lines;

  /** The layout of no sample yet. */
  public SampleLayout(MemoryBudget budget) {
    this.scratch = new Scratch(budget);
  }

  /** Skips a record; whether it has a digest. */
  static boolean skip(ByteReader in) {
    long flags = in.varint();
    if ((flags & LayoutWriter.COVERS_MORE) != 0) {
      in.varint();
    }
    if ((flags & LayoutWriter.HAS_BEFORE) != 0) {
      in.slice(in.varint());
    }
    for (long item = in.varint(); item > 0; item--) {
      if ((in.varint() & 1) != 0) {
        in.slice(in.varint());
      } else {
        in.varint();
        in.varint();
      }
    }
    return (flags & LayoutWriter.HAS_DIGEST) != 0;
  }

  /** Takes a copy of {@code newRecord}. */
  void load(MemorySegment newRecord, boolean newHasDigest, long newDigest) {
    record = scratch.atLeast(newRecord.byteSize()).asSlice(0, newRecord.byteSize());
    MemorySegment.copy(newRecord, 0, record, 0, newRecord.byteSize());
    hasDigest = newHasDigest;
    digest = newDigest;
    items = new ByteReader(record);
    long flags = items.varint();
    covered = hasDigest ? 1 : 0;
    if ((flags & LayoutWriter.COVERS_MORE) != 0) {
      covered = items.varint();
      MalformedBytesException.verify(
          hasDigest && covered > 1, items.position(), "samples of a file without a digest");
    }
    digestEnd = items.position();
    hasBefore = (flags & LayoutWriter.HAS_BEFORE) != 0;
    before = hasBefore ? items.slice(items.varint()) : NOTHING;
    itemsLeft = items.varint();
    formLeft = 0;
    isRest = false;
    form = null;
    lines = null;
  }

  MemorySegment record() {
    return record;
  }

  /** What the record has after its flags and what they tell of a digest. */
  MemorySegment recordAfterDigest() {
    return record.asSlice(digestEnd);
  }

  /** Whether {@code other} is cut in lines alike. */
  public boolean hasLinesOf(SampleLayout other) {
    return hasBefore == other.hasBefore
        && recordAfterDigest().mismatch(other.recordAfterDigest()) < 0;
  }

  boolean hasBefore() {
    return hasBefore;
  }

  /** Whether the digest of a file is told with this sample. */
  public boolean hasDigest() {
    return hasDigest;
  }

  /** The first eight bytes of the SHA-256 of the file's text, most significant first. */
  public long digest() {
    return digest;
  }

  /** How many samples that file is, this one being the last; 0 without a digest. */
  public long covered() {
    return covered;
  }

  /** The lines in front of the first record. */
  public LineReader before() {
    return new LineReader(before);
  }

  /** The same as they are told, borrowed. */
  public MemorySegment linesBefore() {
    return before;
  }

  /** Goes to the next contig, the first one after it was loaded. */
  public void nextContig() {
    if (isRest || formLeft > 0) {
      formLeft--;
      return;
    }
    MalformedBytesException.verify(itemsLeft > 0, items.position(), "contigs without lines");
    itemsLeft--;
    long head = items.varint();
    if ((head & 1) != 0) {
      form = null;
      lines = items.slice(items.varint());
    } else {
      form = new LineForm(items.varint(), (int) Math.min(LineUnit.MAX, items.varint()));
      lines = null;
      isRest = head >>> 1 == LayoutWriter.REST;
      formLeft = (head >>> 1) - 1;
    }
  }

  /** The form of the contig's lines; null if they have none. */
  public LineForm form() {
    return form;
  }

  /** The contig's lines, which begin with what is after its header; null if they have a form. */
  public LineReader lines() {
    return lines == null ? null : new LineReader(lines);
  }

  /** The same as they are told, borrowed. */
  public MemorySegment toldLines() {
    return lines;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
