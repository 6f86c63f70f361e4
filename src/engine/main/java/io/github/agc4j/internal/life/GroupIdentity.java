package io.github.agc4j.internal.life;

import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.segment.SegmentKey;
import io.github.agc4j.internal.write.extend.SourceArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What tells that groups of two archives have the same key and the same reference in the same case,
 * so that a delta means the same in both: the first 128 bits of the SHA-256 of the key, the part of
 * the reference as it is stored, and where it is in lower case.
 *
 * @param isMasked whether the reference has letters in lower case
 */
record GroupIdentity(long first, long second, boolean isMasked) {
  /** One for a group of an archive that is alone. */
  static GroupIdentity ofOnly(int group) {
    return new GroupIdentity(group, Kmers.NONE, false);
  }

  /**
   * That of a group from 16 on.
   *
   * @param bounds room for where the reference is in lower case
   */
  static GroupIdentity of(SourceArchive source, int group, SegmentKey key, LongArray bounds)
      throws IOException {
    MessageDigest sha256 = sha256();
    add(sha256, key.first());
    add(sha256, key.second());
    try (PartCopy part = source.archive().part(source.groups().referenceStream(group), 0)) {
      add(sha256, part.metadata());
      add(sha256, part.data().byteSize());
      sha256.update(part.data().asByteBuffer());
    }
    bounds.clear();
    source.texts().masks().addBounds(group, 0, 0, Long.MAX_VALUE, bounds);
    for (long i = 0; i < bounds.count(); i++) {
      add(sha256, bounds.get(i));
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new GroupIdentity(digest.getLong(), digest.getLong(), bounds.count() > 0);
  }

  private static void add(MessageDigest digest, long word) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, word));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
