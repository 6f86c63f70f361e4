package io.github.agc4j.internal.pack;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses what is written as fast as can be, as one zstd frame with a checksum, for what is read
 * again soon. Closing it ends the frame and closes what it writes to. For one thread.
 */
public final class HastyOutput extends OutputStream {
  private static final int LEVEL = 1;

  private final ZstdOutputStreamNoFinalizer frame;

  /** Writes the frame to {@code target}. */
  public HastyOutput(OutputStream target) throws IOException {
    frame = new ZstdOutputStreamNoFinalizer(target, LEVEL).setChecksum(true);
  }

  @Override
  public void write(int value) throws IOException {
    frame.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    frame.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    frame.close();
  }
}
