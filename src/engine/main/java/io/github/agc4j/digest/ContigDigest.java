package io.github.agc4j.digest;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The digests of one contig. Immutable. */
public final class ContigDigest {
  /** Bytes of the digests in an archive. */
  public static final int BYTES = 40;

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

  /** Writes the digest's {@link #BYTES} bytes to {@code target} from {@code offset} on. */
  public void write(MemorySegment target, long offset) {
    MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, offset, BYTES);
  }

  /** MD5 in 32 hexadecimal digits, lower case: what SAM headers call {@code M5}. */
  public String md5() {
    return HexFormat.of().formatHex(bytes, 0, MD5_BYTES);
  }

  /** The GA4GH refget name: {@code SQ.} and 32 characters. */
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
    return refgetName();
  }
}
