package io.github.agc4j.internal.archive.footer;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * The checksum of parts and footers: CRC-32C (Castagnoli; RFC 3720, appendix B.4), which finds
 * every burst of up to 32 wrong bits and misses one in 2^32 of other damages.
 */
public final class Checksum {
  private static final long BYTES_AT_ONCE = 1L << 30;

  private Checksum() {}

  /** The checksum of all of {@code bytes}. */
  public static int of(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    for (long from = 0; from < bytes.byteSize(); from += BYTES_AT_ONCE) {
      long size = Math.min(BYTES_AT_ONCE, bytes.byteSize() - from);
      crc.update(bytes.asSlice(from, size).asByteBuffer());
    }
    return (int) crc.getValue();
  }
}
