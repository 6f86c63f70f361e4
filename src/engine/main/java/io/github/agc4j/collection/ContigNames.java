package io.github.agc4j.collection;

import io.github.agc4j.memory.ByteReader;
import io.github.agc4j.memory.MalformedBytesException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The names of a sample's contigs, decoded one after the other, since in format 3 each is coded
 * against the one before. Borrows the batch. For one thread.
 */
public final class ContigNames {
  private final CatalogReader reader;
  private final long batch;
  private final ByteReader in;
  private final boolean isCoded;
  private final NameCoder coder = new NameCoder();
  private final long start;
  private long left;

  /**
   * The next {@code names} names of {@code in}, which begins at {@code start} in the batch's names.
   */
  ContigNames(
      CatalogReader reader, long batch, ByteReader in, long start, long names, boolean isCoded) {
    this.reader = reader;
    this.batch = batch;
    this.in = in;
    this.start = start;
    this.left = names;
    this.isCoded = isCoded;
  }

  /** The name in front of the next one was {@code name}. */
  ContigNames behind(byte[] name) {
    coder.startBehind(name);
    return this;
  }

  /** Where the next name is in the batch's stored names: see {@link CatalogBatch#namesFrom}. */
  public long position() {
    return start + in.position();
  }

  /** Whether there is another name. */
  public boolean hasNext() {
    return left > 0;
  }

  /**
   * The next contig's name: the header line without {@code >}.
   *
   * @throws io.github.agc4j.archive.CorruptArchiveException when its code makes no sense
   */
  public byte[] next() throws IOException {
    left--;
    try {
      byte[] stored = in.zeroTerminated();
      return isCoded ? coder.decode(stored) : stored;
    } catch (MalformedBytesException e) {
      throw reader.corruptNames(batch, e);
    }
  }

  /** A name's first word, which is what a contig is called. */
  public static byte[] shortName(byte[] name) {
    int start = shortStart(name);
    return Arrays.copyOfRange(name, start, shortEnd(name, start));
  }

  /** Where a name's first word begins: behind blanks. */
  public static int shortStart(byte[] name) {
    int start = 0;
    while (start < name.length && (name[start] == ' ' || name[start] == '\t')) {
      start++;
    }
    return start;
  }

  /** Where the word that begins at {@code start} ends. */
  public static int shortEnd(byte[] name, int start) {
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

  /**
   * The length of what digests know a name by: up to the first space, tab, LF or CR, so that it is
   * empty where the name begins with a blank.
   */
  public static int shortLength(byte[] name) {
    return shortEnd(name, 0);
  }
}
