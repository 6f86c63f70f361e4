package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Builds a {@link PackedSequence} symbol by symbol in a {@link SequenceSpace}. For one thread. */
public final class SequencePacker implements AutoCloseable {
  private static final ValueLayout.OfLong LONG_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int WORD_SYMBOLS = 32;
  private static final long FIRST_ROOM_BYTES = 4096;
  private static final long TOUCHED_BYTES = 1 << 16;

  /** Two words per run: start, and length·256 + code. */
  private final LongArray runs;

  private SequenceSpace space;
  private MemorySegment room;
  private long roomBytes;
  private long bytes;
  private long word;
  private int filled;
  private int runCode;
  private long runStart;
  private long runEnd;

  /** A packer whose list of runs is reserved from {@code budget}. */
  public SequencePacker(MemoryBudget budget) {
    this.runs = new LongArray(budget);
  }

  /** Starts a contig in {@code newSpace}. */
  public void start(SequenceSpace newSpace) throws IOException {
    space = newSpace;
    room = space.room(0, FIRST_ROOM_BYTES);
    roomBytes = room.byteSize();
    bytes = 0;
    word = 0;
    filled = 0;
    runs.clear();
    runEnd = -1;
  }

  /** Symbols of the contig so far. */
  long symbols() {
    return bytes * 4 + filled;
  }

  /** Appends eight codes below 4, given as 16 bits, the first highest. */
  void addEight(long bits) throws IOException {
    int free = WORD_SYMBOLS - filled;
    if (free > 8) {
      word |= bits << 48 - 2 * filled;
      filled += 8;
      return;
    }
    word |= bits >>> 2 * (8 - free);
    flush();
    filled = 8 - free;
    word = filled == 0 ? 0 : bits << Long.SIZE - 2 * filled;
  }

  /** Appends the first {@code count} of eight codes below 4, fewer than eight. */
  void addSome(long bits, int count) throws IOException {
    long some = bits >>> 2 * (8 - count);
    int free = WORD_SYMBOLS - filled;
    if (free > count) {
      word |= some << 2 * (free - count);
      filled += count;
      return;
    }
    word |= some >>> 2 * (count - free);
    flush();
    filled = count - free;
    word = filled == 0 ? 0 : some << Long.SIZE - 2 * filled;
  }

  /** Appends one code. */
  public void add(int code) throws IOException {
    if (code > 3) {
      addToRun(code);
    } else {
      word |= (long) code << 62 - 2 * filled;
    }
    if (++filled == WORD_SYMBOLS) {
      flush();
    }
  }

  private void addToRun(int code) {
    long at = symbols();
    if (runEnd != at || runCode != code) {
      endRun();
      runStart = at;
      runCode = code;
    }
    runEnd = at + 1;
  }

  private void endRun() {
    if (runEnd >= 0) {
      runs.add(runStart);
      runs.add(runEnd - runStart << 8 | runCode);
    }
  }

  private void flush() throws IOException {
    require(Long.BYTES);
    room.set(LONG_BE, bytes, word);
    bytes += Long.BYTES;
    word = 0;
    filled = 0;
    if ((bytes & TOUCHED_BYTES - 1) == 0) {
      space.touched(TOUCHED_BYTES);
    }
  }

  private void require(long extra) throws IOException {
    if (bytes + extra > roomBytes) {
      room = space.room(bytes, Math.max(roomBytes + roomBytes / 2, bytes + extra));
      roomBytes = room.byteSize();
    }
  }

  /** Ends the contig: writes what is pending, the padding and the runs after it. */
  public PackedSequence finish() throws IOException {
    long symbols = symbols();
    endRun();
    long runsOffset = PackedSequence.symbolBytes(symbols);
    long end = runsOffset + runs.count() * Long.BYTES;
    require(Math.max(end - bytes, 2 * Long.BYTES));
    room.set(LONG_BE, bytes, word);
    room.asSlice(bytes + Long.BYTES, runsOffset - bytes - Math.min(Long.BYTES, runsOffset - bytes))
        .fill((byte) 0);
    for (long i = 0; i < runs.count(); i++) {
      room.set(ValueLayout.JAVA_LONG_UNALIGNED, runsOffset + i * Long.BYTES, runs.get(i));
    }
    return new PackedSequence(room.asSlice(0, end), symbols, runsOffset, (int) (runs.count() / 2));
  }

  @Override
  public void close() {
    runs.close();
  }
}
