package io.github.agc4j.internal.digest;

import io.github.agc4j.info.SequenceDigest;
import io.github.agc4j.internal.memory.GrowableBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The digests of one contig, or only its MD5 or the beginning of that. Immutable. */
public final class ContigDigest implements SequenceDigest {
  /** Bytes of the digests in an archive. */
  public static final int BYTES = 40;

  /** Bytes of the beginning that a contig alone in its sample is checked by. */
  static final int CHECK_BYTES = 5;

  /** Bytes of the beginning that one of several is checked by, which have a seal, too. */
  static final int SHORT_CHECK_BYTES = 2;

  static final int MD5_BYTES = 16;
  static final int TRUNCATED_BYTES = 24;

  private final byte[] bytes;

  /** Takes over {@code bytes}: MD5 and the first bytes of SHA-512. */
  ContigDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The digest of which {@code count} bytes begin at {@code offset} of {@code source}. */
  public static ContigDigest read(MemorySegment source, long offset, int count) {
    return new ContigDigest(source.asSlice(offset, count).toArray(ValueLayout.JAVA_BYTE));
  }

  /** Bytes that it has: {@link #BYTES}, or less. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean hasMd5() {
    return bytes.length >= MD5_BYTES;
  }

  void updateMd5(MessageDigest target) {
    target.update(bytes, 0, MD5_BYTES);
  }

  @Override
  public boolean isWhole() {
    return bytes.length == BYTES;
  }

  /** Whether a contig whose digests are {@code found} may be the one that this is of. */
  public boolean matches(ContigDigest found) {
    int known = Math.min(bytes.length, found.bytes.length);
    return Arrays.equals(bytes, 0, known, found.bytes, 0, known);
  }

  /** Appends the first {@code count} bytes to {@code target}. */
  void write(GrowableBytes target, int count) {
    MemorySegment.copy(
        bytes, 0, target.reserve(count), ValueLayout.JAVA_BYTE, target.size(), count);
    target.advance(count);
  }

  /** Writes the digest's {@link #size} bytes to {@code target} from {@code offset} on. */
  public void write(MemorySegment target, long offset) {
    MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, offset, bytes.length);
  }

  @Override
  public String md5() {
    return HexFormat.of().formatHex(bytes, 0, Math.min(MD5_BYTES, bytes.length));
  }

  @Override
  public String refgetName() {
    return "SQ." + base64(Arrays.copyOfRange(bytes, MD5_BYTES, BYTES));
  }

  /** Base64 with the alphabet for URLs, as GA4GH writes truncated digests. */
  static String base64(byte[] truncated) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(truncated);
  }

  /** The bytes of the SHA-512 that a name {@code SQ.…} tells. */
  static byte[] truncated(String refgetName) {
    return Base64.getUrlDecoder().decode(refgetName.substring("SQ.".length()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContigDigest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return isWhole() ? refgetName() : md5();
  }
}
