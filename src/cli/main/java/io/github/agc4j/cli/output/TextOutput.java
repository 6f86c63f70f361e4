package io.github.agc4j.cli.output;

import io.github.agc4j.info.UnfinishedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Standard output, or a file that appears under its name only when {@link #commit} is called. */
public final class TextOutput implements AutoCloseable {
  /** Letters, of four bytes at most, that a temporary file has of the target's name. */
  private static final int NAME_KEPT = 55;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final String name;
  private final boolean isTerminal;
  private boolean committed;

  private TextOutput(Path target, Path temporary, FileChannel channel, String name) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.name = name;
    // The launcher says so: Java can tell only of standard input and output together.
    this.isTerminal = target == null && Terminal.isOutput();
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

  /**
   * Output to the file {@code name} of {@code folder}. A symbolic link with this name is replaced,
   * as a file is: what it leads to stays as it was.
   */
  static TextOutput openWithin(Path folder, String name) throws IOException {
    Path target = folder.resolve(name);
    boolean isReplaceable =
        Files.notExists(target, LinkOption.NOFOLLOW_LINKS)
            || Files.isSymbolicLink(target)
            || Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    if (!isReplaceable) {
      throw new IOException(target + ": exists and is no file");
    }
    return openFile(target);
  }

  /** Writes beside {@code target}; if that is a symbolic link it will be replaced itself. */
  private static TextOutput openFile(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException(target + ": the folder does not exist");
    }
    Path temporary = folder.resolve(temporaryName(target.getFileName().toString()));
    FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    UnfinishedFiles.add(temporary);
    TextOutput output = new TextOutput(target, temporary, file, target.toString());
    try {
      if (!Files.isSymbolicLink(target)) {
        UnfinishedFiles.copyPermissions(target, temporary);
      }
      return output;
    } catch (Throwable e) {
      output.close();
      throw e;
    }
  }

  /** Not longer than a file's name may be, however long {@code name} is. */
  private static String temporaryName(String name) {
    int kept =
        name.offsetByCodePoints(0, Math.min(NAME_KEPT, name.codePointCount(0, name.length())));
    return name.substring(0, kept) + ".tmp" + ProcessHandle.current().pid();
  }

  /**
   * How {@code text}, which is data, stands in a line: escaped on a terminal; otherwise as it is
   * but for line feeds.
   */
  public String shown(String text) {
    return isTerminal ? Terminal.escaped(text) : Terminal.without("\n", text);
  }

  /** How {@code text}, which is data, stands in a field between tabs. */
  public String shownField(String text) {
    return isTerminal ? Terminal.escaped(text) : Terminal.without("\n\t", text);
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
