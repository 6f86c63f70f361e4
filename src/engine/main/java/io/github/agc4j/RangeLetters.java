package io.github.agc4j;

import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.set.RangeRuns;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.query.ContigRange;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/** The letters of many ranges, read together as {@link AgcReader#fetchAll} reads their codes. */
public final class RangeLetters {
  private RangeLetters() {}

  /** Takes the letters of ranges. */
  public interface Receiver {
    /** The letters of the next range, as far as the contig reaches; from now on the receiver's. */
    void accept(byte[] letters) throws IOException;
  }

  /**
   * Reads the letters of ranges as they were read: in their case, and with symbols that no code
   * stands for, if the archive has kept them.
   *
   * @param reader stays the caller's
   * @param ranges forward, below 2^31 symbols each; stays the caller's and is asked by its thread
   *     only
   * @param options in order
   * @param receiver given each range's letters by the caller's thread, in order
   * @throws io.github.agc4j.error.RangeException when a range cannot be read, after all in front of
   *     it were passed on
   */
  public static void read(
      AgcReader reader, Iterable<ContigRange> ranges, RangeOptions options, Receiver receiver)
      throws IOException {
    if (!options.ordered()) {
      throw new IllegalArgumentException("letters come in order");
    }
    RangeRuns.read(
        reader.members(), ranges, (archive, own, first) -> read(archive, own, options, receiver));
  }

  private static void read(
      ArchiveReader archive, Iterable<ContigRange> ranges, RangeOptions options, Receiver receiver)
      throws IOException {
    Queue<ContigRange> asked = new ArrayDeque<>();
    archive.readAll(
        () -> remembered(ranges.iterator(), asked),
        options,
        true,
        (index, symbols, room) -> {
          int length = Math.toIntExact(symbols.length());
          MemorySegment codes = room.atLeast(length);
          symbols.copy(codes);
          receiver.accept(archive.letters(asked.remove(), codes, length));
        });
  }

  private static Iterator<ContigRange> remembered(
      Iterator<ContigRange> ranges, Queue<ContigRange> asked) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ranges.hasNext();
      }

      @Override
      public ContigRange next() {
        ContigRange range = ranges.next();
        asked.add(range);
        return range;
      }
    };
  }
}
