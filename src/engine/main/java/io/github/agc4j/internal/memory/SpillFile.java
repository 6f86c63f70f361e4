package io.github.agc4j.internal.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/**
 * Memory beyond the budget: a temporary file without a name, mapped piece by piece. Its pages are
 * resident only while they are used: whoever uses them says how much, and when that sums up to the
 * limit, all pages are given back to the page cache and come back when they are used again. Safe
 * for several threads.
 */
public final class SpillFile implements AutoCloseable {
  /** What the system maps at once around a byte that is used (Linux's default). */
  public static final long NEIGHBOURHOOD_BYTES = 1L << 16;

  private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect(1 << 16);

  private final long residentBytesMax;
  private final MemoryBudget budget;
  private final Set<Piece> pieces = new HashSet<>();
  private final Long2ObjectHashMap<LongArrayList> freeOffsets = new Long2ObjectHashMap<>();
  private Path folder;
  private FileChannel channel;
  private long end;
  private long usedSinceUnload;

  /**
   * A file that is made when it is needed.
   *
   * @param folder where it will be
   * @param residentBytesMax what should be resident of it at most
   * @param budget what that is reserved from
   */
  public SpillFile(Path folder, long residentBytesMax, MemoryBudget budget) {
    this.folder = folder;
    this.residentBytesMax = residentBytesMax;
    this.budget = budget;
  }

  /** Changes the folder of a file that is not needed yet. */
  public synchronized void moveTo(Path newFolder) {
    folder = newFolder;
  }

  /** A mapped piece of the file, owned by whoever asked for it. */
  final class Piece {
    private final Arena arena = Arena.ofShared();
    private final long offset;
    private final MemorySegment bytes;

    private Piece(long offset, long size) throws IOException {
      this.offset = offset;
      try {
        this.bytes = channel.map(MapMode.READ_WRITE, offset, size, arena);
      } catch (IOException | RuntimeException | Error e) {
        arena.close();
        release(offset, size);
        throw e;
      }
    }

    MemorySegment bytes() {
      return bytes;
    }

    void touched(long size) {
      SpillFile.this.touched(size);
    }

    void free() {
      forget(this);
      arena.close();
    }
  }

  /** A piece of {@code size} bytes with undefined content. */
  synchronized Piece take(long size) {
    try {
      if (channel == null) {
        open();
      }
      LongArrayList free = freeOffsets.get(placeBytes(size));
      long offset =
          free == null || free.isEmpty()
              ? extend(placeBytes(size))
              : free.removeAt(free.size() - 1);
      Piece piece = new Piece(offset, size);
      pieces.add(piece);
      return piece;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot hold temporary data: " + e.getMessage(), e);
    }
  }

  private void open() throws IOException {
    Path file = Files.createTempFile(folder, ".agc4j-", ".spill");
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      budget.reserve(residentBytesMax);
    } finally {
      // The channel keeps the file; without a name nothing is left behind, whatever happens.
      Files.delete(file);
    }
  }

  /** Places have four sizes for each doubling, so that those that are free fit again. */
  static long placeBytes(long size) {
    long step = Math.max(NEIGHBOURHOOD_BYTES, Long.highestOneBit(size) / 4);
    return (size + step - 1) / step * step;
  }

  /** Bytes that the file has. */
  synchronized long fileBytes() {
    return end;
  }

  /** Writes zeroes: using a mapped page that a full disk has no room for would end the JVM. */
  private long extend(long size) throws IOException {
    long offset = end;
    ByteBuffer zeroes = ZEROES.duplicate();
    for (long at = offset; at < offset + size; at += zeroes.position()) {
      zeroes.clear().limit((int) Math.min(zeroes.capacity(), offset + size - at));
      channel.write(zeroes, at);
    }
    end = offset + size;
    return offset;
  }

  private synchronized void forget(Piece piece) {
    pieces.remove(piece);
    release(piece.offset, piece.bytes.byteSize());
  }

  private void release(long offset, long size) {
    freeOffsets.computeIfAbsent(placeBytes(size), bytes -> new LongArrayList()).addLong(offset);
  }

  /** Tells that {@code bytes} bytes of pieces are used. */
  public synchronized void touched(long bytes) {
    usedSinceUnload += bytes;
    if (usedSinceUnload > residentBytesMax) {
      // All of them: what was used without being announced must not stay for ever.
      pieces.forEach(piece -> piece.bytes.unload());
      usedSinceUnload = 0;
    }
  }

  /** Frees the disk space; all pieces must be free. */
  @Override
  public synchronized void close() {
    if (channel == null) {
      return;
    }
    budget.release(residentBytesMax);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": temporary data: " + e.getMessage(), e);
    }
    channel = null;
  }
}
