package io.github.agc4j.internal.file;

import io.github.agc4j.source.RangeSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Copies of blocks of one file in a folder, for later readers. Two files: {@code .blocks}, where
 * each block lies where it lies in the original, the others being holes; and {@code .sums}, of each
 * block a mark that it is there and the CRC-32C of its bytes. A block that does not match is not
 * there, so that several processes may write, and whatever may happen to them. Copies of other
 * states of the file are deleted. What cannot be written is not kept. Safe for use by several
 * threads.
 */
final class FetchedCopies implements AutoCloseable {
  private static final int MARK = 0x6167_3462;
  private static final int SUM_BYTES = 2 * Integer.BYTES;
  private static final int NAME_DIGITS = 32;
  private static final int STATE_DIGITS = 16;
  private static final String BLOCKS = ".blocks";
  private static final String SUMS = ".sums";

  private final FileChannel blocks;
  private final FileChannel sums;

  private FetchedCopies(FileChannel blocks, FileChannel sums) {
    this.blocks = blocks;
    this.sums = sums;
  }

  /**
   * The copies of {@code source}, which is open, in {@code folder}, which is made.
   *
   * @return null if {@code folder} is, or if nothing tells states of the file apart
   * @throws IOException when there can be no files in the folder
   */
  static FetchedCopies open(Path folder, RangeSource source, long size) throws IOException {
    if (folder == null || source.version().isEmpty()) {
      return null;
    }
    Files.createDirectories(folder);
    String name = digits(source.name(), NAME_DIGITS);
    String state = name + "-" + digits(source.version() + " " + size, STATE_DIGITS);
    deleteOthers(folder, name, state);
    FileChannel blocks = open(folder.resolve(state + BLOCKS));
    try {
      return new FetchedCopies(blocks, open(folder.resolve(state + SUMS)));
    } catch (IOException e) {
      blocks.close();
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void deleteOthers(Path folder, String name, String state) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "-*")) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith(state)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String digits(String text, int count) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, count);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Reads the copy of block {@code block} into {@code room}; false if there is none. */
  boolean load(long block, MemorySegment room) {
    ByteBuffer sum = ByteBuffer.allocate(SUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (!isRead(sums, block * SUM_BYTES, sum)
          || sum.getInt(0) != MARK
          || !isRead(blocks, block * FetchedBlocks.BYTES, room.asByteBuffer())) {
        return false;
      }
    } catch (IOException e) {
      return false;
    }
    return sum.getInt(Integer.BYTES) == checksum(room);
  }

  private static boolean isRead(FileChannel file, long offset, ByteBuffer target)
      throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int read = file.read(target, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }

  private static int checksum(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
    return (int) crc.getValue();
  }

  /** Keeps a copy of block {@code block}, if that can be written. */
  void store(long block, MemorySegment bytes) {
    ByteBuffer sum = ByteBuffer.allocate(SUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    sum.putInt(MARK).putInt(checksum(bytes)).flip();
    try {
      write(blocks, block * FetchedBlocks.BYTES, bytes.asByteBuffer());
      write(sums, block * SUM_BYTES, sum);
    } catch (IOException e) {
      // Then it is fetched again: a full disk is no reason to end a query.
    }
  }

  private static void write(FileChannel file, long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  @Override
  public void close() throws IOException {
    try (blocks) {
      sums.close();
    }
  }
}
