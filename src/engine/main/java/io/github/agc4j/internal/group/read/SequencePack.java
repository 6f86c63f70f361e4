package io.github.agc4j.internal.group.read;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.lzdiff.LzDiffDecoder;
import io.github.agc4j.internal.lzdiff.ReferenceSymbols;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes out the deltas of a pack as the sequences that they stand for, at two bits per code, if
 * these take not much more room than the deltas, as those of genomes do that differ in many places:
 * then a stretch of one is read at once, and not from its beginning. For one thread.
 */
final class SequencePack implements AutoCloseable {
  /** Larger packs are kept as they are. */
  private static final long CONTENT_MAX = 4L << 20;

  /** What sequences may take while they are one byte per symbol. */
  private static final long WRITTEN_MAX = 4 * CONTENT_MAX;

  /** How many times the room of the deltas they may take. */
  private static final int ROOM_MAX = 3;

  /** Symbols for a byte of deltas that take so much room. */
  private static final int GROWTH_MAX = 4 * ROOM_MAX;

  /** By this share of all bytes the first deltas may grow more. */
  private static final int SLACK = 16;

  private final LzDiffDecoder decoder;
  private final RawPacker packer;
  private final Scratch sequences;

  /** Beginnings and ends, in turn, of what is marked of the sequences with their separators. */
  private final LongArray marks;

  /**
   * For minimum match length {@code matchMin}; packs with {@code packer}, which stays the caller's.
   */
  SequencePack(int matchMin, RawPacker packer, MemoryBudget budget) {
    this.decoder = new LzDiffDecoder(matchMin);
    this.packer = packer;
    this.sequences = new Scratch(budget);
    this.marks = new LongArray(budget);
  }

  /** Where the marks of the sequences that were packed last begin and end, in turn. */
  LongArray marks() {
    return marks;
  }

  /**
   * Writes out the deltas of {@code content}, which end at {@code ends}, and packs them.
   *
   * @return whether the packer has them now; false if they would take too much room, or if one of
   *     them is damaged, which whoever wants it will find
   */
  boolean pack(MemorySegment content, LongArray ends, ReferenceSymbols reference) {
    if (content.byteSize() > CONTENT_MAX) {
      return false;
    }
    try {
      ReferenceSymbols marked = reference.marked();
      MemorySegment written = write(content, ends, marked);
      marks.clear();
      if (marked.isMarked()) {
        takeMarks(written);
      }
      // A damaged reference can have what ends an item.
      return packer.pack(written, ends.count())
          && packer.items() == ends.count()
          && packer.bytes() <= ROOM_MAX * content.byteSize();
    } catch (MalformedBytesException e) {
      return false;
    }
  }

  /** Moves the marks of {@code codes} to a list; separators have none. */
  private void takeMarks(MemorySegment codes) {
    boolean isMarked = false;
    for (long at = 0; at < codes.byteSize(); at++) {
      byte code = codes.get(ValueLayout.JAVA_BYTE, at);
      boolean isNext = code != PackReader.SEPARATOR && (code & Nucleotides.LOWER) != 0;
      if (isNext != isMarked) {
        marks.add(at);
        isMarked = isNext;
      }
      if (isNext) {
        codes.set(ValueLayout.JAVA_BYTE, at, (byte) (code & ~Nucleotides.LOWER));
      }
    }
    if (isMarked) {
      marks.add(codes.byteSize());
    }
  }

  private MemorySegment write(MemorySegment content, LongArray ends, ReferenceSymbols reference) {
    long room = Math.min(content.byteSize() * GROWTH_MAX, WRITTEN_MAX);
    MemorySegment target = sequences.atLeast(room);
    long size = 0;
    long start = 0;
    for (long item = 0; item < ends.count(); item++) {
      long end = ends.get(item);
      long most = Math.min(room, (end + content.byteSize() / SLACK) * GROWTH_MAX) - size - 1;
      verify(most >= 0, start, "sequences that take far more room than deltas");
      MemorySegment rest = target.asSlice(size);
      size += decoder.decode(content, start, end - start, reference, most, rest, 0, most);
      target.set(ValueLayout.JAVA_BYTE, size++, PackReader.SEPARATOR);
      start = end + 1;
    }
    return target.asSlice(0, size);
  }

  @Override
  public void close() {
    sequences.close();
    marks.close();
  }
}
