package io.github.agc4j.cli.output;

import io.github.agc4j.memory.UnfinishedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Standard output, or a file that appears under its name only when {@link #commit} is called. */
public final class TextOutput implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final String name;
  private boolean committed;

  private TextOutput(Path target, Path temporary, FileChannel channel, String name) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.name = name;
  }

  /**
   * Output to {@code target}, or to standard output if that is null. An existing file is replaced,
   * as agc does.
   */
  public static TextOutput open(Path target) throws IOException {
    if (target == null) {
      return new TextOutput(null, null, StandardOutput.channel(), "standard output");
    }
    if (Files.isDirectory(target)) {
      throw new IOException(target + ": is a directory");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return new TextOutput(
          null, null, FileChannel.open(target, StandardOpenOption.WRITE), target.toString());
    }
    return openFile(Files.exists(target) ? target.toRealPath() : target);
  }

  /** Writes beside {@code target}, which is no symbolic link. */
  private static TextOutput openFile(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException(target + ": the folder does not exist");
    }
    Path temporary = folder.resolve(target.getFileName() + ".tmp" + ProcessHandle.current().pid());
    FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    UnfinishedFiles.add(temporary);
    UnfinishedFiles.copyPermissions(target, temporary);
    return new TextOutput(target, temporary, file, target.toString());
  }

  public void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new IOException(name + ": cannot be written: " + e.getMessage(), e);
    }
  }

  public void println(String line) throws IOException {
    print(line + "\n");
  }

  public void print(String text) throws IOException {
    write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Everything was written: gives the file its name. */
  public void commit() throws IOException {
    if (temporary != null) {
      channel.close();
      Files.move(
          temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      committed = true;
      UnfinishedFiles.remove(temporary);
    }
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      channel.close();
      if (!committed) {
        Files.deleteIfExists(temporary);
        UnfinishedFiles.remove(temporary);
      }
    }
  }
}
