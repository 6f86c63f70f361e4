package io.github.agc4j.cli.write;

import io.github.agc4j.cli.output.TextOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive on standard output: written to a temporary file first, since its end is written last.
 */
final class ArchiveToStandardOutput {
  private ArchiveToStandardOutput() {}

  /** Writes an archive to a file that does not exist. */
  interface Writing {
    void to(Path file) throws IOException;
  }

  static void write(Writing writing) throws IOException {
    Path folder = Files.createTempDirectory("agc4j");
    Path file = folder.resolve("archive.agc");
    try {
      writing.to(file);
      try (FileChannel archive = FileChannel.open(file);
          TextOutput out = TextOutput.open(null)) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        while (archive.read(buffer.clear()) >= 0) {
          out.write(buffer.flip());
        }
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
