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

  private final JsonArrayHasher names = new JsonArrayHasher();
  private final JsonArrayHasher sequences = new JsonArrayHasher();

  /**
   * Adds the next contig.
   *
   * @param name its name up to the first blank
   */
  public void add(byte[] name, ContigDigest digest) {
    names.add(JsonArrayHasher.quoted(name));
    sequences.add(('"' + digest.refgetName() + '"').getBytes(StandardCharsets.US_ASCII));
  }

  /** The digest's {@link #BYTES} bytes, of the contigs added since the last call. */
  public byte[] finish() {
    return digest(names.finish(), sequences.finish());
  }

  private static byte[] digest(String names, String sequences) {
    String attributes = "{\"names\":\"" + names + "\",\"sequences\":\"" + sequences + "\"}";
    MessageDigest digest = ContigHasher.algorithm("SHA-512");
    return Arrays.copyOf(digest.digest(attributes.getBytes(StandardCharsets.UTF_8)), BYTES);
  }

  /** The digest of a collection, as text, from those of its names and sequences. */
  public static String text(String names, String sequences) {
    return text(digest(names, sequences));
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
