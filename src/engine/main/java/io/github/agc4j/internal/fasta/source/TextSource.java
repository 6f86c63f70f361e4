package io.github.agc4j.internal.fasta.source;

import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.memory.FileFailure;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A file's text, decompressed if it is compressed, in pieces of at most 64 KiB. */
public abstract class TextSource implements AutoCloseable {
  /** The size of a piece: the largest heap array that is allowed on the data path. */
  public static final int PIECE_BYTES = 1 << 16;

  /** Enough to tell what it is. */
  static final int START_BYTES = 32;

  private final ReadableByteChannel channel;

  /** The buffer's: one that the garbage collector frees would be there long after its file. */
  private final Arena arena;

  TextSource(ReadableByteChannel channel, Arena arena) {
    this.channel = channel;
    this.arena = arena;
  }

  /**
   * Opens {@code file}: compressed if its first bytes say so, whatever its name; otherwise plain
   * text.
   *
   * @param budget what memory for decompression is reserved from
   * @param bytesRead told how many bytes of the file are read, each time that some are
   */
  public static TextSource open(Path file, MemoryBudget budget, LongConsumer bytesRead)
      throws IOException {
    return open(file, new CountedChannel(InputChannel.open(file), bytesRead), budget);
  }

  /**
   * The same of what comes from {@code channel}, which is closed with the source.
   *
   * @param file what messages call it
   */
  public static TextSource open(
      Path file, ReadableByteChannel channel, MemoryBudget budget, LongConsumer bytesRead)
      throws IOException {
    return open(file, new CountedChannel(channel, bytesRead), budget);
  }

  /** The same of what was read ahead. */
  public static TextSource open(ReadAhead start, MemoryBudget budget, LongConsumer bytesRead)
      throws IOException {
    return open(start.file(), new CountedChannel(start.whole(), bytesRead), budget);
  }

  /** Of what was read ahead, no more; whoever needs more meets the end. */
  public static TextSource openStart(ReadAhead start, MemoryBudget budget) throws IOException {
    return open(start.file(), start.kept(), budget);
  }

  /** Tells how many bytes are read, each time that some are. */
  private record CountedChannel(ReadableByteChannel file, LongConsumer bytesRead)
      implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      int size = file.read(target);
      if (size > 0) {
        bytesRead.accept(size);
      }
      return size;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * The same of what comes from {@code channel}.
   *
   * @param file what messages call it
   * @param channel closed with the source, or if this fails
   */
  static TextSource open(Path file, ReadableByteChannel channel, MemoryBudget budget)
      throws IOException {
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
      return of(file, channel, first.flip(), arena, budget);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      channel.close();
      throw e;
    }
  }

  /** The source for a text that begins with {@code first}. */
  private static TextSource of(
      Path file, ReadableByteChannel channel, ByteBuffer first, Arena arena, MemoryBudget budget)
      throws IOException {
    KnownForm.refuse(file, first);
    if (GzipText.isGzip(first)) {
      return new GzipText(file, channel, first, arena);
    }
    if (PackedText.isZstd(first)) {
      return new PackedText(file, channel, first, arena, budget);
    }
    StreamText.Form form = StreamText.Form.of(start(first));
    return form != null
        ? new StreamText(form, file, channel, first, arena)
        : new PlainText(file, channel, first, arena);
  }

  /** The first bytes of {@code text}, from its position on. */
  static byte[] start(ByteBuffer text) {
    byte[] start = new byte[Math.min(text.remaining(), START_BYTES)];
    text.get(text.position(), start);
    return start;
  }

  /** Reads from the channel of {@code file}, which is named if that fails. */
  static int read(Path file, ReadableByteChannel channel, ByteBuffer target) throws IOException {
    try {
      return channel.read(target);
    } catch (FastaFormatException e) {
      throw e;
    } catch (IOException e) {
      throw FileFailure.of(file, "cannot be read", e);
    }
  }

  /**
   * Reads 1 … {@code target.length} bytes into {@code target} and returns their number, or −1 at
   * the end.
   */
  public abstract int read(byte[] target) throws IOException;

  /** Whether the text lies in the file as it is. */
  public boolean isPlain() {
    return false;
  }

  /** Whether all was read and the file's own mark of its end was missing. */
  public boolean lacksEnd() {
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
    private final ReadableByteChannel channel;
    private final ByteBuffer buffer;

    private PlainText(Path file, ReadableByteChannel channel, ByteBuffer first, Arena arena) {
      super(channel, arena);
      this.file = file;
      this.channel = channel;
      this.buffer = first;
    }

    @Override
    public boolean isPlain() {
      return true;
    }

    @Override
    public int read(byte[] target) throws IOException {
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
