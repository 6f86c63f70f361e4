package io.github.agc4j.internal.digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Computes the SHA-256 of the text of a file. For one thread. */
public final class FileHasher {
  private final MessageDigest sha256 = ContigHasher.algorithm("SHA-256");

  /** Adds bytes {@code [from, to)} of {@code text}. */
  public void add(byte[] text, int from, int to) {
    sha256.update(text, from, to - from);
  }

  /** Adds the remaining bytes of {@code text}. */
  public void add(ByteBuffer text) {
    sha256.update(text);
  }

  /** The digest of what was added since the last call. */
  public byte[] finish() {
    return sha256.digest();
  }

  /** What archives have of a digest: its first eight bytes, most significant first. */
  public static long stored(byte[] digest) {
    return ByteBuffer.wrap(digest).getLong();
  }

  /** A digest as {@code sha256sum} prints it. */
  public static String text(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
