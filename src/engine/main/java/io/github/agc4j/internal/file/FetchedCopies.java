package io.github.agc4j.internal.file;

import io.github.agc4j.source.RangeSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Copies of blocks of one file in a folder, for later readers. Two files: {@code .blocks}, where
 * each block lies where it lies in the original, the others being holes; and {@code .sums}, of each
 * block a mark that it is there and the CRC-32C of its bytes, big-endian. A block that does not
 * match is not there, so that several processes may write, and whatever may happen to them. Copies
 * of other states of the file are deleted. What cannot be written is not kept. Safe for use by
 * several threads.
 */
final class FetchedCopies implements AutoCloseable {
  private static final int MARK = 0x6167_3462;
  private static final int SUM_BYTES = 2 * Integer.BYTES;
  private static final int NAME_DIGITS = 32;
  private static final int STATE_DIGITS = 16;
  private static final String BLOCKS = ".blocks";
  private static final String SUMS = ".sums";

  // No channels: the interrupt of a thread would close them for all.
  private final RandomAccessFile blocks;
  private final RandomAccessFile sums;

  private FetchedCopies(RandomAccessFile blocks, RandomAccessFile sums) {
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
    String name = digits(source.identity(), NAME_DIGITS);
    String state = name + "-" + digits(source.version() + " " + size, STATE_DIGITS);
    deleteOthers(folder, name, state);
    RandomAccessFile blocks = open(folder.resolve(state + BLOCKS));
    try {
      return new FetchedCopies(blocks, open(folder.resolve(state + SUMS)));
    } catch (IOException e) {
      blocks.close();
      throw e;
    }
  }

  private static RandomAccessFile open(Path file) throws IOException {
    return new RandomAccessFile(file.toString(), "rw");
  }

  private static void deleteOthers(Path folder, String name, String state) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "-*")) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith(state)) {
          deleteUnlessUsed(file);
        }
      }
    }
  }

  /** Some systems refuse to delete what another process has open. */
  private static void deleteUnlessUsed(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is in nobody's way.
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
  synchronized boolean load(long block, MemorySegment room) {
    byte[] sum = new byte[SUM_BYTES];
    byte[] bytes = new byte[(int) room.byteSize()];
    try {
      read(sums, block * SUM_BYTES, sum);
      ByteBuffer told = ByteBuffer.wrap(sum);
      if (told.getInt() != MARK) {
        return false;
      }
      read(blocks, block * FetchedBlocks.BYTES, bytes);
      if (told.getInt() != checksum(bytes)) {
        return false;
      }
    } catch (IOException e) {
      return false;
    }
    MemorySegment.copy(bytes, 0, room, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return true;
  }

  private static void read(RandomAccessFile file, long offset, byte[] target) throws IOException {
    file.seek(offset);
    file.readFully(target);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }

  /** Keeps a copy of block {@code block}, if that can be written. */
  synchronized void store(long block, MemorySegment content) {
    byte[] bytes = content.toArray(ValueLayout.JAVA_BYTE);
    ByteBuffer sum = ByteBuffer.allocate(SUM_BYTES).putInt(MARK).putInt(checksum(bytes));
    try {
      write(blocks, block * FetchedBlocks.BYTES, bytes);
      write(sums, block * SUM_BYTES, sum.array());
    } catch (IOException e) {
      // Then it is fetched again: a full disk is no reason to end a query.
    }
  }

  private static void write(RandomAccessFile file, long offset, byte[] bytes) throws IOException {
    file.seek(offset);
    file.write(bytes);
  }

  @Override
  public void close() throws IOException {
    try (blocks) {
      sums.close();
    }
  }
}
