package io.github.agc4j.internal.fasta.source;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.ZstdText;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/** The text of a zstd file. */
final class PackedText extends TextSource {
  private final Path file;
  private final ZstdText text;

  PackedText(
      Path file, ReadableByteChannel channel, ByteBuffer first, Arena arena, MemoryBudget budget)
      throws IOException {
    super(channel, arena);
    this.file = file;
    this.text = new ZstdText(start(first), () -> more(file, channel, first), budget);
  }

  /** Whether {@code first} starts with the magic number of a frame. */
  static boolean isZstd(ByteBuffer first) {
    return ZstdText.isZstd(start(first));
  }

  private static ByteBuffer more(Path file, ReadableByteChannel channel, ByteBuffer buffer)
      throws IOException {
    if (!buffer.hasRemaining()) {
      int size = read(file, channel, buffer.clear());
      buffer.flip();
      return size < 0 ? null : buffer;
    }
    return buffer;
  }

  @Override
  public int read(byte[] target) throws IOException {
    try {
      return text.read(target);
    } catch (MalformedBytesException e) {
      throw new FastaFormatException(
          file,
          "truncated or damaged zstd file, or one with a window of more than 2^"
              + ZstdText.WINDOW_LOG_MAX
              + " bytes (zstd -dc --long=31 FILE | agc4j … -): "
              + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    text.close();
    super.close();
  }
}
