package io.github.agc4j.serve.internal.digest;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name of a sequence: its MD5 (32 hexadecimal digits), the first 24 bytes of its SHA-512 in
 * hexadecimal digits (TRUNC512), or the same in base64url as {@code SQ.…}, {@code ga4gh:SQ.…}.
 * Compared in one form: MD5 in lower case, or {@code SQ.…}.
 *
 * @param text that form
 */
public record SequenceId(String text) {
  private static final Pattern MD5 = Pattern.compile("(?i)(?:md5:)?([0-9a-f]{32})");
  private static final Pattern TRUNC512 = Pattern.compile("(?i)(?:trunc512:)?([0-9a-f]{48})");
  private static final Pattern GA4GH = Pattern.compile("(?:ga4gh:)?SQ\\.([A-Za-z0-9_-]{32})");
  private static final String PREFIX = "SQ.";

  /** The name that {@code text} is; null if it has the form of none. */
  public static SequenceId of(String text) {
    var md5 = MD5.matcher(text);
    if (md5.matches()) {
      return new SequenceId(md5.group(1).toLowerCase(Locale.ROOT));
    }
    var trunc512 = TRUNC512.matcher(text);
    if (trunc512.matches()) {
      byte[] digest = HexFormat.of().parseHex(trunc512.group(1).toLowerCase(Locale.ROOT));
      return new SequenceId(
          PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }
    var ga4gh = GA4GH.matcher(text);
    return ga4gh.matches() ? new SequenceId(PREFIX + ga4gh.group(1)) : null;
  }

  /** Whether it is an MD5. */
  boolean isMd5() {
    return !text.startsWith(PREFIX);
  }

  /** The digest's first eight bytes. */
  long prefix() {
    byte[] digest = text.startsWith(PREFIX) ? shaBytes(text) : HexFormat.of().parseHex(text);
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = prefix << 8 | digest[i] & 0xff;
    }
    return prefix;
  }

  private static byte[] shaBytes(String refgetName) {
    return Base64.getUrlDecoder().decode(refgetName.substring(PREFIX.length()));
  }

  /** TRUNC512 of a name {@code SQ.…}. */
  public static String trunc512(String refgetName) {
    return HexFormat.of().formatHex(shaBytes(refgetName));
  }
}
