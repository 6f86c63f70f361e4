package io.github.agc4j.internal.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Computes the digest of a sample as a GA4GH sequence collection (version 1.0, "Encode the
 * collection"): each attribute's array in canonical JSON (RFC 8785) is hashed, and then the object
 * of the attributes' digests. Contigs are not kept. For one thread.
 */
public final class CollectionHasher {
  /** Bytes of a collection's digest in an archive. */
  public static final int BYTES = ContigDigest.TRUNCATED_BYTES;

  private static final String HEX = "0123456789abcdef";

  private final MessageDigest names = ContigHasher.algorithm("SHA-512");
  private final MessageDigest sequences = ContigHasher.algorithm("SHA-512");
  private boolean isEmpty = true;

  /**
   * Adds the next contig.
   *
   * @param name its name up to the first blank
   */
  public void add(byte[] name, ContigDigest digest) {
    byte separator = (byte) (isEmpty ? '[' : ',');
    names.update(separator);
    putString(name);
    sequences.update(separator);
    put(sequences, '"' + digest.refgetName() + '"');
    isEmpty = false;
  }

  private void putString(byte[] text) {
    names.update((byte) '"');
    for (byte b : text) {
      if (b == '"' || b == '\\') {
        names.update((byte) '\\');
        names.update(b);
      } else if (b >= 0 && b < ' ') {
        put(names, control(b));
      } else {
        names.update(b);
      }
    }
    names.update((byte) '"');
  }

  private static String control(byte b) {
    int known = "\b\t\n\f\r".indexOf(b);
    return known >= 0
        ? "\\" + "btnfr".charAt(known)
        : "\\u00" + HEX.charAt(b >> 4) + HEX.charAt(b & 15);
  }

  private static void put(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest's {@link #BYTES} bytes, of the contigs added since the last call. */
  public byte[] finish() {
    String attributes =
        "{\"names\":\"" + end(names) + "\",\"sequences\":\"" + end(sequences) + "\"}";
    put(names, attributes);
    isEmpty = true;
    return truncated(names);
  }

  private String end(MessageDigest array) {
    put(array, isEmpty ? "[]" : "]");
    return ContigDigest.base64(truncated(array));
  }

  private static byte[] truncated(MessageDigest digest) {
    return Arrays.copyOf(digest.digest(), BYTES);
  }

  /** A collection's digest as GA4GH writes it: 32 characters. */
  public static String text(byte[] digest) {
    return ContigDigest.base64(digest);
  }

  /**
   * The length of what digests know a contig by: its full name up to the first space, tab, LF or
   * CR, so that it is empty where the name begins with a blank.
   */
  public static int nameLength(byte[] fullName) {
    int end = 0;
    while (end < fullName.length && " \t\n\r".indexOf(fullName[end]) < 0) {
      end++;
    }
    return end;
  }
}
