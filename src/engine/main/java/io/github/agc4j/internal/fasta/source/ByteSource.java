package io.github.agc4j.internal.fasta.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Bytes for a library that reads streams. Remembers why they could not be read, which the library
 * may tell in other words.
 */
final class ByteSource extends InputStream {
  private final ByteBuffer buffer;
  private final Filling filling;
  private IOException failure;

  /** Reads more. */
  interface Filling {
    /** Puts bytes into {@code buffer}, which is empty, and returns their number; −1 at the end. */
    int into(ByteBuffer buffer) throws IOException;
  }

  /** The bytes in {@code buffer}, which is used for those after them too. */
  ByteSource(ByteBuffer buffer, Filling filling) {
    this.buffer = buffer;
    this.filling = filling;
  }

  /** Throws what could not be read, if that was it. */
  void checkRead() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    try {
      int size = filling.into(buffer.clear());
      return size > 0;
    } catch (IOException e) {
      failure = e;
      throw e;
    } finally {
      buffer.flip();
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int size = Math.min(length, buffer.remaining());
    buffer.get(target, offset, size);
    return size;
  }
}
