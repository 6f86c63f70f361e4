package io.github.agc4j.info;

/** The digests of one contig's letters in upper case. */
public interface SequenceDigest {
  /** Whether the MD5 is there, and not only its beginning. */
  boolean hasMd5();

  /** Whether it is more than an MD5 or the beginning of one. */
  boolean isWhole();

  /**
   * MD5 in 32 hexadecimal digits, lower case: what SAM headers call {@code M5}; fewer if there is
   * only its beginning.
   */
  String md5();

  /** The GA4GH refget name: {@code SQ.} and 32 characters. Only of a whole digest. */
  String refgetName();
}
