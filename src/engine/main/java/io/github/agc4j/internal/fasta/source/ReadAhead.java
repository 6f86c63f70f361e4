package io.github.agc4j.internal.fasta.source;

import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/**
 * The start of a file that may be readable only once, kept so that one can look at it before all is
 * read. Owns the open file, until {@link #whole} is closed. For one thread at a time.
 */
public final class ReadAhead implements AutoCloseable {
  private static final long STEP_BYTES = 1 << 16;

  private final Path file;
  private final ReadableByteChannel channel;
  private final GrowableBytes kept;
  private final long keptBytes;
  private final boolean isCut;

  /**
   * Reads the start of {@code file}; a pipe is waited for.
   *
   * @param bytesMax so many bytes are kept, in memory reserved from {@code budget}
   */
  public ReadAhead(Path file, long bytesMax, MemoryBudget budget) throws IOException {
    this.file = file;
    this.channel = InputChannel.open(file);
    this.kept = new GrowableBytes(budget);
    try {
      this.isCut = !readTo(bytesMax);
      this.keptBytes = kept.size();
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Reads until so many bytes are kept; true if that is all there is. */
  private boolean readTo(long bytesMax) throws IOException {
    while (kept.size() < bytesMax) {
      long wanted = Math.min(STEP_BYTES, bytesMax - kept.size());
      ByteBuffer room = kept.reserve(wanted).asSlice(kept.size(), wanted).asByteBuffer();
      int size = TextSource.read(file, channel, room);
      if (size < 0) {
        return true;
      }
      kept.advance(size);
    }
    return false;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** Whether the file has, or may have, more than is kept. */
  public boolean isCut() {
    return isCut;
  }

  /** The bytes that are kept, and no more. */
  ReadableByteChannel kept() {
    return new Replay(false);
  }

  /** All of the file, once; closing it closes this. */
  ReadableByteChannel whole() {
    return new Replay(true);
  }

  /** The kept bytes from the first on, then the rest of the file or nothing. */
  private final class Replay implements ReadableByteChannel {
    private final boolean goesOn;
    private long position;

    private Replay(boolean goesOn) {
      this.goesOn = goesOn;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      long left = keptBytes - position;
      if (left > 0) {
        int size = (int) Math.min(left, target.remaining());
        MemorySegment.copy(kept.written(), position, MemorySegment.ofBuffer(target), 0, size);
        target.position(target.position() + size);
        position += size;
        return size;
      }
      return goesOn ? readOn(target) : -1;
    }

    /** What was kept is not needed any more. */
    private int readOn(ByteBuffer target) throws IOException {
      kept.close();
      return channel.read(target);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      if (goesOn) {
        ReadAhead.this.close();
      }
    }
  }

  /** Closes the file and frees what was kept. */
  @Override
  public void close() throws IOException {
    kept.close();
    channel.close();
  }
}
