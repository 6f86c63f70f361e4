package io.github.agc4j.internal.fasta;

import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses text as BGZF (SAM specification, section 4.1): gzip members of at most 64 KiB that
 * tell their size, so that tools can index the file and read from the middle of it. Texts
 * compressed one by one may be joined; {@link #endOfFile} goes after the last. For one thread at a
 * time.
 */
public final class BlockedGzip implements AutoCloseable {
  /** Least compression, fastest. */
  public static final int LEVEL_MIN = 1;

  /** Most compression, slowest. */
  public static final int LEVEL_MAX = 9;

  /** Text in a block: even if zlib finds nothing to compress, the block stays within 64 KiB. */
  private static final int TEXT_MAX = 0xff00;

  /** Shares no factor with usual lengths of lines. */
  private static final int SAMPLE_STEP = 61;

  private static final int BLOCK_MAX = 1 << 16;
  private static final int HEADER = 18;
  private static final int TRAILER = 8;

  /** What zlib says it takes for 15 bits of window and memory level 8. */
  private static final long NATIVE_BYTES = 268 << 10;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort TWO =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt FOUR =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Gzip, deflate, with extra field; no time, no hints; system unknown; six bytes: BC, two. */
  private static final byte[] START = {
    0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 6, 0, 'B', 'C', 2, 0
  };

  private static final byte[] END_OF_FILE = {
    0x1f,
    (byte) 0x8b,
    8,
    4,
    0,
    0,
    0,
    0,
    0,
    (byte) 0xff,
    6,
    0,
    'B',
    'C',
    2,
    0,
    27,
    0,
    3,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0
  };

  private final MemoryBudget budget;
  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();

  /**
   * A compressor whose native memory counts in {@code budget}.
   *
   * @param level 1 … 9
   */
  public BlockedGzip(int level, MemoryBudget budget) {
    if (level < LEVEL_MIN || level > LEVEL_MAX) {
      throw new IllegalArgumentException("level=" + level);
    }
    this.budget = budget;
    this.deflater = new Deflater(level, true);
    budget.reserve(NATIVE_BYTES);
  }

  /** The empty block that every file has at its end, as a new buffer. */
  public static ByteBuffer endOfFile() {
    return ByteBuffer.wrap(END_OF_FILE.clone());
  }

  /** Bytes that {@link #compress} writes at most for {@code size} bytes of text. */
  public static long bytesMax(long size) {
    return (size + TEXT_MAX - 1) / TEXT_MAX * BLOCK_MAX;
  }

  /**
   * Compresses the first {@code size} bytes of {@code text} into the beginning of {@code target}.
   *
   * @param text native memory, borrowed
   * @param target native memory with room for {@link #bytesMax}, borrowed
   * @return bytes written
   */
  public long compress(MemorySegment text, long size, MemorySegment target) {
    long out = 0;
    for (long from = 0; from < size; from += TEXT_MAX) {
      out += block(text.asSlice(from, Math.min(TEXT_MAX, size - from)), target.asSlice(out));
    }
    return out;
  }

  private int block(MemorySegment text, MemorySegment target) {
    deflater.reset();
    deflater.setStrategy(isMonotonous(text) ? Deflater.DEFAULT_STRATEGY : Deflater.HUFFMAN_ONLY);
    deflater.setInput(text.asByteBuffer());
    deflater.finish();
    ByteBuffer room = target.asSlice(HEADER, BLOCK_MAX - HEADER - TRAILER).asByteBuffer();
    // The first call after the strategy has changed may do no more than that.
    int body = deflater.deflate(room);
    body += deflater.finished() ? 0 : deflater.deflate(room);
    if (!deflater.finished()) {
      throw new IllegalStateException("block of " + text.byteSize() + " bytes does not fit");
    }
    checksum.reset();
    checksum.update(text.asByteBuffer());
    int size = HEADER + body + TRAILER;
    MemorySegment.copy(START, 0, target, BYTE, 0, START.length);
    target.set(TWO, START.length, (short) (size - 1));
    target.set(FOUR, HEADER + body, (int) checksum.getValue());
    target.set(FOUR, HEADER + body + Integer.BYTES, (int) text.byteSize());
    return size;
  }

  /**
   * Whether one letter prevails, as in runs of N. All other sequences have no repeats within a
   * block that would be worth their codes: searching them takes 20 times as long and makes the text
   * larger.
   */
  private static boolean isMonotonous(MemorySegment text) {
    int[] counts = new int[1 << Byte.SIZE];
    int most = 0;
    int sampled = 0;
    for (long at = 0; at < text.byteSize(); at += SAMPLE_STEP) {
      most = Math.max(most, ++counts[text.get(BYTE, at) & 0xff]);
      sampled++;
    }
    return most * 2 > sampled;
  }

  @Override
  public void close() {
    deflater.end();
    budget.release(NATIVE_BYTES);
  }
}
