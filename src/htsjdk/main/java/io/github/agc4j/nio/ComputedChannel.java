package io.github.agc4j.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Bytes that are computed where they are read. Safe for use by several threads, one at a time. */
final class ComputedChannel implements SeekableByteChannel {
  private static final int PIECE_BYTES = 16 << 10;

  private final long size;
  private final Computation bytes;
  private final byte[] piece = new byte[PIECE_BYTES];

  /** Where {@link #piece} is of the file, and how much of it. */
  private long pieceStart;

  private int pieceBytes;
  private long position;
  private boolean isClosed;

  /** Computes bytes. */
  interface Computation {
    /**
     * Puts up to {@code length} bytes from {@code offset} on, which lies within the file, into
     * {@code target} from {@code at} on; at least one.
     */
    int get(long offset, byte[] target, int at, int length) throws IOException;
  }

  ComputedChannel(long size, Computation bytes) {
    this.size = size;
    this.bytes = bytes;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    checkOpen();
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("a buffer that cannot be written");
    }
    if (position >= size) {
      return target.hasRemaining() ? -1 : 0;
    }
    int given = 0;
    while (target.hasRemaining() && position < size) {
      if (position < pieceStart || position >= pieceStart + pieceBytes) {
        pieceBytes = 0;
        pieceBytes = bytes.get(position, piece, 0, PIECE_BYTES);
        pieceStart = position;
      }
      int from = (int) (position - pieceStart);
      int count = Math.min(target.remaining(), pieceBytes - from);
      target.put(piece, from, count);
      position += count;
      given += count;
    }
    return given;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public synchronized SeekableByteChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("position=" + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  private synchronized void checkOpen() throws ClosedChannelException {
    if (isClosed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized boolean isOpen() {
    return !isClosed;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
  }
}
