package io.github.agc4j.cli.output;

import io.github.agc4j.engine.FastaOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Each sample in a file {@code sample.fa} of one folder, and nowhere else: sample names are data.
 */
public final class FolderOutput implements FastaOutput, AutoCloseable {
  private static final int NAME_BYTES_MAX = 240;

  private final Path folder;
  private TextOutput current;

  public FolderOutput(Path folder) {
    this.folder = folder;
  }

  @Override
  public void startSample(String name) throws IOException {
    boolean isPlain =
        !name.isEmpty()
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < 0x20 || c == 0x7f)
            && name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= NAME_BYTES_MAX;
    if (!isPlain) {
      throw new IOException(
          "sample name '" + name + "' cannot be a file name; extract it with getset");
    }
    current = TextOutput.open(folder.resolve(name + ".fa"));
  }

  @Override
  public void write(ByteBuffer text) throws IOException {
    current.write(text);
  }

  @Override
  public void endSample() throws IOException {
    current.commit();
    current.close();
    current = null;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}
