package io.github.agc4j.internal.file;

import io.github.agc4j.internal.memory.FileFailure;
import io.github.agc4j.source.RangeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of any file system, such as that of an object store or an archive of files. */
final class PathSource implements RangeSource {
  private final Path path;
  private SeekableByteChannel channel;
  private String version;

  PathSource(Path path) {
    this.path = path;
  }

  /** With its file system: elsewhere there may be a file of the same path. */
  @Override
  public String name() {
    return path.toUri().toString();
  }

  @Override
  public String identity() {
    return name();
  }

  @Override
  public synchronized long open(ByteBuffer end) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(name() + ": is a directory");
    }
    try {
      channel = openChannel();
      version = state();
      long size = channel.size();
      end.limit(end.position() + (int) Math.min(end.remaining(), size));
      read(size - end.remaining(), end);
      return size;
    } catch (IOException e) {
      throw FileFailure.of(name(), "cannot be read", e);
    }
  }

  /** Not all file systems have channels that are read at a place. */
  private SeekableByteChannel openChannel() throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (UnsupportedOperationException e) {
      return Files.newByteChannel(path, StandardOpenOption.READ);
    }
  }

  private String state() throws IOException {
    return Files.getLastModifiedTime(path) + " " + Files.size(path);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    long start = offset - target.position();
    while (target.hasRemaining()) {
      if (readSome(start + target.position(), target) < 0) {
        throw new IOException(name() + ": was cut meanwhile");
      }
    }
  }

  private int readSome(long offset, ByteBuffer target) throws IOException {
    SeekableByteChannel open = opened();
    try {
      return open instanceof FileChannel file
          ? file.read(target, offset)
          : readInTurn(open, offset, target);
    } catch (ClosedChannelException e) {
      // By the interrupt of a thread, perhaps of another one: the next turn opens it again.
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return 0;
    }
  }

  private synchronized int readInTurn(SeekableByteChannel open, long offset, ByteBuffer target)
      throws IOException {
    return open.position(offset).read(target);
  }

  private synchronized SeekableByteChannel opened() throws IOException {
    if (channel == null) {
      throw new IllegalStateException(name() + ": is closed");
    }
    if (!channel.isOpen()) {
      channel = openChannel();
      if (!state().equals(version)) {
        throw new IOException(name() + ": has changed since it was opened");
      }
    }
    return channel;
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
