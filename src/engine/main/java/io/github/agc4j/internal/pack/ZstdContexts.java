package io.github.agc4j.internal.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A worker's zstd contexts, made when first needed and then reused. For one thread at a time;
 * memory in the arguments must not be freed during a call.
 */
public final class ZstdContexts implements AutoCloseable {
  /** Frames that announce no more are not looked at closely before there is room for it. */
  private static final long TRUSTED_BYTES = 1L << 20;

  private static final long DECOMPRESSOR_BYTES = 160 << 10;

  /** As much as zstd makes at once. */
  private static final long STEP_BYTES = 128 << 10;

  private static final long COMPRESSOR_BYTES = 700 << 10;
  private static final long COMPRESSOR_BYTES_PER_SOURCE_BYTE = 18;
  private static final long COMPRESSOR_BYTES_MAX = 85 << 20;

  /** With tables that fit the source. */
  private static final long FITTED_BYTES_PER_SOURCE_BYTE = 8;

  private static final int BY_LEVEL = 0;
  private static final int LEVEL_IN_HASTE = 3;
  private static final int TABLE_LOG_MIN = 10;
  private static final int TABLE_LOG_MAX = 22;

  /** Below that the best of zstd's own levels takes no time. */
  private static final long BASES_MIN = 4 << 10;

  private final MemoryBudget budget;

  /** What texts are made of that are compressed; null before the first. */
  private PackText form;

  private BaseCompressor baseCompressor;
  private ZstdCompressCtx compressor;
  private ZstdDecompressCtx decompressor;
  private long reservedBytes;

  /**
   * No context yet.
   *
   * @param budget what the contexts count in: an estimate by the largest source compressed so far,
   *     since zstd does not tell (ZSTD_estimateCCtxSize at levels 13 to 19 was within a fifth of
   *     it)
   */
  public ZstdContexts(MemoryBudget budget) {
    this.budget = budget;
  }

  private void reserve(long bytes) {
    if (bytes > reservedBytes) {
      budget.reserve(bytes - reservedBytes);
      reservedBytes = bytes;
    }
  }

  /** Bytes that a frame of {@code size} bytes takes at most. */
  public static long frameBytesMax(long size) {
    return Zstd.compressBound(size);
  }

  /**
   * Compresses {@code source} as one frame with its size in the header and no checksum.
   *
   * @param target room for {@link #frameBytesMax} bytes
   * @return bytes written
   */
  long compress(MemorySegment source, MemorySegment target, int level) {
    return compress(source, target, Search.of(level), BY_LEVEL, COMPRESSOR_BYTES_PER_SOURCE_BYTE);
  }

  /**
   * The same for what is kept for a while only: as fast as it is worth it.
   *
   * @return bytes written
   */
  public long compressInHaste(MemorySegment source, MemorySegment target) {
    return compressFitted(source, target, Search.of(LEVEL_IN_HASTE));
  }

  /**
   * A level of zstd, of which three things may be set otherwise; 0 where they are the level's.
   *
   * @param log two to this power are the places that are looked at for each position
   * @param targetLength bytes of a match that is long enough to look no further
   * @param matchMin bytes that are hashed, 3 to 7, below which there are no matches
   */
  record Search(int level, int log, int targetLength, int matchMin) {
    static Search of(int level) {
      return new Search(level, BY_LEVEL, BY_LEVEL, BY_LEVEL);
    }
  }

  /** The same with tables for chains of {@code 2^tableLog} places, and half as many for hashes. */
  private long compress(
      MemorySegment source,
      MemorySegment target,
      Search search,
      int tableLog,
      long bytesPerSourceByte) {
    if (compressor == null) {
      compressor = new ZstdCompressCtx().setContentSize(true).setChecksum(false);
    }
    compressor
        .setLevel(search.level)
        .setSearchLog(search.log)
        .setTargetLength(search.targetLength)
        .setMinMatch(search.matchMin)
        .setChainLog(tableLog)
        .setHashLog(tableLog == BY_LEVEL ? BY_LEVEL : tableLog - 1);
    reserve(
        Math.min(COMPRESSOR_BYTES_MAX, COMPRESSOR_BYTES + bytesPerSourceByte * source.byteSize()));
    return compressor.compressDirectByteBuffer(
        target.asByteBuffer(),
        0,
        Math.toIntExact(target.byteSize()),
        // Nothing may be at address 0, which zstd-jni takes for a buffer that is not direct.
        (source.byteSize() == 0 ? target : source).asByteBuffer(),
        0,
        Math.toIntExact(source.byteSize()));
  }

