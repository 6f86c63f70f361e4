package io.github.agc4j.internal.digest;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What proves the names of a sample's contigs, their order, and all their letters: the first bytes
 * of the MD5 of each name up to the first blank, a zero byte, and the contig's MD5. For one thread.
 */
public final class SampleSeal {
  /** Bytes of a seal. */
  public static final int BYTES = 8;

  private final MessageDigest md5 = ContigHasher.algorithm("MD5");

  /**
   * Adds the next contig.
   *
   * @param name its name up to the first blank
   * @param digest with its MD5
   */
  public void add(byte[] name, ContigDigest digest) {
    md5.update(name);
    md5.update((byte) 0);
    digest.updateMd5(md5);
  }

  /** The seal of the contigs added since the last call. */
  public byte[] finish() {
    return Arrays.copyOf(md5.digest(), BYTES);
  }
}
