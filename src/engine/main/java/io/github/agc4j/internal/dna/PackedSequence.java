package io.github.agc4j.internal.dna;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/**
 * A sequence of codes with two bits per symbol, and a list of the runs of codes above 3.
 *
 * <pre>
 * 0               symbols: four per byte, the first in the highest bits; A in the place of a code above 3
 * runsOffset      runs, ascending: { long start; long length &lt;&lt; 8 | code }*, both in native order
 * </pre>
 *
 * <p>A view of borrowed bytes; it owns nothing. Positions are 0-based, ranges half-open. The bytes
 * extend at least {@link #PADDING_BYTES} beyond the last symbol.
 */
public final class PackedSequence {
  /** Readable bytes that follow the last symbol's byte. */
  public static final int PADDING_BYTES = 8;

  /** Bytes of one run. */
  public static final int RUN_BYTES = 16;

  private static final ValueLayout.OfLong LONG_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG_LE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT_BE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final long CODE_BITS = 0x0303030303030303L;
  private static final long PAIRS = 0x5555555555555555L;
  private static final int WORD_SYMBOLS = 32;

  private final MemorySegment bytes;
  private final long symbols;
  private final long runsOffset;
  private final int runs;
  private final LongConsumer use;

  /**
   * {@code symbols} packed symbols at the start of {@code bytes} and {@code runs} runs at {@code
   * runsOffset}.
   */
  public PackedSequence(MemorySegment bytes, long symbols, long runsOffset, int runs) {
    this(bytes, symbols, runsOffset, runs, null);
  }

  /**
   * The same for bytes whose owner wants to know how many are used.
   *
   * @param use told the number of bytes each time that a stretch of the symbols is read; null if
   *     nobody wants to know
   */
  public PackedSequence(
      MemorySegment bytes, long symbols, long runsOffset, int runs, LongConsumer use) {
    this.bytes = bytes;
    this.symbols = symbols;
    this.runsOffset = runsOffset;
    this.runs = runs;
    this.use = use;
  }

  /** To be called before {@code count} neighbouring symbols are read one by one or by words. */
  public void willRead(long count) {
    if (use != null) {
      use.accept(count / 4 + 1);
    }
  }

  /** Bytes that {@code symbols} symbols take, padding included; a multiple of eight. */
  public static long symbolBytes(long symbols) {
    return (symbols + 3) / 4 + PADDING_BYTES + 7 & ~7L;
  }

