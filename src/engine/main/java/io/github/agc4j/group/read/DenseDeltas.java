package io.github.agc4j.group.read;

import static io.github.agc4j.memory.MalformedBytesException.verify;

import io.github.agc4j.lzdiff.LzDiffDecoder;
import io.github.agc4j.lzdiff.ReferenceSymbols;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MalformedBytesException;
import io.github.agc4j.memory.MemoryBudget;
import io.github.agc4j.memory.Scratch;
import io.github.agc4j.pack.PackReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Deltas that have a token for about each symbol, as those of genomes have that differ in many
 * places: written out as sequences and packed two bits per code they take a quarter of the room,
 * and each of them is read at once. For one thread.
 */
final class DenseDeltas implements AutoCloseable {
  /** Larger packs are kept as they are. */
  private static final long CONTENT_MAX = 4L << 20;

  /** What dense deltas may grow to. */
  private static final int GROWTH_MAX = 2;

  private final LzDiffDecoder decoder;
  private final RawPacker packer;
  private final Scratch sequences;

  /**
   * For minimum match length {@code matchMin}; packs with {@code packer}, which stays the caller's.
   */
  DenseDeltas(int matchMin, RawPacker packer, MemoryBudget budget) {
    this.decoder = new LzDiffDecoder(matchMin);
    this.packer = packer;
    this.sequences = new Scratch(budget);
  }

  /**
   * Writes out the deltas of {@code content}, which end at {@code ends}, and packs them.
   *
   * @return whether the packer has them now; false if they are not dense, or if one of them is
   *     damaged, which whoever wants it will find
   */
  boolean pack(MemorySegment content, LongArray ends, ReferenceSymbols reference) {
    if (content.byteSize() > CONTENT_MAX || !LzDiffDecoder.isMostlyLiterals(content)) {
      return false;
    }
    try {
      MemorySegment written = write(content, ends, reference);
      // A damaged reference can have what ends an item.
      return packer.pack(written, ends.count()) && packer.items() == ends.count();
    } catch (MalformedBytesException e) {
      return false;
    }
  }

  private MemorySegment write(MemorySegment content, LongArray ends, ReferenceSymbols reference) {
    long room = content.byteSize() * GROWTH_MAX;
    MemorySegment target = sequences.atLeast(room);
    long size = 0;
    long start = 0;
    for (long item = 0; item < ends.count(); item++) {
      long most = room - size - 1;
      verify(most >= 0, start, "deltas that are not dense");
      MemorySegment rest = target.asSlice(size);
      size +=
          decoder.decode(content, start, ends.get(item) - start, reference, most, rest, 0, most);
      target.set(ValueLayout.JAVA_BYTE, size++, PackReader.SEPARATOR);
      start = ends.get(item) + 1;
    }
    return target.asSlice(0, size);
  }

  @Override
  public void close() {
    sequences.close();
  }
}
