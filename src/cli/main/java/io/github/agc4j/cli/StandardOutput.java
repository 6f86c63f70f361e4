package io.github.agc4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Standard output for bulk data: unbuffered, and failures are exceptions. */
final class StandardOutput implements AutoCloseable {
  @SuppressWarnings("resource") // Standard output stays open as long as the process.
  private final FileChannel channel = new FileOutputStream(FileDescriptor.out).getChannel();

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void copyFrom(FileChannel source) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    while (source.read(buffer.clear()) >= 0) {
      write(buffer.flip());
    }
  }

  @Override
  public void close() {
    // Nothing was buffered, and the descriptor belongs to the process.
  }
}