  /**
   * Writes the two lowest bits of {@code length} codes to {@code target}, which has {@link
   * #symbolBytes} bytes: the symbols of a sequence whose runs are not told.
   *
   * @return whether all codes are below 4
   */
  public static boolean packLowBits(MemorySegment codes, long length, MemorySegment target) {
    long i = 0;
    long bits = 0;
    for (; i + WORD_SYMBOLS <= length; i += WORD_SYMBOLS) {
      bits |= packWord(codes, i, target, i >>> 2);
    }
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      long eight = codes.get(LONG_BE, i);
      target.set(SHORT_BE, i >>> 2, (short) Long.compress(eight, CODE_BITS));
      bits |= eight;
    }
    target.asSlice(i >>> 2).fill((byte) 0);
    for (; i < length; i++) {
      int shift = 6 - (int) (i & 3) * 2;
      int code = codes.get(ValueLayout.JAVA_BYTE, i);
      int before = target.get(ValueLayout.JAVA_BYTE, i >>> 2);
      target.set(ValueLayout.JAVA_BYTE, i >>> 2, (byte) (before | (code & 3) << shift));
      bits |= code;
    }
    return (bits & ~CODE_BITS) == 0;
  }

  /** Writes the two lowest bits of 32 codes in one store; returns all bits that any of them has. */
  private static long packWord(MemorySegment codes, long from, MemorySegment target, long at) {
    long first = codes.get(LONG_BE, from);
    long second = codes.get(LONG_BE, from + Long.BYTES);
    long third = codes.get(LONG_BE, from + 2 * Long.BYTES);
    long last = codes.get(LONG_BE, from + 3 * Long.BYTES);
    long word =
        Long.compress(first, CODE_BITS) << 48
            | Long.compress(second, CODE_BITS) << 32
            | Long.compress(third, CODE_BITS) << 16
            | Long.compress(last, CODE_BITS);
    target.set(LONG_BE, at, word);
    return first | second | third | last;
  }

  /** Bytes that {@link #of} needs for {@code length} codes. */
  public static long bytesOf(MemorySegment codes, long length) {
    long bytes = symbolBytes(length);
    for (long i = 0; i < length; i = endOfRun(codes, i, length)) {
      bytes += codes.get(ValueLayout.JAVA_BYTE, i) > 3 ? RUN_BYTES : 0;
    }
    return bytes;
  }

  /** Packs {@code length} codes into {@code target}, and returns a view of it. */
  public static PackedSequence of(MemorySegment codes, long length, MemorySegment target) {
    packLowBits(codes, length, target);
    long runsOffset = symbolBytes(length);
    long at = runsOffset;
    for (long i = 0; i < length; ) {
      long end = endOfRun(codes, i, length);
      int code = codes.get(ValueLayout.JAVA_BYTE, i);
      if (code > 3) {
        target.set(ValueLayout.JAVA_LONG_UNALIGNED, at, i);
        target.set(ValueLayout.JAVA_LONG_UNALIGNED, at + Long.BYTES, end - i << 8 | code);
        at += RUN_BYTES;
      }
      i = end;
    }
    return new PackedSequence(target, length, runsOffset, (int) ((at - runsOffset) / RUN_BYTES));
  }

  /** After the codes equal to that at {@code from}. */
  private static long endOfRun(MemorySegment codes, long from, long length) {
    byte code = codes.get(ValueLayout.JAVA_BYTE, from);
    long end = from + 1;
    while (end < length && codes.get(ValueLayout.JAVA_BYTE, end) == code) {
      end++;
    }
    return end;
  }

  /** Number of symbols. */
  public long symbols() {
    return symbols;
  }

  /** Bytes of symbols, padding and runs. */
  public long byteSize() {
    return bytes.byteSize();
  }

  /** Number of runs of codes above 3. */
  public int runs() {
    return runs;
  }

  /** Position of the first symbol of run {@code run}. */
  public long runStart(int run) {
    return bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, runsOffset + (long) run * RUN_BYTES);
  }

  /** Position after the last symbol of run {@code run}. */
  public long runEnd(int run) {
    return runStart(run) + (runWord(run) >>> 8);
  }

  /** The code of run {@code run}. */
  public int runCode(int run) {
    return (int) (runWord(run) & 0xff);
  }

  private long runWord(int run) {
    return bytes.get(
        ValueLayout.JAVA_LONG_UNALIGNED, runsOffset + (long) run * RUN_BYTES + Long.BYTES);
  }

  /** Index of the first run that ends after {@code position}; {@link #runs} if there is none. */
  public int firstRunBehind(long position) {
    int low = 0;
    int high = runs;
    while (low < high) {
      int middle = low + high >>> 1;
      if (runEnd(middle) > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * 32 symbols from {@code position} on, the first in the highest bits; symbols after the last are
   * undefined.
   */
  public long word(long position) {
    int shift = (int) (position & 3) * 2;
    long word = bytes.get(LONG_BE, position >>> 2) << shift;
    return shift == 0
        ? word
        : word | (bytes.get(ValueLayout.JAVA_BYTE, (position >>> 2) + 8) & 0xff) >>> 8 - shift;
  }

  /** Bytes that {@link #turned} needs for a range. */
  public long turnedBytes(long from, long to) {
    return symbolBytes(to - from)
        + (long) (firstRunBehind(to - 1) - firstRunBehind(from) + 1) * RUN_BYTES;
  }

  /**
   * Writes the reverse complement of {@code [from, to)}, which has a symbol, to {@code target}, in
   * which codes above 3 stay as they are.
   *
   * @return a view of {@code target}
   */
  public PackedSequence turned(long from, long to, MemorySegment target) {
    willRead(to - from);
    for (long done = 0; done < to - from; done += WORD_SYMBOLS) {
      long start = Math.max(0, to - done - WORD_SYMBOLS);
      long pairs = Long.reverse(~word(start));
      long turned = pairs >>> 1 & PAIRS | (pairs & PAIRS) << 1;
      target.set(LONG_BE, done >>> 2, turned << 2 * (WORD_SYMBOLS - (to - done - start)));
    }
    long at = symbolBytes(to - from);
    long runsStart = at;
    for (int run = Math.min(firstRunBehind(to - 1), runs - 1);
        run >= 0 && runEnd(run) > from;
        run--) {
      long end = Math.min(to, runEnd(run));
      long start = Math.max(from, runStart(run));
      if (start < end) {
        target.set(ValueLayout.JAVA_LONG_UNALIGNED, at, to - end);
        target.set(
            ValueLayout.JAVA_LONG_UNALIGNED, at + Long.BYTES, end - start << 8 | runCode(run));
        at += RUN_BYTES;
      }
    }
    return new PackedSequence(target, to - from, runsStart, (int) ((at - runsStart) / RUN_BYTES));
  }

  /** 28 or more symbols from {@code position} on in the highest bits: one memory access. */
  private long wordPrefix(long position) {
    return bytes.get(LONG_BE, position >>> 2) << (position & 3) * 2;
  }

  /**
   * Writes the codes of {@code [from, from + length)} to {@code target}, one per byte, from {@code
   * targetOffset} on.
   */
  public void unpack(long from, long length, MemorySegment target, long targetOffset) {
    willRead(length);
    long done = 0;
    for (; done + 8 <= length; done += 8) {
      target.set(
          LONG_BE, targetOffset + done, Long.expand(wordPrefix(from + done) >>> 48, CODE_BITS));
    }
    for (; done < length; done++) {
      target.set(
          ValueLayout.JAVA_BYTE, targetOffset + done, (byte) (wordPrefix(from + done) >>> 62));
    }
    for (int run = firstRunBehind(from); run < runs && runStart(run) < from + length; run++) {
      long start = Math.max(from, runStart(run));
      long end = Math.min(from + length, runEnd(run));
      target.asSlice(targetOffset + start - from, end - start).fill((byte) runWord(run));
    }
  }

  /**
   * The same for the reverse complement of {@code [from, from + length)}, in which codes above 3
   * stay as they are.
   */
  public void unpackTurned(long from, long length, MemorySegment target, long targetOffset) {
    willRead(length);
    long end = from + length;
    long done = 0;
    for (; done + 8 <= length; done += 8) {
      long eight = wordPrefix(end - done - 8) >>> 48;
      target.set(LONG_LE, targetOffset + done, Long.expand(~eight & 0xffff, CODE_BITS));
    }
    for (; done < length; done++) {
      target.set(
          ValueLayout.JAVA_BYTE,
          targetOffset + done,
          (byte) (3 - (wordPrefix(end - done - 1) >>> 62)));
    }
    for (int run = firstRunBehind(from); run < runs && runStart(run) < end; run++) {
      long start = Math.max(from, runStart(run));
      long runEnd = Math.min(end, runEnd(run));
      target.asSlice(targetOffset + end - runEnd, runEnd - start).fill((byte) runWord(run));
    }
  }
}
