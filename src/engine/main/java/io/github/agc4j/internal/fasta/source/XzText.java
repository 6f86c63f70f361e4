package io.github.agc4j.internal.fasta.source;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * Text that xz compressed. Nothing but {@link #open} is named elsewhere, so that no class of the
 * library is loaded before there is such text: its packages are sealed, and a JVM whose cache of
 * loaded classes has one of them does not start where the jars were moved to another folder.
 */
final class XzText extends InputStream {
  private final InputStream text;

  private XzText(InputStream text) {
    this.text = text;
  }

  /**
   * The text of {@code compressed}, of one or more streams, as far as {@code kibibytes} of heap are
   * enough.
   */
  static InputStream open(InputStream compressed, int kibibytes) throws IOException {
    return new XzText(new XZInputStream(compressed, kibibytes));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return text.read(target, offset, length);
    } catch (MemoryLimitException e) {
      throw new HeapLimitException(e, e.getMemoryNeeded());
    }
  }
}
