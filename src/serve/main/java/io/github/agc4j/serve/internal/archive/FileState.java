package io.github.agc4j.serve.internal.archive;

import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * By what a file is known to be the same as before: cheap to ask for.
 *
 * @param key null where the file system has none
 */
record FileState(Object key, long bytes, FileTime modified) {
  private static final int TAIL_BYTES = 1 << 16;

  /** Of an archive, or of a set: of its index and of all its archives together. */
  static FileState of(Path path) throws IOException {
    Object key = null;
    long bytes = 0;
    FileTime modified = FileTime.fromMillis(Long.MIN_VALUE);
    for (Path file : files(path)) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      key = key == null ? attributes.fileKey() : key;
      bytes += attributes.size();
      FileTime ofFile = attributes.lastModifiedTime();
      modified = ofFile.compareTo(modified) > 0 ? ofFile : modified;
    }
    return new FileState(key, bytes, modified);
  }

  /** The file, or those of a set, the index first. */
  private static List<Path> files(Path path) throws IOException {
    if (!ArchiveSet.isSet(path)) {
      return List.of(path);
    }
    List<Path> files = new ArrayList<>();
    files.add(path.resolve(ArchiveSet.INDEX));
    ArchiveSet.read(path).members().forEach(member -> files.add(path.resolve(member.name())));
    return files;
  }

  /**
   * A name of the content: of the lengths and the ends of the files, where an archive has the
   * places and checksums of all its parts. 32 hexadecimal digits.
   */
  static String contentName(Path path) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Path file : files(path)) {
        update(sha256, file);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void update(MessageDigest sha256, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, size));
      while (tail.hasRemaining() && channel.read(tail, size - tail.remaining()) > 0) {
        // Until all of it is there.
      }
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
      sha256.update(tail.flip());
    }
  }
}
