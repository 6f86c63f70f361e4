package io.github.agc4j.internal.text;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.memory.BlockHeap;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Pins;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The runs of a part in a form that can be searched, little more than eight bytes each. They stand
 * in blocks of a few runs of one contig: a block has its contig and where it begins, a run how far
 * from there it begins and ends. Filled by one thread, then looked at by any that has it pinned.
 */
final class RunFrame {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private static final int CONTIG_BITS = 32;
  private static final long POSITION_MAX = 1L << 54;

  /** Runs of a block, at most. */
  private static final int RUNS_MAX = 32;

  /** Words of a block: contig of which sample after the first, first symbol, runs before it·2. */
  private static final int BLOCK_BYTES = 3 * Long.BYTES;

  private static final int FROM = Long.BYTES;
  private static final int RUNS = 2 * Long.BYTES;

  /** Beside the number of runs: the block has one, whose word is end·256 + value. */
  private static final long WIDE = 1;

  /** In a run's word: where it begins, after its block, its symbols and its value. */
  private static final int START_BITS = 32;

  private static final int LENGTH_BITS = 24;
  private static final long LENGTH_MAX = (1L << LENGTH_BITS) - 1;

  private final long part;
  private final long firstSample;
  private final long blockCount;
  private final long cell;
  private final long bytes;

  /** The last one only tells where the runs end. */
  private final MemorySegment blocks;

  private final MemorySegment runs;
  private final Pins pins = new Pins();

  /** The runs of {@code frame} in a cell of {@code heap}, which {@link #free} gives back. */
  RunFrame(long part, FrameReader.Frame frame, Parser parsed, BlockHeap heap) {
    this.part = part;
    this.firstSample = frame.sample();
    this.blockCount = parsed.blocks.count() * Long.BYTES / BLOCK_BYTES - 1;
    long blockBytes = parsed.blocks.count() * Long.BYTES;
    this.bytes = blockBytes + parsed.runs.count() * Long.BYTES;
    this.cell = heap.allocate(bytes);
    MemorySegment all = heap.view(cell, bytes);
    this.blocks = all.asSlice(0, blockBytes);
    this.runs = all.asSlice(blockBytes);
    parsed.copy(blocks, runs);
  }

  long part() {
    return part;
  }

  Pins pins() {
    return pins;
  }

  void free(BlockHeap heap) {
    heap.free(cell, bytes);
  }

  /** Makes blocks of the text of parts. For one thread. */
  static final class Parser implements AutoCloseable {
    private final boolean hasBytes;
    private final LongArray blocks;
    private final LongArray runs;
    private long key;
    private long blockFrom;
    private long runsLeft;

    /** Of runs which have a value or not. */
    Parser(boolean hasBytes, MemoryBudget budget) {
      this.hasBytes = hasBytes;
      this.blocks = new LongArray(budget);
      this.runs = new LongArray(budget);
    }

    /** Reads all runs of a part, instead of those that were read before. */
    void parse(FrameReader.Frame frame) {
      blocks.clear();
      runs.clear();
      runsLeft = 0;
      ByteReader in = new ByteReader(frame.text());
      long sample = 0;
      long contig = frame.contig();
      long end = frame.position();
      for (long row = 0; row < frame.rows(); row++) {
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
        add(sample << CONTIG_BITS | contig, from, end, hasBytes ? in.unsignedByte() : 0);
      }
      verify(in.remaining() == 0, in.position(), "more than its runs");
      addBlock(0, 0);
    }

    private void add(long newKey, long from, long end, int value) {
      long length = end - from;
      long start = from - blockFrom;
      boolean isWide = length > LENGTH_MAX;
      if (isWide || runsLeft == 0 || newKey != key || start < 0 || start >>> START_BITS != 0) {
        addBlock(newKey, from);
        start = 0;
      }
      // A long run is alone in its block: its word tells no distance to the block's beginning.
      runs.add(
          isWide ? end << Byte.SIZE | value : start << START_BITS | length << Byte.SIZE | value);
      runsLeft = isWide ? 0 : runsLeft - 1;
      if (isWide) {
        long last = blocks.count() - 1;
        blocks.set(last, blocks.get(last) | WIDE);
      }
    }

    private void addBlock(long newKey, long from) {
      blocks.add(newKey);
      blocks.add(from);
      blocks.add(runs.count() << 1);
      key = newKey;
      blockFrom = from;
      runsLeft = RUNS_MAX;
    }

    private void copy(MemorySegment blockTarget, MemorySegment runTarget) {
      for (long i = 0; i < blocks.count(); i++) {
        blockTarget.set(WORD, i * Long.BYTES, blocks.get(i));
      }
      for (long i = 0; i < runs.count(); i++) {
        runTarget.set(WORD, i * Long.BYTES, runs.get(i));
      }
    }

