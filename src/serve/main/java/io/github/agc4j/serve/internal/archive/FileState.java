package io.github.agc4j.serve.internal.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a file is known to be the same as before: cheap to ask for.
 *
 * @param key null where the file system has none
 */
record FileState(Object key, long bytes, FileTime modified) {
  private static final int TAIL_BYTES = 1 << 16;

  static FileState of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileState(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
  }

  /**
   * A name of the content: of the length and the end of the file, where an archive has the places
   * and checksums of all its parts. 32 hexadecimal digits.
   */
  static String contentName(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, size));
      while (tail.hasRemaining() && channel.read(tail, size - tail.remaining()) > 0) {
        // Until all of it is there.
      }
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
      sha256.update(tail.flip());
      return HexFormat.of().formatHex(sha256.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
