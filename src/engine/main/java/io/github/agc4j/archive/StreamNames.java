package io.github.agc4j.archive;

import java.nio.charset.StandardCharsets;

/** The names of streams in archives of format 3 (AGC format, sections 3.1 and 3.2). */
public final class StreamNames {
  /** Key and value pairs about the file. */
  public static final String FILE_TYPE_INFO = "file_type_info";

  /** The archive's parameters. */
  public static final String PARAMETERS = "params";

  /** The splitters' words. */
  public static final String SPLITTERS = "splitters";

  /** Pairs of splitters and the group of the segments between them. */
  public static final String SEGMENT_SPLITTERS = "segment-splitters";

  /** Sample names. */
  public static final String SAMPLES = "collection-samples";

  /** Contig names, one part per batch of samples. */
  public static final String CONTIGS = "collection-contigs";

  /** Where segments are, one part per batch of samples. */
  public static final String DETAILS = "collection-details";

  /** Number of raw groups, which have no reference stream. */
  public static final int RAW_GROUPS = 16;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_#";
  private static final byte[] VALUES = values();

  private StreamNames() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    java.util.Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** The name of the reference stream of {@code group}. */
  public static String reference(int group) {
    return group(group, 'r');
  }

  /** The name of the delta stream of {@code group}. */
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

  /** The group whose stream is called {@code name}; −1 if it is no group's. */
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

  /** The bytes of a name. */
  static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
