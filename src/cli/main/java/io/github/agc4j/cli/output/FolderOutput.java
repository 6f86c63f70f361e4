package io.github.agc4j.cli.output;

import io.github.agc4j.FastaExtractor;
import io.github.agc4j.query.FastaOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Each sample in a file {@code sample.fa}, or {@code sample.fa.gz}, of one folder, and nowhere
 * else: sample names are data.
 */
public final class FolderOutput implements FastaOutput, AutoCloseable {
  /** What file systems allow. */
  private static final int NAME_BYTES_MAX = 255;

  /** What stands for bytes that are no UTF-8: several names may look the same. */
  private static final char REPLACEMENT = '\ufffd';

  private final Path folder;
  private final boolean compressed;
  private TextOutput current;

  /** Plain text in {@code folder}. */
  public FolderOutput(Path folder) {
    this(folder, false);
  }

  /**
   * Files in {@code folder}.
   *
   * @param compressed whether the text comes as BGZF
   */
  public FolderOutput(Path folder, boolean compressed) {
    this.folder = folder;
    this.compressed = compressed;
  }

  @Override
  public void startSample(String name) throws IOException {
    String file = name + (compressed ? ".fa.gz" : ".fa");
    if (!isFileName(name, file)) {
      throw new IOException(
          "sample name '" + name + "' cannot be a file name; extract it with getset");
    }
    current = TextOutput.openWithin(folder, file);
  }

  private static boolean isFileName(String name, String file) {
    return !name.isEmpty()
        && name.chars()
            .noneMatch(c -> c == '/' || c == '\\' || c == REPLACEMENT || Character.isISOControl(c))
        && file.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX;
  }

  @Override
  public void write(ByteBuffer text) throws IOException {
    current.write(text);
  }

  @Override
  public void endSample() throws IOException {
    if (compressed) {
      current.write(FastaExtractor.endOfGzip());
    }
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
