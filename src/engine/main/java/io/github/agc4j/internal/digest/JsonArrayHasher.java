package io.github.agc4j.internal.digest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Computes the GA4GH digest of an array in canonical JSON (RFC 8785), element by element. For one
 * thread.
 */
final class JsonArrayHasher {
  private static final String HEX = "0123456789abcdef";

  private final MessageDigest digest = ContigHasher.algorithm("SHA-512");
  private boolean isEmpty = true;

  /** Adds the next element, which is JSON already. */
  void add(byte[] element) {
    digest.update((byte) (isEmpty ? '[' : ','));
    digest.update(element);
    isEmpty = false;
  }

  /** The digest of all elements since the last call. */
  String finish() {
    digest.update((isEmpty ? "[]" : "]").getBytes(StandardCharsets.US_ASCII));
    isEmpty = true;
    return ContigDigest.base64(Arrays.copyOf(digest.digest(), ContigDigest.TRUNCATED_BYTES));
  }

  /** A text as JSON. */
  static byte[] quoted(byte[] text) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(text.length + 2);
    json.write('"');
    for (byte b : text) {
      if (b == '"' || b == '\\') {
        json.write('\\');
        json.write(b);
      } else if (b >= 0 && b < ' ') {
        json.writeBytes(control(b).getBytes(StandardCharsets.US_ASCII));
      } else {
        json.write(b);
      }
    }
    json.write('"');
    return json.toByteArray();
  }

  private static String control(byte b) {
    int known = "\b\t\n\f\r".indexOf(b);
    return known >= 0
        ? "\\" + "btnfr".charAt(known)
        : "\\u00" + HEX.charAt(b >> 4) + HEX.charAt(b & 15);
  }
}
