package io.github.agc4j.faults;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A channel of the system of which each operation is told. What is mapped is the system's. */
final class WatchedChannel extends FileChannel {
  private final WatchedFileSystem system;
  private final Path file;
  private final FileChannel real;

  WatchedChannel(WatchedFileSystem system, Path file, FileChannel real) {
    this.system = system;
    this.file = file;
    this.real = real;
    system.countOpenChannels(1);
  }

  /** Something that is done to the channel. */
  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T watched(FileOperation operation, Step<T> step) throws IOException {
    system.watch().before(operation, file);
    try {
      T result = step.run();
      system.watch().after(operation, file, file);
      return result;
    } catch (ClosedChannelException e) {
      // An interrupt closes the real channel.
      close();
      throw e;
    }
  }

  /** Reads or writes as much of {@code buffer} as is granted. */
  private int transfer(FileOperation operation, ByteBuffer buffer, Step<Integer> step)
      throws IOException {
    return watched(
        operation,
        () -> {
          int limit = buffer.limit();
          if (buffer.hasRemaining()) {
            int granted = system.watch().granted(operation, buffer.remaining());
            buffer.limit(buffer.position() + granted);
          }
          try {
            return step.run();
          } finally {
            buffer.limit(limit);
          }
        });
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return transfer(FileOperation.READ, target, () -> real.read(target));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return transfer(FileOperation.READ, target, () -> real.read(target, position));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return transfer(FileOperation.WRITE, source, () -> real.write(source));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return transfer(FileOperation.WRITE, source, () -> real.write(source, position));
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return watched(FileOperation.SIZE, real::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    watched(FileOperation.TRUNCATE, () -> real.truncate(size));
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    watched(
        FileOperation.FORCE,
        // Only told: nobody cuts the power of the real disk.
        () -> null);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return watched(FileOperation.MAP, () -> real.map(mode, position, size));
  }

  @Override
  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    return watched(FileOperation.MAP, () -> real.map(mode, offset, size, arena));
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return watched(
        FileOperation.LOCK, () -> new WatchedLock(real.lock(position, size, shared), this));
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return watched(
        FileOperation.LOCK,
        () -> {
          FileLock lock = real.tryLock(position, size, shared);
          return lock == null ? null : new WatchedLock(lock, this);
        });
  }

  /** A lock of the real channel. */
  private static final class WatchedLock extends FileLock {
    private final FileLock lock;

    private WatchedLock(FileLock lock, FileChannel channel) {
      super(channel, lock.position(), lock.size(), lock.isShared());
      this.lock = lock;
    }

    @Override
    public boolean isValid() {
      return lock.isValid();
    }

    @Override
    public void release() throws IOException {
      lock.release();
    }
  }

  @Override
  protected void implCloseChannel() throws IOException {
    system.countOpenChannels(-1);
    real.close();
  }
}
