package io.github.agc4j.serve.internal.digest;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * What is known of an archive's digests, as it is kept in a file beside the archive.
 *
 * @param rows where contigs are by their digests
 * @param collections the samples as sequence collections
 */
record IndexFile(IndexRows rows, CollectionTable collections) {
  private static final byte[] MAGIC = {'a', 'g', 'c', '4', 'j', 'r', 'g', '3'};
  private static final int NAME_BYTES = 16;
  private static final int ROWS = MAGIC.length + NAME_BYTES;
  private static final int SAMPLES = ROWS + Long.BYTES;
  private static final int CONTIGS = SAMPLES + Long.BYTES;
  private static final int HEAD_BYTES = CONTIGS + Long.BYTES;
  private static final long COUNT_MAX = 1L << 40;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /**
   * What {@code file} has, mapped into {@code arena}.
   *
   * @param name by what a file of this very archive is known
   * @return null if there is none, or it is of another archive, or damaged
   */
  static IndexFile read(Path file, byte[] name, Arena arena) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) < HEAD_BYTES + Integer.BYTES) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      long end = all.byteSize() - Integer.BYTES;
      boolean isOurs =
          all.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0
              && all.asSlice(MAGIC.length, NAME_BYTES).mismatch(MemorySegment.ofArray(name)) < 0
              && crc(all.asSlice(0, end)) == all.get(INT, end);
      return isOurs ? taken(all.asSlice(0, end), arena) : null;
    }
  }

  private static IndexFile taken(MemorySegment all, Arena arena) {
    long rows = all.get(LONG, ROWS);
    long samples = all.get(LONG, SAMPLES);
    long contigs = all.get(LONG, CONTIGS);
    boolean areCounts = (rows | samples | contigs) >= 0 && (rows | samples | contigs) < COUNT_MAX;
    if (!areCounts
        || all.byteSize()
            != HEAD_BYTES + rows * IndexRows.ROW_BYTES + CollectionTable.bytes(samples, contigs)) {
      return null;
    }
    long rowBytes = rows * IndexRows.ROW_BYTES;
    return new IndexFile(
        new IndexRows(all.asSlice(HEAD_BYTES, rowBytes), rows),
        CollectionTable.of(arena, all.asSlice(HEAD_BYTES + rowBytes), samples, contigs));
  }

  private static int crc(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    long step = 1 << 24;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      crc.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

  /** Writes all to {@code file}, which is there whole or not at all. */
  void write(Path file, byte[] name) throws IOException {
    Path unfinished =
        file.resolveSibling(
            file.getFileName() + ".tmp" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    try (Arena own = Arena.ofConfined()) {
      CRC32C crc = new CRC32C();
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(channel, head(own, name), crc);
        write(channel, rows.bytes(), crc);
        for (MemorySegment part : collections.parts()) {
          write(channel, part, crc);
        }
        MemorySegment end = own.allocate(Integer.BYTES);
        end.set(INT, 0, (int) crc.getValue());
        write(channel, end, crc);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private MemorySegment head(Arena own, byte[] name) {
    MemorySegment head = own.allocate(HEAD_BYTES);
    MemorySegment.copy(MAGIC, 0, head, ValueLayout.JAVA_BYTE, 0, MAGIC.length);
    MemorySegment.copy(name, 0, head, ValueLayout.JAVA_BYTE, MAGIC.length, NAME_BYTES);
    head.set(LONG, ROWS, rows.count());
    head.set(LONG, SAMPLES, collections.samples());
    head.set(LONG, CONTIGS, collections.allContigs());
    return head;
  }

  private static void write(FileChannel channel, MemorySegment bytes, CRC32C crc)
      throws IOException {
    long step = 1 << 20;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      ByteBuffer buffer = bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer();
      crc.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}
