package io.github.agc4j.internal.fasta.source;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files that are read. */
final class InputChannel {
  private InputChannel() {}

  /** Opens {@code file}, or standard input if it stands for that; closed by the caller. */
  @SuppressWarnings("resource") // The channel owns the stream.
  static FileChannel open(Path file) throws IOException {
    if (file.equals(FileNames.STANDARD_INPUT)) {
      return new FileInputStream(FileDescriptor.in).getChannel();
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory");
    }
    if (!Files.exists(file)) {
      throw new IOException(file + ": no such file");
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }
}
