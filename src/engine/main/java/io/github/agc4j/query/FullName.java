package io.github.agc4j.query;

import java.util.Arrays;

/** A contig's full name, as in a FASTA header without {@code >}. */
public final class FullName {
  private FullName() {}

  /** A name's first word, which is what a contig is called. */
  public static byte[] firstWord(byte[] name) {
    int start = wordStart(name);
    return Arrays.copyOfRange(name, start, wordEnd(name, start));
  }

  /** Where a name's first word begins: after blanks. */
  public static int wordStart(byte[] name) {
    int start = 0;
    while (start < name.length && (name[start] == ' ' || name[start] == '\t')) {
      start++;
    }
    return start;
  }

  /** Where the word that begins at {@code start} ends. */
  public static int wordEnd(byte[] name, int start) {
    int end = start;
    while (end < name.length
        && name[end] != ' '
        && name[end] != '\t'
        && name[end] != '\n'
        && name[end] != '\r') {
      end++;
    }
    return end;
  }
}
