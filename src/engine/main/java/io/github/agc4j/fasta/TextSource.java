package io.github.agc4j.fasta;

import io.github.agc4j.memory.FileFailure;
import io.github.agc4j.memory.MemoryBudget;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file's text, decompressed if it is gzip, in pieces of at most 64 KiB. */
abstract class TextSource implements AutoCloseable {
  /** The size of a piece: the largest heap array that is allowed on the data path. */
  static final int PIECE_BYTES = 1 << 16;

  /** Enough to tell what it is. */
  static final int START_BYTES = 32;

  private final FileChannel channel;

  /** The buffer's: one that the garbage collector frees would be there long after its file. */
  private final Arena arena;

  TextSource(FileChannel channel, Arena arena) {
    this.channel = channel;
    this.arena = arena;
  }

  /**
   * Opens {@code file}: gzip or zstd if its first bytes say so, whatever its name; otherwise plain
   * text.
   *
   * @param budget what memory for decompression is reserved from
   */
  static TextSource open(Path file, MemoryBudget budget) throws IOException {
    FileChannel channel = channel(file);
    Arena arena = Arena.ofShared();
    try {
      ByteBuffer first = arena.allocate(PIECE_BYTES).asByteBuffer();
      int size = read(file, channel, first);
      if (size <= 0) {
        throw new FastaFormatException(file, "is empty");
      }
      while (first.position() < START_BYTES && read(file, channel, first) > 0) {
        continue;
      }
      first.flip();
      KnownForm.refuse(file, first);
      if (PackedText.isZstd(first)) {
        return new PackedText(file, channel, first, arena, budget);
      }
      return GzipText.isGzip(first)
          ? new GzipText(file, channel, first, arena)
          : new PlainText(file, channel, first, arena);
    } catch (IOException e) {
      arena.close();
      channel.close();
      throw e;
    }
  }

  @SuppressWarnings("resource") // The channel owns the stream.
  private static FileChannel channel(Path file) throws IOException {
    if (file.equals(FastaReader.STANDARD_INPUT)) {
      return new FileInputStream(FileDescriptor.in).getChannel();
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory");
    }
    if (!Files.exists(file)) {
      throw new IOException(file + ": no such file");
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** The first bytes of {@code text}, from its position on. */
  static byte[] start(ByteBuffer text) {
    byte[] start = new byte[Math.min(text.remaining(), START_BYTES)];
    text.get(text.position(), start);
    return start;
  }

  /** Reads from the channel of {@code file}, which is named if that fails. */
  static int read(Path file, FileChannel channel, ByteBuffer target) throws IOException {
    try {
      return channel.read(target);
    } catch (IOException e) {
      throw FileFailure.of(file, "cannot be read", e);
    }
  }

  /**
   * Reads 1 … {@code target.length} bytes into {@code target} and returns their number, or −1 at
   * the end.
   */
  abstract int read(byte[] target) throws IOException;

  /** Whether the text lies in the file as it is. */
  boolean isPlain() {
    return false;
  }

  /** Whether all was read and the file's own mark of its end was missing. */
  boolean lacksEnd() {
    return false;
  }

  @Override
  public void close() throws IOException {
    arena.close();
    channel.close();
  }

  /** Text as it lies in the file. */
  private static final class PlainText extends TextSource {
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer;

    private PlainText(Path file, FileChannel channel, ByteBuffer first, Arena arena) {
      super(channel, arena);
      this.file = file;
      this.channel = channel;
      this.buffer = first;
    }

    @Override
    boolean isPlain() {
      return true;
    }

    @Override
    int read(byte[] target) throws IOException {
      if (!buffer.hasRemaining()) {
        int size = read(file, channel, buffer.clear());
        buffer.flip();
        if (size < 0) {
          return -1;
        }
      }
      int size = Math.min(target.length, buffer.remaining());
      buffer.get(target, 0, size);
      return size;
    }
  }
}
