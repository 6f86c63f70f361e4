package io.github.agc4j;

import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.internal.read.range.RangeReading;
import io.github.agc4j.internal.read.range.SymbolsReceiver;
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

  /** Letters of ranges, of which the caller takes one at a time. For one thread. */
  public static final class Cursor implements AutoCloseable {
    private final ArchiveReader archive;
    private final Iterator<ContigRange> ranges;
    private final Queue<ContigRange> asked = new ArrayDeque<>();
    private final RangeReading reading;
    private byte[] letters;

    private Cursor(AgcReader reader, Iterator<ContigRange> ranges, long waitingBytes) {
      this.archive = reader.inner();
      this.ranges = remembered(ranges, asked);
      this.reading =
          archive.reading(
              new RangeOptions(1, waitingBytes, true), true, letters(archive, asked, this::take));
    }

    private void take(byte[] given) {
      letters = given;
    }

    /**
     * The letters of the next range, as far as the contig reaches; from now on the caller's. Null
     * if there is none.
     *
     * @throws io.github.agc4j.error.RangeException when it cannot be read
     */
    public byte[] next() throws IOException {
      letters = null;
      reading.giveNext(ranges);
      return letters;
    }

    @Override
    public void close() {
      reading.close();
    }
  }

  /**
   * The letters of ranges, which are read together as by {@link #read}, but passed on when they are
   * asked for: so none but the one at hand is on the heap.
   *
   * @param reader of one archive; stays the caller's
   * @param ranges forward, below 2^31 symbols each; stays the caller's and is asked ahead
   * @param waitingBytes what the symbols of ranges that are read together should not exceed, at two
   *     bits each where they are A, C, G and T
   * @throws IllegalStateException when the reader is of a set
   */
  public static Cursor cursor(AgcReader reader, Iterator<ContigRange> ranges, long waitingBytes) {
    return new Cursor(reader, ranges, waitingBytes);
  }

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
        letters(archive, asked, receiver));
  }

  private static SymbolsReceiver letters(
      ArchiveReader archive, Queue<ContigRange> asked, Receiver receiver) {
    return (index, symbols, room) -> {
      int length = Math.toIntExact(symbols.length());
      MemorySegment codes = room.atLeast(length);
      symbols.copy(codes);
      receiver.accept(archive.letters(asked.remove(), codes, length));
    };
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
