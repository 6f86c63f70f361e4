package io.github.agc4j.internal.group.read;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Scratch;
import io.github.agc4j.internal.pack.PackReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Packs the content of raw packs two bits per code, in one pass, as a {@link PackedSequence} in
 * which separators are runs like all other codes above 3. For one thread.
 */
final class RawPacker implements AutoCloseable {
  private static final ValueLayout.OfLong LONG_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort SHORT_BE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final long CODE_BITS = 0x0303030303030303L;

  /** Codes that are packed in one loop without a look at each for exceptions. */
  private static final int STRIP = 1 << 10;

  /** A few runs are always worth it. */
  private static final long RUNS_BYTES_FREE = 1 << 10;

  private final Scratch symbols;

  /** Two words per run: start, and length·256 + code. */
  private final LongArray runs;

  /** Where each item ends. */
  private final LongArray ends;

  private long itemsMax;
  private long length;
  private long runStart;
  private long runEnd;
  private int runCode;

  RawPacker(MemoryBudget budget) {
    symbols = new Scratch(budget);
    runs = new LongArray(budget);
    ends = new LongArray(budget);
  }

  /**
   * Packs {@code content}, which ends with a separator and has at most {@code itemsLimit} items;
   * false if so many codes are above 3 that it would not become smaller.
   */
  boolean pack(MemorySegment content, long itemsLimit) {
    itemsMax = itemsLimit;
    length = content.byteSize();
    MemorySegment packed = symbols.atLeast(PackedSequence.symbolBytes(length));
    runs.clear();
    ends.clear();
    runEnd = -1;
    long at = 0;
    while (at + STRIP <= length && isSmaller()) {
      packStrip(content.asSlice(at, STRIP), packed.asSlice(at / 4, STRIP / 4), at);
      at += STRIP;
    }
    for (; at + Long.BYTES <= length && isSmaller(); at += Long.BYTES) {
      packStrip(content.asSlice(at, Long.BYTES), packed.asSlice(at / 4, Short.BYTES), at);
    }
    if (!isSmaller()) {
      return false;
    }
    long rest = 0;
    for (long i = at; i < length; i++) {
      rest |=
          (content.get(ValueLayout.JAVA_BYTE, i) & 0xffL) << Long.SIZE - Byte.SIZE * (1 + i - at);
    }
    noteOthers(rest, at);
    packed.asSlice(at / 4, PackedSequence.symbolBytes(length) - at / 4).fill((byte) 0);
    packed.set(SHORT_BE, at / 4, (short) Long.compress(rest, CODE_BITS));
    endRun();
    return isSmaller();
  }

  /** Packs a multiple of eight codes, which are at {@code at} in the content. */
  private void packStrip(MemorySegment codes, MemorySegment packed, long at) {
    int size = (int) codes.byteSize();
    if (PackedSequence.packLowBits(codes, size, packed)) {
      return;
    }
    for (int i = 0; i < size; i += Long.BYTES) {
      long eight = codes.get(LONG_BE, i);
      if ((eight & ~CODE_BITS) != 0) {
        noteOthers(eight, at + i);
      }
    }
  }

  private boolean isSmaller() {
    return runs.count() * Long.BYTES <= length / 2 + RUNS_BYTES_FREE;
  }

  private void noteOthers(long codes, long at) {
    for (int i = 0; i < Long.BYTES; i++) {
      int code = (int) (codes >>> Long.SIZE - Byte.SIZE * (i + 1)) & 0xff;
      if (code > 3) {
        note(code, at + i);
      }
    }
  }

  private void note(int code, long at) {
    if (code == (PackReader.SEPARATOR & 0xff)) {
      verify(ends.count() < itemsMax, at, "the archive is too small for so many sequences");
      ends.add(at);
    }
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

  /** Number of items. */
  int items() {
    return Math.toIntExact(ends.count());
  }

  /** Where item {@code item} ends. */
  long end(int item) {
    return ends.get(item);
  }

  /** Bytes that {@link #store} writes. */
  long bytes() {
    return PackedSequence.symbolBytes(length) + runs.count() * Long.BYTES;
  }

  /** Copies what was packed last to {@code target}, and returns a view of it there. */
  PackedSequence store(MemorySegment target) {
    long runsOffset = PackedSequence.symbolBytes(length);
    MemorySegment.copy(symbols.atLeast(runsOffset), 0, target, 0, runsOffset);
    for (long i = 0; i < runs.count(); i++) {
      target.set(ValueLayout.JAVA_LONG_UNALIGNED, runsOffset + i * Long.BYTES, runs.get(i));
    }
    return new PackedSequence(target, length, runsOffset, (int) (runs.count() / 2));
  }

  @Override
  public void close() {
    symbols.close();
    runs.close();
    ends.close();
  }
}
