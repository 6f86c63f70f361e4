package io.github.agc4j.internal.archive;

/** The names of streams (AGC format, sections 3.1 and 3.2). */
public final class StreamNames {
  /** Key and value pairs about the file. */
  public static final String FILE_TYPE_INFO = "file_type_info";

  /** The archive's parameters. */
  public static final String PARAMETERS = "params";

  /** The splitters' words. */
  public static final String SPLITTERS = "splitters";

  /** Pairs of splitters and the group of the segments between them. */
  public static final String SEGMENT_SPLITTERS = "segment-splitters";

  /** Sample names; format 3. */
  public static final String SAMPLES = "collection-samples";

  /** Contig names, one part per batch of samples; format 3. */
  public static final String CONTIGS = "collection-contigs";

  /** All metadata; format 1. */
  public static final String DESCRIPTION = "collection-desc";

  /** Sample and contig names and command lines; format 2. */
  public static final String MAIN = "collection-main";

  /** Where segments are, one part per batch of samples; formats 2 and 3. */
  public static final String DETAILS = "collection-details";

  /**
   * The checksums of all parts in front of this stream's one part, in the order of the stream
   * table; the table's last stream. Only in our archives.
   */
  public static final String CHECKSUMS = "agc4j-checksums";

  /** Digests of contigs and samples, one part per batch of samples. Only in our archives. */
  public static final String DIGESTS = "agc4j-digests";

  /** How the texts of samples are cut in lines. Only in our archives. */
  public static final String LAYOUTS = "agc4j-layouts";

  /** Where letters are in lower case. Only in our archives. */
  public static final String LOWER_CASE = "agc4j-lowercase";

  /** Symbols that no code stands for. Only in our archives. */
  public static final String SYMBOLS = "agc4j-symbols";

  /** Where the references of groups are in lower case. Only in our archives. */
  public static final String MASKS = "agc4j-masks";

  /** Pairs of keys and values of the archive and of its samples. Only in our archives. */
  public static final String ANNOTATIONS = "agc4j-annotations";

  /** Number of raw groups, which have no reference stream. */
  public static final int RAW_GROUPS = 16;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_#";
  private static final byte[] VALUES = values();

  private static final String OLD_PREFIX = "seg-";
  private static final String OLD_REFERENCE = "-ref";
  private static final String OLD_DELTA = "-delta";
  private static final int OLD_DIGITS_MAX = 10;

  private StreamNames() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    java.util.Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** The name of the reference stream of {@code group} in format 3. */
  public static String reference(int group) {
    return group(group, 'r');
  }

  /** The name of the delta stream of {@code group} in format 3. */
  public static String delta(int group) {
    return group(group, 'd');
  }

  private static String group(int group, char kind) {
    StringBuilder name = new StringBuilder("x");
    int rest = group;
    do {
      name.append(DIGITS.charAt(rest & 63));
      rest >>>= 6;
    } while (rest != 0);
    return name.append(kind).toString();
  }

  /** The name of the stream that likely comes after {@code name} in a new archive; or no name. */
  static String following(String name) {
    long group = groupOf(name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    if (group < 0 || group == Integer.MAX_VALUE) {
      return "";
    }
    return name.endsWith("r") ? delta((int) group) : reference((int) group + 1);
  }

  /** The name of the reference stream of {@code group} in formats 1 and 2. */
  static String oldReference(int group) {
    return OLD_PREFIX + group + OLD_REFERENCE;
  }

  /** The name of the delta stream of {@code group} in formats 1 and 2. */
  static String oldDelta(int group) {
    return OLD_PREFIX + group + OLD_DELTA;
  }

  /** The group whose stream is called {@code name} in formats 1 and 2; −1 if it is no group's. */
  static long oldGroupOf(byte[] name) {
    int digits = OLD_PREFIX.length();
    int end = digits;
    long group = 0;
    while (end < name.length && end < digits + OLD_DIGITS_MAX && isDigit(name[end])) {
      group = group * 10 + name[end++] - '0';
    }
    boolean shortest = end > digits && (name[digits] != '0' || end == digits + 1);
    boolean isGroup =
        shortest
            && group <= Integer.MAX_VALUE
            && isAt(name, 0, OLD_PREFIX)
            && (name.length == end + OLD_REFERENCE.length() && isAt(name, end, OLD_REFERENCE)
                || name.length == end + OLD_DELTA.length() && isAt(name, end, OLD_DELTA));
    return isGroup ? group : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isAt(byte[] name, int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (from + i >= name.length || name[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code name}, which is that of a group's stream, is a reference stream's. */
  static boolean isReference(byte[] name) {
    return name[name.length - 1] == 'r' || name[name.length - 1] == 'f';
  }

  /** The group whose stream is called {@code name} in format 3; −1 if it is no group's. */
  static long groupOf(byte[] name) {
    int last = name.length - 1;
    if (last < 2 || last > 7 || name[0] != 'x' || name[last] != 'r' && name[last] != 'd') {
      return -1;
    }
    long group = 0;
    for (int i = last - 1; i >= 1; i--) {
      int digit = VALUES[name[i] & 0xff];
      if (digit < 0) {
        return -1;
      }
      group = group << 6 | digit;
    }
    boolean shortest = last == 2 || name[last - 1] != '0';
    return shortest && group <= Integer.MAX_VALUE ? group : -1;
  }
}