  /**
   * The same for a text, with less memory; and if most of it are runs of bases, with matches of our
   * own instead of zstd's.
   *
   * @param target room for {@link #frameBytesMax} bytes
   * @return bytes written
   */
  long compressText(MemorySegment source, MemorySegment target, Search search) {
    if (source.byteSize() < BASES_MIN) {
      return compressFitted(source, target, search);
    }
    if (form == null) {
      form = new PackText();
    }
    form.read(source);
    if (!form.isMostlyBases()) {
      return compressFitted(source, target, search);
    }
    if (baseCompressor == null) {
      baseCompressor = new BaseCompressor(form, budget);
    }
    return baseCompressor.compress(source, target);
  }

  /**
   * The same with tables that fit: the level's would be two to four times as large, and find hardly
   * more.
   */
  long compressFitted(MemorySegment source, MemorySegment target, Search search) {
    int sizeLog = Long.SIZE - Long.numberOfLeadingZeros(source.byteSize());
    int tableLog = Math.clamp(sizeLog, TABLE_LOG_MIN, TABLE_LOG_MAX);
    return compress(source, target, search, tableLog, FITTED_BYTES_PER_SOURCE_BYTE);
  }

  /**
   * The bytes that the frame {@code source} announces.
   *
   * @throws MalformedBytesException when it is not a frame or announces what it cannot hold
   */
  static long announcedBytes(MemorySegment source) {
    int length = Math.toIntExact(source.byteSize());
    long announced =
        length == 0
            ? -1
            : Zstd.getDirectByteBufferFrameContentSize(source.asByteBuffer(), 0, length, false);
    MalformedBytesException.verify(announced >= 0, 0, "not a zstd frame with its size");
    MalformedBytesException.verify(
        announced <= TRUSTED_BYTES || announced <= FrameBlocks.contentBytesMax(source),
        0,
        "zstd frame announces too much");
    return announced;
  }

  /**
   * Decompresses the frame {@code source}, which must give exactly {@code size} bytes.
   *
   * @throws MalformedBytesException when it does not
   */
  public void decompress(MemorySegment source, MemorySegment target, long size) {
    MalformedBytesException.verify(announcedBytes(source) == size, 0, "zstd frame of another size");
    if (decompressor == null) {
      decompressor = new ZstdDecompressCtx();
      reserve(DECOMPRESSOR_BYTES);
    }
    try {
      int written =
          decompressor.decompressDirectByteBuffer(
              target.asByteBuffer(),
              0,
              Math.toIntExact(size),
              source.asByteBuffer(),
              0,
              Math.toIntExact(source.byteSize()));
      MalformedBytesException.verify(written == size, 0, "zstd frame of another size");
    } catch (ZstdException e) {
      throw new MalformedBytesException(0, "damaged zstd frame (" + e.getMessage() + ")");
    }
  }

  /** Takes the beginnings of what a frame holds. */
  interface Growth {
    /** {@code size} bytes are there now; whether that is enough. */
    boolean isEnough(long size);
  }

  /**
   * Decompresses the frame {@code source}, which announces {@code size} bytes, bit by bit until it
   * is enough.
   *
   * @return bytes written to {@code target}
   * @throws MalformedBytesException when the frame is damaged or shorter
   */
  long decompressUntil(MemorySegment source, MemorySegment target, long size, Growth growth) {
    MalformedBytesException.verify(announcedBytes(source) == size, 0, "zstd frame of another size");
    if (decompressor == null) {
      decompressor = new ZstdDecompressCtx();
    }
    reserve(DECOMPRESSOR_BYTES + size + STEP_BYTES);
    try {
      decompressor.reset();
      ByteBuffer in = source.asByteBuffer();
      ByteBuffer out = target.asSlice(0, size).asByteBuffer();
      while (!growth.isEnough(out.position())) {
        MalformedBytesException.verify(out.position() < size, size, "pack without an end");
        int before = out.position();
        out.limit((int) Math.min(size, before + STEP_BYTES));
        decompressor.decompressDirectByteBufferStream(out, in);
        MalformedBytesException.verify(out.position() > before, 0, "zstd frame of another size");
      }
      return out.position();
    } catch (ZstdException e) {
      throw new MalformedBytesException(0, "damaged zstd frame (" + e.getMessage() + ")");
    }
  }

  /** Frees all contexts; they are made again when they are needed. */
  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
      compressor = null;
    }
    if (decompressor != null) {
      decompressor.close();
      decompressor = null;
    }
    if (baseCompressor != null) {
      baseCompressor.close();
      baseCompressor = null;
    }
    budget.release(reservedBytes);
    reservedBytes = 0;
  }
}