    @Override
    public void close() {
      blocks.close();
      runs.close();
    }
  }

  /** Goes from one run to the next. */
  private final class Cursor {
    private long block;
    private long run;
    private long runEnd;
    private long blockFrom;
    private boolean isWide;

    /** Contig of which sample, as in a block. */
    private long key;

    private long start;
    private long end;
    private int value;

    /** Stands in front of the first run of a block. */
    Cursor(long block) {
      this.block = block;
      enter();
    }

    private void enter() {
      long at = block * BLOCK_BYTES;
      key = blocks.get(WORD, at);
      blockFrom = blocks.get(WORD, at + FROM);
      long first = blocks.get(WORD, at + RUNS);
      isWide = (first & WIDE) != 0;
      run = first >>> 1;
      runEnd = block < blockCount ? blocks.get(WORD, at + BLOCK_BYTES + RUNS) >>> 1 : run;
    }

    /** Skips runs of the block in front of the last one that begins at {@code from} or before. */
    void skipTo(long from) {
      for (long left = runEnd - run; left > 1; ) {
        long half = left >>> 1;
        long begin = blockFrom + (runs.get(WORD, (run + half) * Long.BYTES) >>> START_BITS);
        run += begin <= from ? half : 0;
        left -= half;
      }
    }

    /** Goes to the next run; false if there is none. */
    boolean next() {
      if (run == runEnd) {
        if (block + 1 >= blockCount) {
          return false;
        }
        block++;
        enter();
      }
      long word = runs.get(WORD, run++ * Long.BYTES);
      start = blockFrom + (isWide ? 0 : word >>> START_BITS);
      end = isWide ? word >>> Byte.SIZE : start + (word >>> Byte.SIZE & LENGTH_MAX);
      value = (int) (word & 0xff);
      return true;
    }

    /** The sample of the run. */
    long sample() {
      return firstSample + (key >>> CONTIG_BITS);
    }
  }

  private long key(long sample, long contig) {
    return sample - firstSample << CONTIG_BITS | contig;
  }

  /** Stands in front of the last run that begins at {@code from} of a contig, or before. */
  private Cursor cursor(long key, long from) {
    long low = 0;
    for (long left = blockCount; left > 1; ) {
      long half = left >>> 1;
      long at = (low + half) * BLOCK_BYTES;
      long ofBlock = blocks.get(WORD, at);
      boolean isUpTo = ofBlock < key | ofBlock == key & blocks.get(WORD, at + FROM) <= from;
      low += isUpTo ? half : 0;
      left -= half;
    }
    Cursor cursor = new Cursor(low);
    if (cursor.key == key) {
      cursor.skipTo(from);
    }
    return cursor;
  }

  /** Shows the runs that symbols {@code [from, to)} of a contig lie in to {@code visitor}. */
  void forEach(long sample, long contig, long from, long to, RunVisitor visitor)
      throws IOException {
    long key = key(sample, contig);
    for (Cursor at = cursor(key, from); at.next() && isUpTo(at, key, to); ) {
      if (at.key == key && at.end > from) {
        visitor.visit(at.start, at.end, at.value);
      }
    }
  }

  /** Adds where the runs begin and end that {@link #forEach} would show, cut to the range. */
  void addBounds(long sample, long contig, long from, long to, LongArray bounds) {
    long key = key(sample, contig);
    for (Cursor at = cursor(key, from); at.next() && isUpTo(at, key, to); ) {
      if (at.key == key && at.end > from) {
        bounds.add(Math.max(from, at.start));
        bounds.add(Math.min(to, at.end));
      }
    }
  }

  private static boolean isUpTo(Cursor at, long key, long to) {
    return at.key < key || at.key == key && at.start < to;
  }

  /** Shows all runs to {@code visitor}. */
  void forEachRun(StoredRuns.AllRuns visitor) throws IOException {
    for (Cursor at = new Cursor(0); at.next(); ) {
      visitor.visit(at.sample(), at.start, at.end);
    }
  }

  /** Adds the runs of a sample, or of all if that is negative, to {@code writer}. */
  void copy(long sample, long newSample, RunWriter writer) {
    for (Cursor at = new Cursor(0); at.next(); ) {
      if (sample < 0 || at.sample() == sample) {
        writer.add(
            sample < 0 ? at.sample() : newSample,
            at.key & (1L << CONTIG_BITS) - 1,
            at.start,
            at.end,
            at.value);
      }
    }
  }
}
