package io.github.agc4j.internal.file;

import io.github.agc4j.internal.memory.MalformedBytesException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A file open for reading of ranges by any number of threads. What is read is copied and never
 * shown where it lies. {@link #close} refuses further reading and waits for what is under way.
 */
public abstract class ReadableFile implements AutoCloseable {
  private final String name;
  private long size;

  /** What bytes from {@code tailStart} on are instead of the file's. */
  private MemorySegment tail = MemorySegment.NULL;

  private long tailStart = Long.MAX_VALUE;

  ReadableFile(String name, long size) {
    this.name = name;
    this.size = size;
  }

  /** What the file is called in messages. */
  public final String name() {
    return name;
  }

  /** The file's size in bytes when it was opened, or its limit. */
  public final synchronized long size() {
    return size;
  }

  /** From now on bytes from {@code end} on count as outside the file. */
  public final synchronized void limit(long end) {
    size = end;
  }

  /**
   * From now on the bytes from {@code start} on are those of {@code bytes} instead of the file's;
   * told before others read.
   *
   * @param bytes borrowed until this is closed
   */
  public final synchronized void replaceEnd(long start, MemorySegment bytes) {
    tail = bytes;
    tailStart = start;
    size = start + bytes.byteSize();
  }

  /**
   * Copies bytes from {@code offset} on to {@code target}; what lies near is likely wanted, too.
   *
   * @param target native memory, filled
   * @throws IOException when they cannot be read, also when the file was cut or changed meanwhile
   * @throws IllegalStateException when the file is closed
   * @throws MalformedBytesException when the bytes lie outside the file
   */
  public final void copy(long offset, MemorySegment target) throws IOException {
    long own = ownBytes(offset, target);
    if (own == target.byteSize()) {
      copyOwn(offset, target);
    } else {
      if (own > 0) {
        copyOwn(offset, target.asSlice(0, own));
      }
      copyTail(offset, target, own);
    }
  }

  /** The same for bytes that are used once, so that others need not be kept with them. */
  public final void read(long offset, MemorySegment target) throws IOException {
    long own = ownBytes(offset, target);
    if (own == target.byteSize()) {
      readOwn(offset, target);
    } else {
      if (own > 0) {
        readOwn(offset, target.asSlice(0, own));
      }
      copyTail(offset, target, own);
    }
  }

  /** How many of the bytes are the file's and not the tail's. */
  private long ownBytes(long offset, MemorySegment target) {
    MalformedBytesException.verify(
        offset >= 0 && offset <= size() - target.byteSize(), offset, "outside the file");
    return Math.clamp(tailStart - offset, 0, target.byteSize());
  }

  private void copyTail(long offset, MemorySegment target, long own) {
    MemorySegment.copy(tail, offset + own - tailStart, target, own, target.byteSize() - own);
  }

  abstract void copyOwn(long offset, MemorySegment target) throws IOException;

  void readOwn(long offset, MemorySegment target) throws IOException {
    copyOwn(offset, target);
  }

  /**
   * How many bytes may be told at a time that they {@link #willRead}; 0 if there is no need to
   * tell, since the file is near.
   */
  public long aheadBytes() {
    return 0;
  }

  /**
   * Fetches {@code ranges}, which will be read at once: those that lie near each other together,
   * others side by side.
   */
  public void willRead(ByteRanges ranges) throws IOException {}

  /** The file's path, or null if it has none. */
  public Path path() {
    return null;
  }

  /** Whether the path still names this file. */
  public boolean isNamed() throws IOException {
    return false;
  }

  @Override
  public abstract void close() throws IOException;
}
