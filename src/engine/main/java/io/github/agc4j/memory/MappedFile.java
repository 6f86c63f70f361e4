package io.github.agc4j.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file mapped read-only in windows, of which only a few stay mapped: mapped pages count as the
 * process's memory, so an archive larger than the limit must not be mapped whole.
 *
 * <p>Bytes are reached through a {@link Lease}. A window that nobody leases is unmapped when others
 * need its room. {@link #close} refuses new leases, waits for the open ones, and then unmaps
 * everything: a native codec at work on leased bytes is never left without them. Safe for use by
 * several threads.
 */
public final class MappedFile implements AutoCloseable {
  /** Windows start at multiples of this, which every page size divides. */
  private static final long WINDOW_BYTES = 1L << 20;

  private static final String CANNOT_BE_READ = "cannot be read";

  private final Path path;
  private FileChannel channel;
  private long size;
  private final MemoryBudget budget;
  private final List<Window> windows = new ArrayList<>();
  private long clock;
  private int openLeases;
  private boolean closed;

  private MappedFile(Path path, FileChannel channel, MemoryBudget budget) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    this.budget = budget;
  }

  /**
   * Opens a regular file; mapped windows are reserved from {@code budget} and kept within its
   * limit.
   */
  public static MappedFile open(Path path, MemoryBudget budget) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + ": is a directory");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new MappedFile(path, channel, budget);
    } catch (IOException e) {
      channel.close();
      throw FileFailure.of(path, CANNOT_BE_READ, e);
    }
  }

  /** The file's path. */
  public Path path() {
    return path;
  }

  /** The file's size in bytes when it was opened, or its limit. */
  public synchronized long size() {
    return size;
  }

  /** From now on bytes from {@code end} on count as outside the file. */
  public synchronized void limit(long end) {
    size = end;
  }

  /** Number of leases that are not closed yet. */
  public synchronized int openLeases() {
    return openLeases;
  }

  /**
   * The right to read {@code length} bytes from {@code offset} on.
   *
   * @throws IllegalStateException when the file is closed
   * @throws MalformedBytesException when the bytes lie outside the file
   */
  public synchronized Lease lease(long offset, long length) throws IOException {
    if (closed) {
      throw new IllegalStateException(path + ": is closed");
    }
    MalformedBytesException.verify(
        offset >= 0 && length >= 0 && offset <= size - length, offset, "outside the file");
    Window window = windowFor(offset, length);
    window.leases++;
    window.lastUse = ++clock;
    openLeases++;
    return new Lease(window, window.bytes.asSlice(offset - window.start, length));
  }

  /**
   * Copies bytes from {@code offset} on to {@code target} without mapping them: cheaper than a
   * window for what is used once.
   *
   * @param target native memory, filled
   * @throws IllegalStateException when the file is closed
   * @throws MalformedBytesException when the bytes lie outside the file
   */
  public void read(long offset, MemorySegment target) throws IOException {
    MalformedBytesException.verify(
        offset >= 0 && offset <= size() - target.byteSize(), offset, "outside the file");
    boolean interrupted = false;
    try {
      ByteBuffer buffer = target.asByteBuffer();
      while (buffer.hasRemaining()) {
        interrupted |= Thread.interrupted();
        try {
          int read = openChannel().read(buffer, offset + buffer.position());
          MalformedBytesException.verify(read >= 0, offset, "outside the file");
        } catch (ClosedChannelException e) {
          // By the interrupt of a thread, this one or another, which must not end a query.
        } catch (IOException e) {
          throw FileFailure.of(path, CANNOT_BE_READ, e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized FileChannel openChannel() throws IOException {
    if (closed) {
      throw new IllegalStateException(path + ": is closed");
    }
    if (!channel.isOpen()) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
    return channel;
  }

  private Window windowFor(long offset, long length) throws IOException {
    for (Window window : windows) {
      if (window.covers(offset, length)) {
        return window;
      }
    }
    long start = offset - offset % WINDOW_BYTES;
    long end = Math.min(size, Math.max(start + WINDOW_BYTES, offset + length));
    makeRoom(end - start);
    Window window = map(start, end - start);
    windows.add(window);
    return window;
  }

  /**
   * Maps a window; an interrupt closes the channel of whoever maps, but must not end the others'
   * queries.
   */
  private Window map(long start, long length) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      openChannel();
      return new Window(start, length);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void makeRoom(long bytes) {
    while (!budget.hasRoom(bytes)) {
      Window oldest = null;
      for (Window window : windows) {
        if (window.leases == 0 && (oldest == null || window.lastUse < oldest.lastUse)) {
          oldest = window;
        }
      }
      if (oldest == null) {
        return;
      }
      windows.remove(oldest);
      oldest.unmap();
    }
  }

  /** Refuses further leases, waits until the last open one is given back, and unmaps the file. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = false;
    while (openLeases > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    windows.forEach(Window::unmap);
    windows.clear();
    channel.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void released(Window window) {
    window.leases--;
    openLeases--;
    if (closed && openLeases == 0) {
      notifyAll();
    }
  }

  /** One mapped stretch of the file. Guarded by the file. */
  final class Window {
    private final Arena arena = Arena.ofShared();
    private final long start;
    private final MemorySegment bytes;
    private int leases;
    private long lastUse;

    private Window(long start, long length) throws IOException {
      this.start = start;
      try {
        this.bytes = channel.map(MapMode.READ_ONLY, start, length, arena);
      } catch (IOException e) {
        arena.close();
        throw new IOException(path + ": cannot be mapped: " + e.getMessage(), e);
      }
      budget.reserve(length);
    }

    private boolean covers(long offset, long length) {
      return offset >= start && offset + length <= start + bytes.byteSize();
    }

    void giveBack() {
      released(this);
    }

    private void unmap() {
      arena.close();
      budget.release(bytes.byteSize());
    }
  }
}
