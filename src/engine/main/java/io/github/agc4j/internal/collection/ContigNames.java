package io.github.agc4j.internal.collection;

import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import java.io.IOException;

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
  ContigNames after(byte[] name) {
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
   * @throws io.github.agc4j.error.CorruptArchiveException when its code makes no sense
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
}
