package io.github.agc4j.internal.file;

import io.github.agc4j.internal.memory.FileFailure;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.memory.Pins;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file mapped read-only in windows, of which only a few stay mapped: mapped pages count as the
 * process's memory, so an archive larger than the limit must not be mapped whole.
 *
 * <p>Mapped bytes are copied and nothing else. Others may cut the file, or its disk may fail, and
 * then the JVM survives a page that is not there in a copy, but not in a checksum or a native
 * codec. A window that nobody copies from is unmapped when others need its room. {@link #close}
 * refuses further copies, waits for those at work, and then unmaps everything. Safe for use by
 * several threads.
 */
public final class MappedFile extends ReadableFile {
  /** Windows start at multiples of this, which every page size divides. */
  private static final long WINDOW_BYTES = 1L << 20;

  private static final String CANNOT_BE_READ = "cannot be read";

  /** What a path makes of {@code https://host/file}. */
  private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9+.-]+:)/(.*)");

  private final Path path;

  /** What tells the file from another one of its name; null where the system has nothing. */
  private final Object key;

  private FileChannel channel;
  private final MemoryBudget budget;
  private final List<Window> windows = new ArrayList<>();
  private long clock;
  private int copying;
  private boolean closed;

  private MappedFile(Path path, FileChannel channel, MemoryBudget budget) throws IOException {
    super(path.toString(), channel.size());
    this.path = path;
    this.key = key(path);
    this.channel = channel;
    this.budget = budget;
  }

  /**
   * Opens a regular file; mapped windows are reserved from {@code budget} and kept within its
   * limit.
   *
   * @throws UnsupportedOperationException when its file system maps no files
   */
  public static MappedFile open(Path path, MemoryBudget budget) throws IOException {
    checkIsFile(path);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      verifyMaps(path, channel);
      return new MappedFile(path, channel, budget);
    } catch (UnsupportedOperationException e) {
      channel.close();
      throw e;
    } catch (IOException e) {
      channel.close();
      throw FileFailure.of(path, CANNOT_BE_READ, e);
    }
  }

  private static void verifyMaps(Path path, FileChannel channel) throws IOException {
    if (path.getFileSystem() != FileSystems.getDefault() && channel.size() > 0) {
      try (Arena arena = Arena.ofShared()) {
        channel.map(MapMode.READ_ONLY, 0, 1, arena);
      }
    }
  }

  private static void checkIsFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + ": is a directory");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(
          path + ": is a pipe or a device, which cannot be read from its end: make a file of it");
    }
    Matcher address = ADDRESS.matcher(path.toString());
    if (address.matches() && Files.notExists(path)) {
      throw new IOException(
          address.group(1) + "//" + address.group(2) + ": must be a file here: download it first");
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public boolean isNamed() throws IOException {
    return Files.exists(path) && Objects.equals(key, key(path));
  }

  @Override
  void copyOwn(long offset, MemorySegment target) throws IOException {
    Window window = take(offset, target.byteSize());
    try {
      MemorySegment.copy(window.bytes, offset - window.start, target, 0, target.byteSize());
      // Compiled code is told of a missing page late, where it next enters native code: here.
      Thread.yield();
      // The rest of a page of which the file has only the beginning reads as zeroes.
      checkPresent(currentSize(), offset + target.byteSize());
    } catch (InternalError e) {
      // A page of the file that is no longer there, or that its disk does not give.
      throw new IOException(
          path + ": " + CANNOT_BE_READ + ": was cut meanwhile, or its disk fails", e);
    } finally {
      release(window);
    }
  }

  private void checkPresent(long present, long end) throws IOException {
    if (present < end) {
      throw new IOException(path + ": was cut meanwhile");
    }
  }

  private synchronized Window take(long offset, long length) throws IOException {
    if (closed) {
      throw new IllegalStateException(path + ": is closed");
    }
    Window window = windowFor(offset, length);
    window.pins.pin();
    window.lastUse = ++clock;
    copying++;
    return window;
  }

  private synchronized void release(Window window) {
    window.pins.unpin();
    copying--;
    if (closed && copying == 0) {
      notifyAll();
    }
  }

  /** Without mapping them: cheaper than a window for what is used once. */
  @Override
  void readOwn(long offset, MemorySegment target) throws IOException {
    ByteBuffer buffer = target.asByteBuffer();
    while (buffer.hasRemaining()) {
      int read = onChannel(open -> open.read(buffer, offset + buffer.position()));
      if (read < 0) {
        throw new IOException(path + ": was cut meanwhile");
      }
    }
  }

  private long currentSize() throws IOException {
    return onChannel(FileChannel::size);
  }

  /** Something that is done with a channel. */
  private interface Operation<T> {
    T on(FileChannel channel) throws IOException;
  }

  /** Does something with the open file, whatever is interrupted meanwhile. */
  private <T> T onChannel(Operation<T> operation) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return operation.on(openChannel());
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
      reopen();
    }
    return channel;
  }

  private void reopen() throws IOException {
    FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
    if (!Objects.equals(key(path), key)) {
      opened.close();
      throw new IOException(path + ": was replaced meanwhile");
    }
    channel = opened;
  }

  private Window windowFor(long offset, long length) throws IOException {
    for (Window window : windows) {
      if (window.covers(offset, length)) {
        return window;
      }
    }
    long start = offset - offset % WINDOW_BYTES;
    long present = Math.min(size(), currentSize());
    checkPresent(present, offset + length);
    long end = Math.min(present, Math.max(start + WINDOW_BYTES, offset + length));
    makeRoom(end - start);
    Window window = new Window(start, end - start);
    windows.add(window);
    return window;
  }

  private void makeRoom(long bytes) {
    while (!budget.hasRoom(bytes)) {
      Window oldest = null;
      for (Window window : windows) {
        if (!window.pins.isPinned() && (oldest == null || window.lastUse < oldest.lastUse)) {
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

  /** Refuses further copies, waits for those at work, and unmaps the file. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = false;
    while (copying > 0) {
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

  /** One mapped stretch of the file. Guarded by the file. */
  private final class Window {
    private final Arena arena = Arena.ofShared();
    private final long start;
    private final MemorySegment bytes;
    private final Pins pins = new Pins();
    private long lastUse;

    private Window(long start, long length) throws IOException {
      this.start = start;
      try {
        this.bytes = onChannel(open -> open.map(MapMode.READ_ONLY, start, length, arena));
      } catch (IOException e) {
        arena.close();
        throw FileFailure.of(path, "cannot be mapped", e);
      }
      budget.reserve(length);
    }

    private boolean covers(long offset, long length) {
      return offset >= start && offset + length <= start + bytes.byteSize();
    }

    private void unmap() {
      arena.close();
      budget.release(bytes.byteSize());
    }
  }
}
