package io.github.agc4j.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.channels.FileChannel;

/** Standard output for bulk data: unbuffered, and failures are exceptions. */
public final class StandardOutput {
  private StandardOutput() {}

  /** The channel, which stays open as long as the process. */
  @SuppressWarnings("resource")
  static FileChannel channel() {
    return new FileOutputStream(FileDescriptor.out).getChannel();
  }
}
