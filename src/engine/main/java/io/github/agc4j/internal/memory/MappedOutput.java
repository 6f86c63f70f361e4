package io.github.agc4j.internal.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file written front to back through one mapped window that slides along and grows to what a
 * single write needs. Not safe for use by several threads at once.
 */
public final class MappedOutput implements AutoCloseable {
  private static final long WINDOW_BYTES = 1L << 20;
  private static final long PAGE_BYTES = 1L << 16;
  private static final String CANNOT_BE_WRITTEN = "cannot be written";
  private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect((int) PAGE_BYTES);

  private final Path path;
  private final FileChannel channel;
  private final OutputSpace space;
  private final MemoryBudget budget;
  private Arena arena;
  private MemorySegment window = MemorySegment.NULL;
  private long windowStart;
  private long size;

  /** The file has bytes of its own, not holes, below this. */
  private long allocated;

  private MappedOutput(
      Path path, FileChannel channel, long start, OutputSpace space, MemoryBudget budget) {
    this.path = path;
    this.channel = channel;
    this.size = start;
    this.allocated = start;
    this.space = space;
    this.budget = budget;
  }

  /** Creates {@code path}, which must not exist. */
  public static MappedOutput create(Path path, MemoryBudget budget) throws IOException {
    return new MappedOutput(
        path,
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
        0,
        OutputSpace.OWN,
        budget);
  }

  /**
   * Writes into an open file from {@code start} on.
   *
   * @param channel of {@code path}, for reading and writing; closed by this
   * @param space asked before the file is written any further
   */
  public static MappedOutput extend(
      Path path, FileChannel channel, long start, OutputSpace space, MemoryBudget budget) {
    return new MappedOutput(path, channel, start, space, budget);
  }

  /** Bytes written so far. */
  public long size() {
    return size;
  }

  /**
   * Room for {@code length} bytes after the last one written, borrowed until the next call. What is
   * written there counts once {@link #advance} is called.
   */
  public MemorySegment room(long length) throws IOException {
    if (size + length > windowStart + window.byteSize()) {
      slide(length);
    }
    return window.asSlice(size - windowStart, length);
  }

  /** Counts the first {@code written} bytes of the last room as part of the file. */
  public void advance(long written) {
    size += written;
  }

  /** Appends all of {@code source}. */
  public void write(MemorySegment source) throws IOException {
    MemorySegment.copy(source, 0, room(source.byteSize()), 0, source.byteSize());
    advance(source.byteSize());
  }

  private void slide(long length) throws IOException {
    unmap();
    long start = size - size % PAGE_BYTES;
    long bytes = Math.max(WINDOW_BYTES, size - start + length);
    try {
      allocate(start + bytes);
      map(start, bytes);
    } catch (IOException e) {
      throw FileFailure.of(path, CANNOT_BE_WRITTEN, e);
    }
  }

  private void map(long start, long bytes) throws IOException {
    arena = Arena.ofShared();
    budget.reserve(bytes);
    try {
      window = channel.map(MapMode.READ_WRITE, start, bytes, arena);
      windowStart = start;
    } catch (IOException e) {
      budget.release(bytes);
      arena.close();
      arena = null;
      throw e;
    }
  }

  /**
   * Writes zeroes where the window will map what the file does not have yet. A mapped write to a
   * full disk would end the JVM with a bus error; here it is an exception.
   */
  private void allocate(long end) throws IOException {
    ByteBuffer zeroes = ZEROES.duplicate();
    space.reserve(channel, end);
    while (allocated < end) {
      zeroes.clear().limit((int) Math.min(PAGE_BYTES, end - allocated));
      allocated += channel.write(zeroes, allocated);
    }
  }

  /** Unmaps what is mapped; it is mapped again when there is more to write. */
  public void unmap() {
    if (arena != null) {
      arena.close();
      budget.release(window.byteSize());
      arena = null;
      window = MemorySegment.NULL;
    }
  }

  /** Forces the file to the disk, with all that was written. */
  public void force() throws IOException {
    unmap();
    try {
      channel.force(true);
    } catch (IOException e) {
      throw FileFailure.of(path, CANNOT_BE_WRITTEN, e);
    }
  }

  /** Cuts the file after what was written; to be forced afterwards. */
  public void cut() throws IOException {
    unmap();
    try {
      channel.truncate(size);
    } catch (IOException e) {
      throw FileFailure.of(path, CANNOT_BE_WRITTEN, e);
    }
  }

  /** Unmaps and closes the file. */
  @Override
  public void close() throws IOException {
    unmap();
    channel.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
