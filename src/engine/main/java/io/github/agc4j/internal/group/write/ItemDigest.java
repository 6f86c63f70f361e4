package io.github.agc4j.internal.group.write;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 96 bits of the SHA-256 of an item: those of two items that are not equal are the same
 * once in 2^96 times, and nobody can make such items. For one thread, which uses it again and
 * again.
 */
final class ItemDigest {
  private final MessageDigest sha256;
  private final byte[] buffer = new byte[1 << 12];
  private long first;
  private long second;

  ItemDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM does not provide SHA-256", e);
    }
  }

  /** Makes it the digest of {@code item}. */
  ItemDigest of(MemorySegment item) {
    for (long at = 0; at < item.byteSize(); at += buffer.length) {
      int count = (int) Math.min(buffer.length, item.byteSize() - at);
      MemorySegment.copy(item, ValueLayout.JAVA_BYTE, at, buffer, 0, count);
      sha256.update(buffer, 0, count);
    }
    ByteBuffer bytes = ByteBuffer.wrap(sha256.digest()).order(ByteOrder.LITTLE_ENDIAN);
    first = bytes.getLong(0);
    second = bytes.getLong(Long.BYTES);
    return this;
  }

  /** Its first 64 bits. */
  long first() {
    return first;
  }

  /** 32 more in the upper half. */
  long second() {
    return second;
  }
}
