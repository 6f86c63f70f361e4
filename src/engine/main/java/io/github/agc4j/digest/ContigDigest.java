package io.github.agc4j.digest;

import io.github.agc4j.memory.GrowableBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The digests of one contig, or only the beginning of its MD5, to check by. Immutable. */
public final class ContigDigest {
  /** Bytes of the digests in an archive. */
  public static final int BYTES = 40;

  /** Bytes of the beginning that is enough to check by. */
  static final int CHECK_BYTES = 5;

  static final int MD5_BYTES = 16;
  static final int TRUNCATED_BYTES = 24;

  private final byte[] bytes;

  /** Takes over {@code bytes}: MD5 and the first bytes of SHA-512. */
  ContigDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The digest whose {@link #BYTES} bytes begin at {@code offset} of {@code source}. */
  public static ContigDigest read(MemorySegment source, long offset) {
    return new ContigDigest(source.asSlice(offset, BYTES).toArray(ValueLayout.JAVA_BYTE));
  }

  /** The beginning of an MD5 whose {@link #CHECK_BYTES} bytes begin at {@code offset}. */
  static ContigDigest readCheck(MemorySegment source, long offset) {
    return new ContigDigest(source.asSlice(offset, CHECK_BYTES).toArray(ValueLayout.JAVA_BYTE));
  }

  /** Whether it is more than the beginning of an MD5. */
  public boolean isWhole() {
    return bytes.length == BYTES;
  }

  /** Whether a contig whose digests are {@code found} may be the one that this is of. */
  public boolean matches(ContigDigest found) {
    return Arrays.equals(bytes, 0, bytes.length, found.bytes, 0, bytes.length);
  }

  /** Appends it to {@code target}, or only the beginning to check by. */
  void write(GrowableBytes target, boolean isWhole) {
    int count = isWhole ? BYTES : CHECK_BYTES;
    MemorySegment.copy(
        bytes, 0, target.reserve(count), ValueLayout.JAVA_BYTE, target.size(), count);
    target.advance(count);
  }

  /** Writes the digest's {@link #BYTES} bytes to {@code target} from {@code offset} on. */
  public void write(MemorySegment target, long offset) {
    MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, offset, BYTES);
  }

  /**
   * MD5 in 32 hexadecimal digits, lower case: what SAM headers call {@code M5}; ten if there is
   * only its beginning.
   */
  public String md5() {
    return HexFormat.of().formatHex(bytes, 0, Math.min(MD5_BYTES, bytes.length));
  }

  /** The GA4GH refget name: {@code SQ.} and 32 characters. Only of a whole digest. */
  public String refgetName() {
    return "SQ." + base64(Arrays.copyOfRange(bytes, MD5_BYTES, BYTES));
  }

  /** Base64 with the alphabet for URLs, as GA4GH writes truncated digests. */
  static String base64(byte[] truncated) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(truncated);
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
