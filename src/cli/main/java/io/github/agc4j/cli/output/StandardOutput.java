package io.github.agc4j.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Standard output for bulk data: unbuffered, and failures are exceptions. */
public final class StandardOutput {
  private StandardOutput() {}

  /** The channel, which stays open as long as the process. */
  @SuppressWarnings("resource")
  static FileChannel channel() {
    return new FileOutputStream(FileDescriptor.out).getChannel();
  }

  /** A writer of text for people, which is flushed by {@link PrintWriter#checkError}. */
  public static PrintWriter writer() {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
  }
}
