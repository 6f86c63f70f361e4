package io.github.agc4j.internal.pack;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The text of a zstd file of one or more frames (RFC 8878), in pieces. Owns a decompressor, which
 * keeps the frame's window off-heap. For one thread.
 */
public final class ZstdText implements AutoCloseable {
  /** Frames whose window is larger are refused by the library: {@code zstd --long=27}. */
  public static final int WINDOW_LOG_MAX = 27;

  /** The first bytes of a frame, the least significant first. */
  private static final int MAGIC = 0xfd2fb528;

  private static final int MAGIC_BYTES = 4;
  private static final int WINDOW_LOG_MIN = 10;
  private static final int IS_SINGLE_SEGMENT = 0x20;
  private static final int PIECE_BYTES = 1 << 16;
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(1).limit(0);

  private final Input input;
  private final MemoryBudget budget;
  private final long windowBytes;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final Block piece;
  private boolean isInFrame;

  /** Where compressed bytes come from. */
  public interface Input {
    /** Direct bytes that are left, more than before if there were none; null at the end. */
    ByteBuffer more() throws IOException;
  }

  /**
   * Text that {@code input} holds.
   *
   * @param first the first bytes of it, six or more if there are so many
   */
  public ZstdText(byte[] first, Input input, MemoryBudget budget) {
    this.input = input;
    this.budget = budget;
    this.windowBytes = windowBytes(first);
    this.piece = Block.shared(PIECE_BYTES, budget);
    budget.reserve(windowBytes);
  }

  /** Whether {@code first} begins a frame. */
  public static boolean isZstd(byte[] first) {
    int magic = 0;
    for (int i = 0; i < Math.min(MAGIC_BYTES, first.length); i++) {
      magic |= (first[i] & 0xff) << i * Byte.SIZE;
    }
    return magic == MAGIC;
  }

  /** What the first frame's header says of its window (RFC 8878, section 3.1.1.1.2). */
  private static long windowBytes(byte[] first) {
    if (first.length <= MAGIC_BYTES + 1 || (first[MAGIC_BYTES] & IS_SINGLE_SEGMENT) != 0) {
      // The window is the content, which the library keeps in the text's own memory.
      return 1L << WINDOW_LOG_MIN;
    }
    int descriptor = first[MAGIC_BYTES + 1] & 0xff;
    long base = 1L << WINDOW_LOG_MIN + (descriptor >>> 3);
    return Math.min(1L << WINDOW_LOG_MAX, base + base / 8 * (descriptor & 7));
  }

  /**
   * Reads 1 … {@code target.length} bytes into {@code target} and returns their number, or −1 at
   * the end.
   *
   * @throws MalformedBytesException when the file is damaged, cut, or wants too large a window
   */
  public int read(byte[] target) throws IOException {
    ByteBuffer room = piece.buffer().clear().limit(Math.min(PIECE_BYTES, target.length));
    while (room.position() == 0) {
      ByteBuffer compressed = input.more();
      if (compressed == null && !isInFrame) {
        return -1;
      }
      // Behind the last byte there may be text that had no room so far.
      isInFrame = !decompress(room, compressed == null ? NOTHING : compressed);
      MalformedBytesException.verify(
          compressed != null || !isInFrame || room.position() > 0,
          0,
          "ends in the middle of a frame");
    }
    int size = room.position();
    room.flip().get(target, 0, size);
    return size;
  }

  /** Decompresses what there is room for; whether that ends a frame. */
  private boolean decompress(ByteBuffer room, ByteBuffer compressed) {
    try {
      return context.decompressDirectByteBufferStream(room, compressed);
    } catch (ZstdException e) {
      throw new MalformedBytesException(0, e.getMessage());
    }
  }

  @Override
  public void close() {
    context.close();
    piece.close();
    budget.release(windowBytes);
  }
}
